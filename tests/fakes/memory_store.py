"""The store in memory, for tests of what stands above it; held to the same contract suite as the real one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from copy import deepcopy

from bot.practice.operating import Operations
from bot.practice.ports import Chance, Chats, Clock, Unit
from tests.fakes.memory_chats import MemoryChats
from tests.fakes.memory_operations import MemoryOperations
from tests.fakes.memory_tables import Memory, Tables
from tests.fakes.memory_unit import MemoryUnit


class MemoryStore:
    """Make it with the clock and the chance of the test, or with none; `tables` shows what is in it."""

    def __init__(self, *, clock: Clock | None = None, chance: Chance | None = None) -> None:
        self._memory = Memory(clock, chance)
        self.chats: Chats = MemoryChats(self._memory)
        self.operations: Operations = MemoryOperations(self._memory)

    @property
    def tables(self) -> Tables:
        return self._memory.tables

    def put_back(self, tables: Tables) -> None:
        """Begin with a copy of these rows."""
        self._memory.tables = deepcopy(tables)

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        async with self._memory.transaction() as tables:
            yield MemoryUnit(tables, self._memory.clock, self._memory.chance)

    async def close(self) -> None:
        return None
