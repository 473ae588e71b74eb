"""The store behind everything, on one database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.practice.operating import Operations
from bot.practice.ports import Chance, Chats, Clock, Unit
from bot.storage.chats import SqlChats
from bot.storage.database import Database
from bot.storage.operations import SqlOperations
from bot.storage.unit import SqlUnit


class SqlStore:
    """SQLite or PostgreSQL, by URL; see the port `Store`. Call `prepare` on the URL first."""

    def __init__(self, url: str, *, clock: Clock, chance: Chance) -> None:
        """Open nothing yet.

        Raises:
            UnknownDatabase: The URL is not one of SQLite or PostgreSQL.
        """
        self._database = Database(url)
        self._clock = clock
        self._chance = chance
        self.chats: Chats = SqlChats(self._database, clock=clock, chance=chance)
        self.operations: Operations = SqlOperations(self._database, clock=clock)

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        """Open a transaction; committed on leaving, rolled back on an exception."""
        async with self._database.write() as connection:
            yield SqlUnit(connection, clock=self._clock, chance=self._chance)

    async def close(self) -> None:
        """Close all connections."""
        await self.operations.stop_polling()
        await self._database.close()
