"""Teachers, and the key table that alone knows who they are outside."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.practice.ids import TeacherId
from bot.practice.ports import Teacher
from bot.storage.statements import insert_new
from bot.storage.tables import keys, teachers

_COLUMNS = (
    teachers.c.id,
    teachers.c.consent,
    teachers.c.paused,
    teachers.c.waiting_for,
    teachers.c.helped,
)
# The row stays locked until the transaction ends: two devices of one teacher take turns. Others may still
# store what points at it (a letter to this teacher): two who write to each other would wait for ever.
_BY_KEY = (
    select(*_COLUMNS)
    .join(keys, keys.c.teacher == teachers.c.id)
    .where(keys.c.channel == bindparam("channel"), keys.c.outside == bindparam("outside"))
    .with_for_update(of=teachers, key_share=True)
)
_BY_ID = select(*_COLUMNS).where(teachers.c.id == bindparam("id")).with_for_update(key_share=True)
_SAVE = (
    update(teachers)
    .where(teachers.c.id == bindparam("teacher"))
    .values({name: bindparam(name) for name in ("consent", "paused", "waiting_for", "helped")})
)
_ADD = insert(teachers)
_ADD_KEY = insert_new(keys)
_REMOVE = delete(teachers).where(teachers.c.id == bindparam("id"))


async def teacher_for(
    connection: AsyncConnection, channel: str, outside: str, *, token: Callable[[], str], now: datetime
) -> Teacher:
    """Return the teacher behind an outside identity; a new one when unknown."""
    key = {"channel": channel, "outside": outside}
    while True:
        row = (await connection.execute(_BY_KEY, key)).first()
        if row is not None:
            return _teacher(row)
        new = {"id": token(), "consent": "", "paused": False, "waiting_for": "", "helped": "", "made": now}
        await connection.execute(_ADD, new)
        added = await connection.execute(_ADD_KEY, {**key, "teacher": new["id"]})
        if not added.rowcount:
            # Another replica met this person at the same moment; theirs is taken.
            await connection.execute(_REMOVE, {"id": new["id"]})


async def teacher_by_id(connection: AsyncConnection, teacher: TeacherId) -> Teacher | None:
    """Return a teacher, locked until the transaction ends."""
    row = (await connection.execute(_BY_ID, {"id": teacher})).first()
    return None if row is None else _teacher(row)


async def save_teacher(connection: AsyncConnection, teacher: Teacher) -> None:
    """Store what may change of a teacher; nothing happens for one that was forgotten."""
    values = {
        "teacher": teacher.id,
        "consent": teacher.consent,
        "paused": teacher.paused,
        "waiting_for": teacher.waiting_for,
        "helped": teacher.helped,
    }
    await connection.execute(_SAVE, values)


async def remove_teacher(connection: AsyncConnection, teacher: TeacherId) -> None:
    """Delete a teacher; key, sessions, turns, answers and corrections go along by their foreign keys."""
    await connection.execute(_REMOVE, {"id": teacher})


def _teacher(row: Row[Any, Any, Any, Any, Any]) -> Teacher:
    return Teacher(TeacherId(row[0]), *row[1:])
