"""SQLite without a thread per statement, for the short transactions of the durable path.

The usual driver hands every statement to a thread and back, which costs many times the statement itself. Here
a statement runs at once, and only what may wait does so in a thread: beginning to write (for another process)
and committing (for the disk). Long reads keep to the usual driver, so that they hold up nothing.
"""

import asyncio
import sqlite3
from collections.abc import Sequence
from functools import partial
from typing import Any, Self

_MAY_WAIT = "BEGIN IMMEDIATE"


class QuickCursor:
    """A cursor with the methods that SQLAlchemy awaits on aiosqlite's."""

    _cursor: sqlite3.Cursor

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Open it."""
        self._cursor = connection.cursor()

    async def __aenter__(self) -> Self:
        """Be open already."""
        return self

    @property
    def description(self) -> Any:
        """The columns of the last answer."""
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        """The rows that were changed."""
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The number of the last row that was added."""
        return self._cursor.lastrowid

    async def execute(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Run a statement."""
        if statement.startswith(_MAY_WAIT):
            await asyncio.to_thread(self._cursor.execute, statement, values)
        else:
            self._cursor.execute(statement, values)

    async def executemany(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement for each row."""
        self._cursor.executemany(statement, rows)

    async def fetchall(self) -> list[Any]:
        """Return all rows."""
        return self._cursor.fetchall()

    async def close(self) -> None:
        """Close it."""
        self._cursor.close()


class QuickConnection:
    """A connection with the methods that SQLAlchemy awaits on aiosqlite's."""

    def __init__(self, file: str, **wishes: Any) -> None:
        """Open nothing yet; the wishes are those of `sqlite3.connect`."""
        self._file = file
        self._wishes = {**wishes, "check_same_thread": False}
        self._connection: sqlite3.Connection | None = None

    def __await__(self) -> Any:
        """Open it."""
        return self._open().__await__()

    async def _open(self) -> Self:
        self._connection = await asyncio.to_thread(partial(sqlite3.connect, self._file, **self._wishes))
        return self

    @property
    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            raise ValueError("no active connection")
        return self._connection

    def cursor(self) -> QuickCursor:
        """Return a cursor."""
        return QuickCursor(self._opened)

    async def create_function(self, *arguments: Any, **more: Any) -> None:
        """Add a function to SQL."""
        self._opened.create_function(*arguments, **more)

    async def commit(self) -> None:
        """Write to the disk."""
        if self._opened.in_transaction:
            await asyncio.to_thread(self._opened.commit)

    async def rollback(self) -> None:
        """Take back."""
        self._opened.rollback()

    async def close(self) -> None:
        """Close it; more than once does nothing."""
        self.stop()

    def stop(self) -> None:
        """Close it at once."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
