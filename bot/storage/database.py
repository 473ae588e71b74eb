"""The connection to the database: driver settings, transactions, and one writer at a time on SQLite."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.storage.errors import UnknownDatabase, as_store_error
from bot.storage.quick import QuickConnection

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
}
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a committed message survives a power cut
    "PRAGMA busy_timeout = 5000",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what a teacher wipes is gone from the file too
)

_PATIENCE = {"timeout": 10, "command_timeout": 60}
"""Seconds for connecting to a server and for one statement: a dead line must become an error, not a wait."""


def database_url(url: str) -> URL:
    """Return the URL with the driver that is used here.

    Raises:
        UnknownDatabase: It is not a URL of SQLite or PostgreSQL.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise UnknownDatabase(url.partition(":")[0]) from None
    kind = parsed.drivername.partition("+")[0]
    if kind not in _DRIVERS:
        raise UnknownDatabase(kind)
    return parsed.set(drivername=_DRIVERS[kind])


def database_file(url: URL) -> Path | None:
    """Return the file of a SQLite database; None for a server."""
    return Path(url.database or "") if url.drivername.startswith("sqlite") else None


class NestedTransaction(RuntimeError):
    """A task opened a transaction inside its own: a programmer's mistake that would wait for ever."""


class Database:
    """An engine and its transactions; errors come out as our own."""

    def __init__(self, url: str) -> None:
        """Prepare the engine; nothing is opened yet."""
        self.url = database_url(url)
        self.is_file = database_file(self.url) is not None
        self._writing = asyncio.Lock()
        self._writer: asyncio.Task[Any] | None = None
        self._engine = _engine(self.url, is_file=self.is_file)
        self._looking = self._engine.execution_options(looks=True)
        self._quick = _sqlite(self.url, quick=True) if self.is_file else self._engine
        self._glancing = self._quick.execution_options(looks=True)
        self._refusals = _refusals(is_file=self.is_file)

    @asynccontextmanager
    async def write(self, *, quick: bool = False) -> AsyncIterator[AsyncConnection]:
        """Open a transaction; committed on leaving, rolled back on an exception.

        A quick one makes only short statements, each of which finds its rows by an index.
        """
        if not self.is_file:
            async with self._transaction(self._engine) as connection:
                yield connection
            return
        if self._writer is asyncio.current_task():
            raise NestedTransaction
        async with self._writing:
            self._writer = asyncio.current_task()
            try:
                async with self._transaction(self._quick if quick else self._engine) as connection:
                    yield connection
            finally:
                self._writer = None

    @asynccontextmanager
    async def read(self, *, quick: bool = False) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that only looks; on SQLite it waits for no writer."""
        async with self._transaction(self._glancing if quick else self._looking) as connection:
            yield connection

    async def session(self) -> AsyncConnection:
        """Return a connection outside any transaction, which the caller closes: for locks of a session."""
        try:
            connection = await self._engine.connect()
            return await connection.execution_options(isolation_level="AUTOCOMMIT")
        except self._refusals as error:
            raise as_store_error(error) from error

    async def empty_journal(self) -> None:
        """Move SQLite's journal into the file, so that nothing deleted lingers there."""
        if not self.is_file:
            return
        async with self._writing, self._engine.connect() as connection:
            # Not as a statement of a transaction: inside one this is refused.
            raw = await connection.get_raw_connection()
            await raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]  # it is there

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.dispose()
        await self._quick.dispose()

    @asynccontextmanager
    async def _transaction(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        try:
            connection = await engine.connect()
        except self._refusals as error:
            raise as_store_error(error) from error
        try:
            async with connection.begin():
                yield connection
        except DBAPIError as error:
            raise as_store_error(error) from error
        finally:
            await connection.close()


def _engine(url: URL, *, is_file: bool) -> AsyncEngine:
    if not is_file:
        return create_async_engine(
            url, pool_size=10, max_overflow=10, pool_pre_ping=True, pool_timeout=15, connect_args=_PATIENCE
        )
    return _sqlite(url)


def _sqlite(url: URL, *, quick: bool = False) -> AsyncEngine:
    # The driver's own BEGIN comes too late and is never IMMEDIATE; ours is in `_begin_sqlite`.
    wishes: dict[str, Any] = {"isolation_level": None}
    if quick:
        wishes["async_creator_fn"] = QuickConnection
    engine = create_async_engine(url, connect_args=wishes)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _refusals(*, is_file: bool) -> tuple[type[Exception], ...]:
    """Return what the driver itself raises while connecting, before SQLAlchemy can wrap it."""
    if is_file:
        return (DBAPIError, OSError, sqlite3.Error)
    import asyncpg  # type: ignore[import-untyped]  # it has none

    return (DBAPIError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    try:
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
        cursor.close()
    except sqlite3.Error:
        # Nobody else knows of this connection yet; its thread would outlive us.
        connection.close()
        raise


def _begin_sqlite(connection: Any) -> None:
    # A transaction that reads first and writes later can fail at once; so a writer says so from the start.
    looks = connection.get_execution_options().get("looks", False)
    connection.exec_driver_sql("BEGIN" if looks else "BEGIN IMMEDIATE")
