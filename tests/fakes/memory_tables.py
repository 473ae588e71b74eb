"""The rows of the store in memory, and its transactions."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import dataclass, field, fields
from datetime import datetime

from bot.model.session import Turn
from bot.practice.ids import TeacherId
from bot.practice.learning.ports import Choice, Goal, OwnAssignment, Reminder
from bot.practice.messages import Message, Messages
from bot.practice.ports import Chance, Clock, Invite, SignIn, StoredSession, Teacher
from tests.fakes.clock import FakeChance, FakeClock
from tests.fakes.memory_room_tables import RoomTables


@dataclass(frozen=True)
class Received:
    chat: int
    raw: str
    status: str = "new"
    attempts: int = 0
    received: datetime | None = None


@dataclass(frozen=True)
class Waiting:
    chat: int
    message: Message
    due: datetime
    status: str = "new"
    attempts: int = 0
    taken_until: datetime | None = None
    finished: datetime | None = None
    message_id: int | None = None
    update_id: int | None = None
    reason: str = ""


@dataclass
class Tables:
    """All rows; values are frozen, so that a shallow copy of the containers is a snapshot."""

    teachers: dict[TeacherId, Teacher] = field(default_factory=dict)
    made: dict[TeacherId, datetime] = field(default_factory=dict)
    keys: dict[tuple[str, str], TeacherId] = field(default_factory=dict)
    sessions: dict[str, StoredSession] = field(default_factory=dict)
    turns: dict[tuple[str, int], Turn] = field(default_factory=dict)
    answers: dict[tuple[TeacherId, str], tuple[datetime, Messages]] = field(default_factory=dict)
    corrections: tuple[tuple[TeacherId, dict[str, str]], ...] = ()
    contents: dict[str, str] = field(default_factory=dict)
    chats: dict[int, TeacherId] = field(default_factory=dict)
    blocked: frozenset[int] = frozenset()
    inbox: dict[int, Received] = field(default_factory=dict)
    outbox: dict[int, Waiting] = field(default_factory=dict)
    rows: int = 0
    replicas: dict[str, datetime] = field(default_factory=dict)
    alarms: dict[str, datetime] = field(default_factory=dict)
    invites: dict[str, tuple[Invite, datetime]] = field(default_factory=dict)
    sign_ins: dict[str, SignIn] = field(default_factory=dict)
    choices: dict[tuple[TeacherId, str, str], Choice] = field(default_factory=dict)
    goals: dict[str, Goal] = field(default_factory=dict)
    own_assignments: dict[str, OwnAssignment] = field(default_factory=dict)
    reminders: dict[tuple[TeacherId, str, str], Reminder] = field(default_factory=dict)

    room: RoomTables = field(default_factory=RoomTables)

    def snapshot(self) -> "Tables":
        return Tables(**{one.name: copy(getattr(self, one.name)) for one in fields(self)})


class Memory:
    """The tables of one store, one transaction at a time."""

    def __init__(self, clock: Clock | None, chance: Chance | None) -> None:
        self.tables = Tables()
        self.clock: Clock = clock or FakeClock()
        self.chance: Chance = chance or FakeChance()
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tables]:
        async with self._lock:
            before = self.tables.snapshot()
            try:
                yield self.tables
            except BaseException:
                self.tables = before
                raise
