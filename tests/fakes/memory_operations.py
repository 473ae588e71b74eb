"""The operator's side of the store in memory."""

from datetime import timedelta

from bot.practice.operating import Backlog
from tests.fakes.memory_tables import Memory


class MemoryOperations:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def may_poll(self) -> bool:
        return True

    async def stop_polling(self) -> None:
        return None

    async def beat(self, replica: str) -> None:
        async with self._memory.transaction() as tables:
            tables.replicas[replica] = self._memory.clock.now()

    async def leave(self, replica: str) -> None:
        async with self._memory.transaction() as tables:
            tables.replicas.pop(replica, None)

    async def replicas(self, *, within: timedelta) -> int:
        before = self._memory.clock.now() - within
        return sum(seen >= before for seen in self._memory.tables.replicas.values())

    async def backlog(self) -> Backlog:
        tables, now, none = self._memory.tables, self._memory.clock.now(), timedelta()
        received = [row.received or now for row in tables.inbox.values() if row.status == "new"]
        due = [one.due for one in tables.outbox.values() if one.status == "new"]
        return Backlog(
            inbox=len(received),
            inbox_age=now - min(received, default=now),
            outbox=len(due),
            outbox_age=max(now - min(due, default=now), none),
            dead_updates=sum(row.status == "dead" for row in tables.inbox.values()),
            dead_messages=sum(
                one.status == "dead" and one.reason not in {"blocked", "Forbidden"}
                for one in tables.outbox.values()
            ),
        )

    async def waiting(self) -> int:
        return sum(row.status == "new" for row in self._memory.tables.inbox.values())

    async def new_alarm(self, kind: str, *, every: timedelta) -> bool:
        now = self._memory.clock.now()
        async with self._memory.transaction() as tables:
            last = tables.alarms.get(kind)
            is_new = last is None or now - last >= every
            if is_new:
                tables.alarms[kind] = now
            return is_new
