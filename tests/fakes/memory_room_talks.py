"""Conversations as the trainer's room sees them, in memory."""

from datetime import datetime

from bot.model.session import Turn
from bot.practice.ids import TeacherId
from bot.practice.room.records import Age, Look, Marks, Practised, Share
from bot.storage.codec import encode
from tests.fakes.memory_room_tables import RoomTables
from tests.fakes.memory_tables import Tables


class MemoryTalks:
    def __init__(self, tables: Tables) -> None:
        self._all = tables

    @property
    def _t(self) -> RoomTables:
        return self._all.room

    async def practised(self, group: str) -> tuple[Practised, ...]:
        found = []
        for one in self._all.sessions.values():
            said = max((number for session, number in self._all.turns if session == one.id), default=0)
            if not said or (group, one.teacher) not in self._t.members:
                continue
            share = self._t.shares.get((one.id, group))
            found.append(
                Practised(
                    session=one.id,
                    teacher=one.teacher,
                    persona=one.persona,
                    started=one.started,
                    ended=one.ended,
                    outcome=one.outcome,
                    turns=said,
                    kind=one.kind,
                    branch=bool(one.branch_of),
                    shared=share.at if share else None,
                    marks=self._t.marks.get(one.id),
                )
            )
        return tuple(found)

    async def keep_marks(self, session: str, marks: Marks) -> None:
        self._t.marks.setdefault(session, marks)

    async def share(self, share: Share) -> None:
        self._t.shares.setdefault((share.session, share.group), share)

    async def unshare(self, session: str, group: str) -> None:
        self._t.shares.pop((session, group), None)

    async def shares(self, teacher: TeacherId) -> tuple[Share, ...]:
        own = {one.id for one in self._all.sessions.values() if one.teacher == teacher}
        return tuple(one for one in self._t.shares.values() if one.session in own)

    async def shares_of(self, session: str) -> tuple[Share, ...]:
        return tuple(one for one in self._t.shares.values() if one.session == session)

    async def talks_with(self, group: str, words: str) -> frozenset[str]:
        return frozenset(
            session
            for (session, _), turn in self._all.turns.items()
            if (session, group) in self._t.shares
            and words.lower() in "\n".join((turn.parent, turn.reading.text, *turn.reply)).lower()
        )

    async def lines_with(self, group: str, words: str) -> tuple[tuple[str, Turn], ...]:
        sought = encode(words.lower())[1:-1].lower()
        return tuple(
            (session, self._all.turns[session, number])
            for session, number in sorted(self._all.turns)
            if (session, group) in self._t.shares
            and sought in encode(self._all.turns[session, number]).lower()
        )

    async def doubts(self, group: str) -> tuple[dict[str, str], ...]:
        return tuple(
            {name: row[name] for name in ("session", "turn", "kind", "value")}
            for _, row in self._all.corrections
            if (row["session"], group) in self._t.shares
        )

    async def note_look(self, look: Look) -> None:
        self._t.looks += (look,)

    async def looks(self, teacher: TeacherId) -> tuple[Look, ...]:
        return tuple(one for one in reversed(self._t.looks) if one.teacher == teacher)[:200]

    async def ages(self, before: datetime) -> tuple[Age, ...]:
        return tuple(
            Age(
                one.id,
                one.teacher,
                one.started,
                any(key[0] == one.id for key in self._t.shares),
                tuple(
                    self._t.groups[group].dates[-1]
                    for group, teacher in self._t.members
                    if teacher == one.teacher and self._t.groups[group].dates
                ),
            )
            for one in self._all.sessions.values()
            if one.started < before
        )

    async def quiet(self, before: datetime) -> tuple[TeacherId, ...]:
        held = {one.teacher for one in self._all.sessions.values()} | set(self._t.trainers)
        held |= {teacher for _, teacher in self._t.members} | {key[0] for key in self._all.answers}
        held |= {key[0] for key in self._all.choices} | {one.teacher for one in self._all.goals.values()}
        old = (one for one in self._all.teachers if self._all.made.get(one, before) < before)
        return tuple(one for one in old if one not in held)

    async def purge(self, before: datetime) -> None:
        self._t.looks = tuple(one for one in self._t.looks if one.at >= before)
        self._t.letters = tuple(one for one in self._t.letters if one.at >= before)
        self._t.codes = {key: one for key, one in self._t.codes.items() if one.expires >= before}
