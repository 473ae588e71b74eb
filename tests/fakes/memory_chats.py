"""The chat half of the store in memory."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from bot.practice.messages import Message
from bot.practice.ports import Clock, Outgoing, Unit
from bot.storage.errors import StoreError
from tests.fakes.memory_tables import Memory, Received, Tables, Waiting
from tests.fakes.memory_unit import MemoryUnit

LEASE = timedelta(seconds=6)
FARTHEST = timedelta(minutes=10)
MOST_ATTEMPTS = 3


def put(
    tables: Tables,
    chat: int,
    messages: Sequence[Message],
    due: Sequence[datetime],
    clock: Clock,
    *,
    update_id: int | None = None,
) -> None:
    moments = [*due, *(clock.now() for _ in messages)]
    for message, moment in zip(messages, moments, strict=False):
        tables.rows += 1
        tables.outbox[tables.rows] = Waiting(chat, message, moment, update_id=update_id)


class MemoryClaim:
    def __init__(self, tables: Tables, update_id: int, unit: MemoryUnit, clock: Clock) -> None:
        row = tables.inbox[update_id]
        self.update_id = update_id
        self.chat = row.chat
        self.raw = row.raw
        self.attempt = row.attempts + 1
        self.unit: Unit = unit
        self.blocked = row.chat in tables.blocked
        self.buried = ""
        self._tables = tables
        self._clock = clock

    async def put(self, messages: Sequence[Message], *, not_before: Sequence[datetime] = ()) -> None:
        put(self._tables, self.chat, messages, not_before, self._clock, update_id=self.update_id)

    async def bury(self, reason: str) -> None:
        self.buried = reason or "buried"

    def finish(self) -> None:
        row = self._tables.inbox[self.update_id]
        done = replace(row, status="dead") if self.buried else replace(row, status="done", raw="")
        self._tables.inbox[self.update_id] = done


class MemoryChats:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def receive(self, updates: Sequence[tuple[int, int, str]]) -> int:
        async with self._memory.transaction() as tables:
            known = len(tables.inbox)
            for update_id, chat, raw in updates:
                row = Received(chat, raw, received=self._memory.clock.now())
                tables.inbox.setdefault(update_id, row)
            return len(tables.inbox) - known

    @asynccontextmanager
    async def claim(self) -> AsyncIterator[MemoryClaim | None]:
        claim: MemoryClaim | None = None
        try:
            async with self._memory.transaction() as tables:
                waiting = [update for update, row in tables.inbox.items() if row.status == "new"]
                if waiting:
                    oldest = min(waiting)
                    unit = MemoryUnit(
                        tables, self._memory.clock, self._memory.chance, tables.inbox[oldest].chat
                    )
                    claim = MemoryClaim(tables, oldest, unit, self._memory.clock)
                yield claim
                if claim is not None:
                    claim.finish()
        except StoreError:
            raise
        except Exception:
            if claim is not None:
                await self._count_attempt(claim.update_id)
            raise

    async def take_due(self, now: datetime, *, most: int) -> tuple[Outgoing, ...]:
        async with self._memory.transaction() as tables:
            due = [
                (row, one)
                for row, one in heads(tables).items()
                if is_past(one.due, now) and (one.taken_until is None or is_past(one.taken_until, now))
            ]
            taken = sorted(due, key=lambda pair: (pair[1].due, pair[0]))[:most]
            for row, one in taken:
                tables.outbox[row] = replace(one, taken_until=now + LEASE)
            return tuple(Outgoing(row, one.chat, one.message, one.attempts) for row, one in taken)

    async def renew(self, rows: Sequence[int]) -> None:
        async with self._memory.transaction() as tables:
            for row in rows:
                if tables.outbox[row].status == "new":
                    until = self._memory.clock.now() + LEASE
                    tables.outbox[row] = replace(tables.outbox[row], taken_until=until)

    async def sent(self, row: int, message_id: int | None) -> None:
        await self._finish(row, "done", message_id)

    async def give_up(self, row: int, *, reason: str) -> None:
        await self._finish(row, "dead", None, reason=reason)

    async def retry(self, row: int, not_before: datetime, *, reason: str) -> None:
        async with self._memory.transaction() as tables:
            one = tables.outbox.get(row)
            if one is not None and one.status == "new":
                tables.outbox[row] = replace(one, due=not_before, attempts=one.attempts + 1, taken_until=None)

    async def blocked(self, chat: int, *, is_blocked: bool, since: datetime | None = None) -> None:
        moment = since or self._memory.clock.now()
        async with self._memory.transaction() as tables:
            later = {
                update_id
                for update_id, row in tables.inbox.items()
                if row.chat == chat and row.received is not None and row.received > moment
            }
            marked = is_blocked and not later
            tables.blocked = tables.blocked | {chat} if marked else tables.blocked - {chat}
            waiting = [
                row
                for row, one in tables.outbox.items()
                if one.chat == chat and one.status == "new" and one.update_id not in later
            ]
        for row in waiting if is_blocked else ():
            await self._finish(row, "dead", None, reason="blocked")

    async def put(
        self, chat: int, messages: Sequence[Message], *, not_before: Sequence[datetime] = ()
    ) -> None:
        async with self._memory.transaction() as tables:
            put(tables, chat, messages, not_before, self._memory.clock)

    async def migrated(self, old: int, new: int) -> None:
        async with self._memory.transaction() as tables:
            for row, one in tables.outbox.items():
                if one.chat == old and one.status == "new":
                    tables.outbox[row] = replace(one, chat=new)
            for update_id, received in tables.inbox.items():
                if received.chat == old and received.status == "new":
                    tables.inbox[update_id] = replace(received, chat=new)

    async def next_due(self) -> datetime | None:
        moments = (max(one.due, one.taken_until or one.due) for one in heads(self._memory.tables).values())
        return min(moments, default=None)

    async def purge(self, before: datetime) -> None:
        async with self._memory.transaction() as tables:
            tables.inbox = {
                update_id: row
                for update_id, row in tables.inbox.items()
                if row.status == "new" or row.received is None or row.received >= before
            }
            tables.outbox = {
                row: one
                for row, one in tables.outbox.items()
                if one.finished is None or one.finished >= before
            }
            tables.answers = {key: one for key, one in tables.answers.items() if one[0] >= before}
            used = {session.digest for session in tables.sessions.values()}
            tables.contents = {digest: one for digest, one in tables.contents.items() if digest in used}

    async def dead(self) -> int:
        return sum(row.status == "dead" for row in self._memory.tables.inbox.values())

    async def _finish(self, row: int, status: str, message_id: int | None, *, reason: str = "") -> None:
        async with self._memory.transaction() as tables:
            one = tables.outbox.get(row)
            if one is not None:
                now = self._memory.clock.now()
                blank = replace(one.message, text="", title="", buttons=())
                tables.outbox[row] = replace(
                    one,
                    status=status,
                    message=blank,
                    finished=now,
                    taken_until=None,
                    message_id=message_id,
                    reason=reason,
                )

    async def _count_attempt(self, update_id: int) -> None:
        async with self._memory.transaction() as tables:
            row = tables.inbox[update_id]
            status = "dead" if row.attempts + 1 >= MOST_ATTEMPTS else "new"
            tables.inbox[update_id] = replace(row, attempts=row.attempts + 1, status=status)


def is_past(moment: datetime, now: datetime) -> bool:
    """Whether a moment is there, or so far off that a wrong clock wrote it."""
    return moment <= now or moment > now + FARTHEST


def heads(tables: Tables) -> dict[int, Waiting]:
    """Return the oldest unsent row of every chat."""
    first: dict[int, int] = {}
    for row in sorted(tables.outbox):
        if tables.outbox[row].status == "new":
            first.setdefault(tables.outbox[row].chat, row)
    return {row: tables.outbox[row] for row in first.values()}
