"""Moving everything from one database to another, of either kind: all of it, or nothing."""

import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import Column, Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.errors import BotError
from bot.practice.ports import Clock
from bot.storage.chance import NoChance
from bot.storage.database import Database, database_url
from bot.storage.schema import prepare
from bot.storage.store import SqlStore
from bot.storage.tables import metadata
from bot.storage.tables_operating import alarms, replicas

_ROWS = 500
"""So many at once: what a teacher has written in years need not fit in memory."""
_LIVES = timedelta(seconds=30)
_SNAPSHOT = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
_OWN = {replicas.name, alarms.name}
"""Of a running program, not of anyone's work."""


class SameDatabase(BotError):
    """The two databases are one."""

    key = "error.move_same"


class NotEmpty(BotError):
    """The new database holds something already."""

    key = "error.move_target"

    def __init__(self, table: str) -> None:
        """Name the table."""
        super().__init__(table=table)


class StillRunning(BotError):
    """The program runs on the old database, so words would still come in there."""

    key = "error.move_running"


class Incomplete(BotError):
    """What arrived is not what was there; nothing was kept of it."""

    key = "error.move_counts"

    def __init__(self, table: str, before: int, after: int) -> None:
        """Name the table and its numbers of rows."""
        super().__init__(table=table, before=before, after=after)


async def move(source: str, target: str, *, clock: Clock) -> Mapping[str, int]:
    """Carry every row over in one transaction and return how many there were of each table.

    Args:
        source: URL of the database that is there.
        target: URL of the one to fill; its tables are made when they are not there.
        clock: The time, to see whether a program still runs on the source.

    Raises:
        SameDatabase: Source and target are one.
        StillRunning: A program runs on the source.
        NotEmpty: The target holds rows.
        Incomplete: Numbers or contents differ afterwards; the target is left as it was.
        StoreError: Either database refuses.
    """
    if database_url(source) == database_url(target):
        raise SameDatabase
    await prepare(source)
    if await _is_used(source, clock):
        raise StillRunning
    return await copy_rows(source, target)


async def copy_rows(source: str, target: str) -> Mapping[str, int]:
    """Carry every row that is committed now into an empty database; a program may run on the source.

    Raises:
        NotEmpty, Incomplete, StoreError: As for `move`.
    """
    await prepare(target)
    old, new = Database(source), Database(target)
    try:
        async with _snapshot(old) as giving, new.write() as taking:
            return await _carry_all(giving, taking)
    finally:
        await old.close()
        await new.close()


async def _is_used(url: str, clock: Clock) -> bool:
    store = SqlStore(url, clock=clock, chance=NoChance())
    try:
        return await store.operations.replicas(within=_LIVES) > 0
    finally:
        await store.close()


@asynccontextmanager
async def _snapshot(database: Database) -> AsyncIterator[AsyncConnection]:
    """Open a transaction that sees all tables as they are at one moment."""
    async with database.read() as connection:
        if not database.is_file:
            await connection.execute(_SNAPSHOT)
        yield connection


async def _carry_all(giving: AsyncConnection, taking: AsyncConnection) -> Mapping[str, int]:
    tables = [table for table in metadata.sorted_tables if table.name not in _OWN]
    for table in tables:
        if (await taking.execute(select(func.count()).select_from(table))).scalar_one():
            raise NotEmpty(table.name)
    counts = {}
    for table in tables:
        counts[table.name] = await _carry(giving, taking, table)
        await _count_on(taking, table)
    return counts


async def _carry(giving: AsyncConnection, taking: AsyncConnection, table: Table) -> int:
    before, sum_before = 0, 0
    async for rows in _rows(giving, table):
        before += len(rows)
        sum_before += _sum(rows)
        await taking.execute(insert(table), rows)
    after, sum_after = 0, 0
    async for rows in _rows(taking, table):
        after += len(rows)
        sum_after += _sum(rows)
    if (before, sum_before) != (after, sum_after):
        raise Incomplete(table.name, before, after)
    return before


async def _rows(connection: AsyncConnection, table: Table) -> AsyncIterator[Sequence[dict[str, Any]]]:
    """Yield the rows of a table, some hundreds at a time."""
    async with connection.stream(select(table)) as found:
        async for part in found.mappings().partitions(_ROWS):
            yield [dict(row) for row in part]


def _sum(rows: Sequence[Mapping[str, Any]]) -> int:
    """Return a check on the contents that does not depend on the order, which databases see differently."""
    digests = (hashlib.sha256(repr(sorted(row.items())).encode("utf-8", "surrogatepass")) for row in rows)
    return sum(int.from_bytes(digest.digest()[:16], "big") for digest in digests)


async def _count_on(connection: AsyncConnection, table: Table) -> None:
    """Let a server's own counter go on after the rows that came with their numbers."""
    column = _counter(table)
    if column is None or connection.dialect.name != "postgresql":
        return
    top = (await connection.execute(select(func.coalesce(func.max(column), 0)))).scalar_one()
    counter = text("SELECT setval(pg_get_serial_sequence(:of_table, :of_column), :next, false)")
    await connection.execute(counter, {"of_table": table.name, "of_column": column.name, "next": top + 1})


def _counter(table: Table) -> Column[Any] | None:
    return next((column for column in table.columns if column.autoincrement is True), None)
