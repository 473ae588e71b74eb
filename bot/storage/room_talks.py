"""Conversations as a group's trainers may see them, how long they are kept, and who looked."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, exists, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.ids import OutcomeId, PersonaId
from bot.model.session import Turn
from bot.practice.ids import TeacherId
from bot.practice.room.records import Age, Look, Marks, Practised, Share
from bot.storage.codec import decode, encode
from bot.storage.room_people import group_dates
from bot.storage.statements import insert_new
from bot.storage.tables import corrections, keys, metadata, sessions, teachers, turns
from bot.storage.tables_room import (
    letters,
    looks,
    marks,
    members,
    shares,
    trainer_codes,
    training_groups,
)

_said = (
    select(func.max(turns.c.number)).where(turns.c.session == sessions.c.id).scalar_subquery().label("said")
)
_here = and_(shares.c.session == sessions.c.id, shares.c.in_group == bindparam("of_group"))
_PRACTISED = (
    select(
        sessions.c.id,
        sessions.c.teacher,
        sessions.c.persona,
        sessions.c.started,
        sessions.c.ended,
        sessions.c.outcome,
        sessions.c.kind,
        sessions.c.branch_of,
        _said,
        shares.c.at,
        marks.c.marks,
    )
    .join(members, members.c.teacher == sessions.c.teacher)
    .outerjoin(shares, _here)
    .outerjoin(marks, marks.c.session == sessions.c.id)
    .where(members.c.in_group == bindparam("of_group"))
    .order_by(sessions.c.row)
)
_KEEP_MARKS = insert_new(marks)
_SHARE = insert_new(shares)
_UNSHARE = delete(shares).where(
    shares.c.session == bindparam("of_session"), shares.c.in_group == bindparam("of_group")
)
_SHARES_OF = select(shares).where(shares.c.session == bindparam("of_session")).order_by(shares.c.at)
_SHARES = (
    select(shares)
    .join(sessions, sessions.c.id == shares.c.session)
    .where(sessions.c.teacher == bindparam("of_teacher"))
    .order_by(shares.c.at)
)
_LINES = (
    select(turns.c.session, turns.c.facts)
    .join(shares, shares.c.session == turns.c.session)
    .where(
        shares.c.in_group == bindparam("of_group"),
        func.lower(turns.c.facts).like(bindparam("pattern"), escape="|"),
    )
    .order_by(turns.c.session, turns.c.number)
)
_DOUBTS = (
    select(corrections)
    .join(shares, shares.c.session == corrections.c.session)
    .where(shares.c.in_group == bindparam("of_group"))
    .order_by(corrections.c.row)
)
_NOTE = insert(looks)
_LOOKS = (
    select(looks).where(looks.c.teacher == bindparam("of_teacher")).order_by(looks.c.row.desc()).limit(200)
)
_AGES = select(
    sessions.c.id,
    sessions.c.teacher,
    sessions.c.started,
    exists().where(shares.c.session == sessions.c.id).label("shared"),
).where(sessions.c.started < bindparam("before", type_=sessions.c.started.type))
_ENDS = select(members.c.teacher, training_groups.c.dates).join(
    training_groups, training_groups.c.id == members.c.in_group
)
_OLD = (
    delete(looks).where(looks.c.at < bindparam("before")),
    delete(letters).where(letters.c.at < bindparam("before")),
    delete(trainer_codes).where(trainer_codes.c.expires < bindparam("before")),
)


def said_in(facts: str) -> str:
    """Return all that was said in a stored turn, in lower case."""
    turn = json.loads(facts)
    return "\n".join((turn["parent"], turn["reading"]["text"], *turn["reply"])).lower()


class SqlTalks:
    """The part of the port `Room` about conversations."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work in this transaction."""
        self._connection = connection

    async def practised(self, group: str) -> tuple[Practised, ...]:
        """Return the members' conversations in which something was said."""
        rows = await self._connection.execute(_PRACTISED, {"of_group": group})
        return tuple(_practised(row) for row in rows if row.said)

    async def keep_marks(self, session: str, marks: Marks) -> None:
        """Store once what the feedback said."""
        await self._connection.execute(_KEEP_MARKS, {"session": session, "marks": encode(marks)})

    async def share(self, share: Share) -> None:
        """Share a conversation; sharing it again changes nothing."""
        row = {"session": share.session, "in_group": share.group, "at": share.at}
        await self._connection.execute(_SHARE, row)

    async def unshare(self, session: str, group: str) -> None:
        """Take sharing back."""
        await self._connection.execute(_UNSHARE, {"of_session": session, "of_group": group})

    async def shares(self, teacher: TeacherId) -> tuple[Share, ...]:
        """Return what a teacher shares."""
        return tuple(map(_share, await self._connection.execute(_SHARES, {"of_teacher": teacher})))

    async def shares_of(self, session: str) -> tuple[Share, ...]:
        """Return with which groups a conversation is shared."""
        return tuple(map(_share, await self._connection.execute(_SHARES_OF, {"of_session": session})))

    async def lines_with(self, group: str, words: str) -> tuple[tuple[str, Turn], ...]:
        """Return the shared turns in whose record these words occur, in any case."""
        return tuple((row.session, decode(Turn, row.facts)) for row in await self._with(group, words))

    async def talks_with(self, group: str, words: str) -> frozenset[str]:
        """Return the shared conversations in which these words are said; turns are not made for it."""
        sought = words.lower()
        rows = await self._with(group, words)
        return frozenset(row.session for row in rows if sought in said_in(row.facts))

    async def _with(self, group: str, words: str) -> Sequence[Row[Any, Any]]:
        # A record is ASCII: what is not is written as JSON writes it.
        sought = encode(words.lower())[1:-1].lower()
        for sign in "|%_":
            sought = sought.replace(sign, f"|{sign}")
        found = await self._connection.execute(_LINES, {"of_group": group, "pattern": f"%{sought}%"})
        return found.all()

    async def doubts(self, group: str) -> tuple[dict[str, str], ...]:
        """Return what teachers said of lines of conversations that they shared."""
        rows = await self._connection.execute(_DOUBTS, {"of_group": group})
        return tuple(
            {"session": row.session, "turn": str(row.turn), "kind": row.kind, "value": row.value}
            for row in rows
        )

    async def note_look(self, look: Look) -> None:
        """Store that someone opened something."""
        row = {
            "teacher": look.teacher,
            "who": look.who,
            "what": look.what,
            "session": look.session,
            "at": look.at,
            "by": look.by,
        }
        await self._connection.execute(_NOTE, row)

    async def looks(self, teacher: TeacherId) -> tuple[Look, ...]:
        """Return who opened what of a teacher."""
        rows = await self._connection.execute(_LOOKS, {"of_teacher": teacher})
        return tuple(map(_look, rows))

    async def ages(self, before: datetime) -> tuple[Age, ...]:
        """Return the conversations that began before this moment."""
        ends: dict[str, list[date]] = {}
        for row in await self._connection.execute(_ENDS):
            ends.setdefault(row.teacher, []).extend(group_dates(row.dates)[-1:])
        rows = await self._connection.execute(_AGES, {"before": before})
        return tuple(
            Age(
                row.id,
                TeacherId(row.teacher),
                row.started,
                bool(row.shared),
                tuple(ends.get(row.teacher, ())),
            )
            for row in rows
        )

    async def quiet(self, before: datetime) -> tuple[TeacherId, ...]:
        """Return those of whom nothing is left but the key; whatever table a row could stand in."""
        held = [
            exists().where(column == teachers.c.id)
            for table in metadata.sorted_tables
            if table is not keys
            for column in table.columns
            if any(key.column is teachers.c.id for key in column.foreign_keys)
        ]
        quiet = select(teachers.c.id).where(teachers.c.made < before, *(~one for one in held))
        return tuple(TeacherId(row.id) for row in await self._connection.execute(quiet))

    async def purge(self, before: datetime) -> None:
        """Delete looks, letters and codes from before this moment."""
        for statement in _OLD:
            await self._connection.execute(statement, {"before": before})


def _look(row: Row[Any]) -> Look:
    by = None if row.by is None else TeacherId(row.by)
    return Look(TeacherId(row.teacher), row.who, row.what, row.session, row.at, by)


def _share(row: Row[Any]) -> Share:
    return Share(row.session, row.in_group, row.at)


def _practised(row: Any) -> Practised:
    return Practised(
        session=row.id,
        teacher=TeacherId(row.teacher),
        persona=PersonaId(row.persona),
        started=row.started,
        ended=row.ended,
        outcome=None if row.outcome is None else OutcomeId(row.outcome),
        turns=row.said,
        kind=row.kind,
        branch=bool(row.branch_of),
        shared=row.at,
        marks=None if row.marks is None else decode(Marks, row.marks),
    )
