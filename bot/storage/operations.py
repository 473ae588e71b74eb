"""The operator's side of the store: who polls, who lives, what waits; see the port `Operations`."""

from contextlib import suppress
from datetime import timedelta

from sqlalchemy import ColumnElement, bindparam, delete, func, literal_column, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.practice.operating import Backlog
from bot.practice.ports import Clock
from bot.storage.database import Database
from bot.storage.tables import Status, inbox, outbox
from bot.storage.tables_operating import alarms, replicas

# A lock of the session: the server frees it by itself when the process that holds it is gone.
_TRY_LOCK = text("SELECT pg_try_advisory_lock(731964053)")
_STILL_THERE = text("SELECT 1")
_FORGOTTEN = timedelta(hours=1)
# Both databases write these the same way.
_BEAT = text(
    "INSERT INTO replicas (name, seen) VALUES (:name, :seen)"
    " ON CONFLICT (name) DO UPDATE SET seen = excluded.seen"
).bindparams(bindparam("name"), bindparam("seen", type_=replicas.c.seen.type))
_RAISE = text(
    "INSERT INTO alarms (kind, raised) VALUES (:kind, :raised)"
    " ON CONFLICT (kind) DO UPDATE SET raised = excluded.raised WHERE alarms.raised <= :before"
).bindparams(
    bindparam("kind"),
    bindparam("raised", type_=alarms.c.raised.type),
    bindparam("before", type_=alarms.c.raised.type),
)
_LEAVE = delete(replicas).where(replicas.c.name == bindparam("name"))
_SWEEP = delete(replicas).where(replicas.c.seen < bindparam("before"))
_ALIVE = select(func.count()).select_from(replicas).where(replicas.c.seen >= bindparam("before"))
_INBOX = select(func.count(), func.min(inbox.c.received, type_=inbox.c.received.type)).where(
    inbox.c.status == Status.NEW
)
_WAITING = select(func.count()).select_from(inbox).where(inbox.c.status == Status.NEW)
_OUTBOX = select(func.count(), func.min(outbox.c.due, type_=outbox.c.due.type)).where(
    outbox.c.status == Status.NEW
)
# Written out, so that every database sees that its small index will do.
_DEAD: ColumnElement[str] = literal_column("'dead'")
_DEAD_UPDATES = select(func.count()).select_from(inbox).where(inbox.c.status == _DEAD)
_DEAD_MESSAGES = (
    select(func.count())
    .select_from(outbox)
    .where(outbox.c.status == _DEAD, ~outbox.c.reason.in_(("blocked", "Forbidden")))
)


class SqlOperations:
    """On one database, for one process."""

    def __init__(self, database: Database, *, clock: Clock) -> None:
        """Open nothing yet."""
        self._database = database
        self._clock = clock
        self._lock: AsyncConnection | None = None

    async def may_poll(self) -> bool:
        """Return whether this process fetches; a SQLite file has one process anyway."""
        if self._database.is_file:
            return True
        if self._lock is not None and await self._is_held(self._lock):
            return True
        self._lock = None
        connection = await self._database.session()
        try:
            if (await connection.execute(_TRY_LOCK)).scalar():
                self._lock = connection
        finally:
            if self._lock is None:
                await connection.close()
        return self._lock is not None

    async def stop_polling(self) -> None:
        """Let another process fetch."""
        if self._lock is not None:
            # Not given back to the pool: the lock ends with the connection.
            await self._drop(self._lock)
            self._lock = None

    async def beat(self, replica: str) -> None:
        """Note that a process lives, and forget those that are long gone."""
        now = self._clock.now()
        async with self._database.write() as connection:
            await connection.execute(_BEAT, {"name": replica, "seen": now})
            await connection.execute(_SWEEP, {"before": now - _FORGOTTEN})

    async def leave(self, replica: str) -> None:
        """Note that a process ends."""
        async with self._database.write() as connection:
            await connection.execute(_LEAVE, {"name": replica})

    async def replicas(self, *, within: timedelta) -> int:
        """Return how many processes live."""
        async with self._database.read() as connection:
            found = await connection.execute(_ALIVE, {"before": self._clock.now() - within})
            return int(found.scalar_one())

    async def backlog(self) -> Backlog:
        """Return what waits and what was given up."""
        now = self._clock.now()
        async with self._database.read() as connection:
            waiting, oldest = (await connection.execute(_INBOX)).one()
            unsent, due = (await connection.execute(_OUTBOX)).one()
            dead_updates = (await connection.execute(_DEAD_UPDATES)).scalar_one()
            dead_messages = (await connection.execute(_DEAD_MESSAGES)).scalar_one()
        none = timedelta()
        return Backlog(
            inbox=waiting,
            inbox_age=max(now - oldest, none) if oldest else none,
            outbox=unsent,
            outbox_age=max(now - due, none) if due else none,
            dead_updates=dead_updates,
            dead_messages=dead_messages,
        )

    async def waiting(self) -> int:
        """Return how many updates are not processed yet."""
        async with self._database.read(quick=True) as connection:
            return int((await connection.execute(_WAITING)).scalar_one())

    async def new_alarm(self, kind: str, *, every: timedelta) -> bool:
        """Note an alarm; return whether nobody raised it lately."""
        now = self._clock.now()
        async with self._database.write() as connection:
            values = {"kind": kind, "raised": now, "before": now - every}
            return (await connection.execute(_RAISE, values)).rowcount > 0

    async def _is_held(self, connection: AsyncConnection) -> bool:
        try:
            await connection.execute(_STILL_THERE)
        except (DBAPIError, OSError):
            # The server was restarted, and with the session the lock is gone.
            await self._drop(connection)
            return False
        return True

    async def _drop(self, connection: AsyncConnection) -> None:
        with suppress(DBAPIError, OSError):
            await connection.invalidate()
        with suppress(DBAPIError, OSError):
            await connection.close()
