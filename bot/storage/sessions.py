"""Sessions and their turns: facts as JSON, with the columns that people and pages look for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, Row, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.ids import OutcomeId, PersonaId
from bot.model.session import Position, Turn
from bot.practice.ids import TeacherId
from bot.practice.ports import StoredSession
from bot.storage.codec import decode, decode_all, encode
from bot.storage.tables import sessions, turns

_ADD = insert(sessions)
_SAVE = (
    update(sessions)
    .where(sessions.c.id == bindparam("session"))
    .values({name: bindparam(name) for name in ("position", "ended", "outcome")})
)
_BY_ID = select(sessions).where(sessions.c.id == bindparam("session"))
_ALL = select(sessions).where(sessions.c.teacher == bindparam("teacher")).order_by(sessions.c.row)
_CURRENT = (
    select(sessions)
    .where(sessions.c.teacher == bindparam("teacher"), sessions.c.ended.is_(None))
    .order_by(sessions.c.row.desc())
    .limit(1)
)
_ADD_TURN = insert(turns)
_TURNS = select(turns.c.facts).where(turns.c.session == bindparam("session")).order_by(turns.c.number)
_copied = [column for column in turns.columns if column.name != "session"]
_COPY_TURNS = insert(turns).from_select(
    ["session", *(column.name for column in _copied)],
    select(bindparam("target", type_=turns.c.session.type), *_copied).where(
        turns.c.session == bindparam("source"), turns.c.number < bindparam("upto")
    ),
)


async def add_session(connection: AsyncConnection, session: StoredSession) -> None:
    """Store a new session."""
    row = {
        "id": session.id,
        "teacher": session.teacher,
        "persona": session.persona,
        "digest": session.digest,
        "position": encode(session.position),
        "opening": encode(session.opening),
        "started": session.started,
        "ended": session.ended,
        "outcome": session.outcome,
        "branch_of": session.branch_of,
        "branch_turn": session.branch_turn,
        "kind": session.kind,
    }
    await connection.execute(_ADD, row)


async def save_session(connection: AsyncConnection, session: StoredSession) -> None:
    """Store what a turn or the end changes in a session."""
    values = {
        "session": session.id,
        "position": encode(session.position),
        "ended": session.ended,
        "outcome": session.outcome,
    }
    await connection.execute(_SAVE, values)


async def session_by_id(connection: AsyncConnection, session: str) -> StoredSession | None:
    """Return a session by id."""
    return await _first(connection, _BY_ID, {"session": session})


async def current_session(connection: AsyncConnection, teacher: TeacherId) -> StoredSession | None:
    """Return the newest open session of a teacher."""
    return await _first(connection, _CURRENT, {"teacher": teacher})


async def all_sessions(connection: AsyncConnection, teacher: TeacherId) -> tuple[StoredSession, ...]:
    """Return all sessions of a teacher, oldest first."""
    return tuple(_session(row) for row in await connection.execute(_ALL, {"teacher": teacher}))


async def add_turn(connection: AsyncConnection, session: str, turn: Turn, at: datetime) -> None:
    """Store a turn."""
    row = {
        "session": session,
        "number": turn.number,
        "at": at,
        "state": turn.state_after,
        "rule": turn.rule,
        "tension": turn.after.tension,
        "trust": turn.after.trust,
        "facts": encode(turn),
    }
    await connection.execute(_ADD_TURN, row)


async def turns_of(connection: AsyncConnection, session: str) -> tuple[Turn, ...]:
    """Return the turns of a session in order."""
    rows = await connection.execute(_TURNS, {"session": session})
    return tuple(decode(Turn, row[0]) for row in rows)


async def copy_turns(connection: AsyncConnection, source: str, target: str, *, upto: int) -> None:
    """Copy the turns before number `upto` into another session."""
    await connection.execute(_COPY_TURNS, {"source": source, "target": target, "upto": upto})


async def _first(
    connection: AsyncConnection, statement: Executable, values: Mapping[str, object]
) -> StoredSession | None:
    row = (await connection.execute(statement, values)).first()
    return None if row is None else _session(row)


def _session(row: Row[Any]) -> StoredSession:
    return StoredSession(
        id=row.id,
        teacher=TeacherId(row.teacher),
        persona=PersonaId(row.persona),
        digest=row.digest,
        position=decode(Position, row.position),
        opening=decode_all(str, row.opening),
        started=row.started,
        ended=row.ended,
        outcome=None if row.outcome is None else OutcomeId(row.outcome),
        branch_of=row.branch_of,
        branch_turn=row.branch_turn,
        kind=row.kind,
    )
