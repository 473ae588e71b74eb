"""The inbox of a chat channel: raw updates first, then one at a time per chat, in order."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy import Row, bindparam, case, func, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.practice.messages import Message
from bot.practice.ports import Chance, Clock, Outgoing, Unit
from bot.storage import forgetting, outgoing
from bot.storage.database import Database
from bot.storage.errors import AlreadyStored, StoreError
from bot.storage.statements import insert_new
from bot.storage.tables import Status, chats, inbox
from bot.storage.unit import LockedChat, SqlUnit

MOST_ATTEMPTS = 3

_ADD_UPDATE = insert_new(inbox)
_ADD_CHAT = insert_new(chats)
_waiting = (
    select(inbox.c.chat, func.min(inbox.c.update_id).label("oldest"))
    .where(inbox.c.status == Status.NEW)
    .group_by(inbox.c.chat)
    .subquery()
)
# The chat's row is the lock, never the inbox row: else two workers take two updates of one chat at once.
_LOCK_CHAT = (
    select(chats.c.chat, chats.c.teacher, chats.c.blocked)
    .join(_waiting, _waiting.c.chat == chats.c.chat)
    .order_by(_waiting.c.oldest)
    .limit(1)
    .with_for_update(of=chats, skip_locked=True)
)
# A second statement on purpose: it sees what the lock's last holder committed.
_OLDEST = (
    select(inbox.c.update_id, inbox.c.raw, inbox.c.attempts)
    .where(inbox.c.chat == bindparam("of_chat"), inbox.c.status == Status.NEW)
    .order_by(inbox.c.update_id)
    .limit(1)
)
_FINISH = (
    update(inbox)
    .where(inbox.c.update_id == bindparam("of_update"))
    .values({name: bindparam(name) for name in ("status", "raw", "reason")})
)
_COUNT_ATTEMPT = (
    update(inbox)
    .where(inbox.c.update_id == bindparam("of_update"), inbox.c.status == Status.NEW)
    .values(
        attempts=inbox.c.attempts + 1,
        status=case((inbox.c.attempts + 1 >= MOST_ATTEMPTS, Status.DEAD), else_=Status.NEW),
        reason=bindparam("reason"),
    )
)
_DEAD = select(func.count()).select_from(inbox).where(inbox.c.status == Status.DEAD)


class SqlClaim:
    """One update of a locked chat; see the port `Claim`."""

    def __init__(
        self,
        connection: AsyncConnection,
        row: Row[int, str, int],
        unit: SqlUnit,
        *,
        chat: int,
        blocked: bool,
        clock: Clock,
    ) -> None:
        """Hold an inbox row in its transaction."""
        self.update_id: int = row.update_id
        self.chat = chat
        self.raw: str = row.raw
        self.attempt: int = row.attempts + 1
        self.unit: Unit = unit
        self.blocked = blocked
        self._connection = connection
        self._clock = clock
        self._count = 0
        self._buried = ""

    async def put(self, messages: Sequence[Message], *, not_before: Sequence[datetime] = ()) -> None:
        """Add messages to the outbox."""
        now, first = self._clock.now(), self._count
        self._count += len(messages)
        await outgoing.put(
            self._connection, self.chat, messages, not_before, now=now, update_id=self.update_id, first=first
        )

    async def bury(self, reason: str) -> None:
        """Mark this update dead when the transaction is committed."""
        self._buried = reason or "buried"

    async def finish(self) -> None:
        """Mark the update done; its text is not needed any more and may hold names, so it goes."""
        status, raw = (Status.DEAD, self.raw) if self._buried else (Status.DONE, "")
        values = {"of_update": self.update_id, "status": status, "raw": raw, "reason": self._buried}
        await self._connection.execute(_FINISH, values)


class SqlChats:
    """The durable path of a chat channel; see the port `Chats`."""

    def __init__(self, database: Database, *, clock: Clock, chance: Chance) -> None:
        """Work on this database."""
        self._database = database
        self._clock = clock
        self._chance = chance
        self._landed: dict[int, int | None] = {}
        """Rows that were sent and are not marked yet, with the numbers of their messages."""
        self._landing = asyncio.Lock()
        # One process at a time sends from a SQLite file: what is marked as taken was taken by one that died.
        self._leases_are_old = database.is_file

    async def receive(self, updates: Sequence[tuple[int, int, str]]) -> int:
        """Commit raw updates; return how many were new."""
        if not updates:
            return 0
        row = {"status": Status.NEW, "attempts": 0, "received": self._clock.now(), "reason": ""}
        new = 0
        async with self._database.write(quick=True) as connection:
            for chat in dict.fromkeys(chat for _, chat, _ in updates):
                await connection.execute(_ADD_CHAT, {"chat": chat, "teacher": None, "blocked": False})
            for update_id, chat, raw in updates:
                values = {**row, "update_id": update_id, "chat": chat, "raw": raw}
                new += (await connection.execute(_ADD_UPDATE, values)).rowcount
        return new

    @asynccontextmanager
    async def claim(self) -> AsyncIterator[SqlClaim | None]:
        """Lock one chat with new updates and take its oldest.

        An exception of the caller takes back all but the attempt, which is counted before the chat is free
        again; one of the store's own (a full disk, a lost connection) says nothing about the update and is
        not counted. Either goes on to the caller.
        """
        failure: Exception | None = None
        async with self._database.write(quick=True) as connection:
            claim = await self._take(connection)
            if claim is None:
                yield None
                return
            try:
                async with connection.begin_nested():
                    yield claim
                    await claim.finish()
            # Whatever goes wrong in a turn counts as an attempt and is raised again below; kept narrower, an
            # update that fails in a way nobody thought of would come back for ever.
            except Exception as error:
                if _is_own(error):
                    raise
                failure = error
                counted = {"of_update": claim.update_id, "reason": type(error).__name__}
                await connection.execute(_COUNT_ATTEMPT, counted)
        if failure is not None:
            raise failure

    async def take_due(self, now: datetime, *, most: int) -> tuple[Outgoing, ...]:
        """Return the oldest unsent row of each chat that has nothing in flight, when it is due."""
        async with self._database.write(quick=True) as connection:
            if self._leases_are_old:
                await outgoing.release_all(connection)
                self._leases_are_old = False
            return await outgoing.take_due(connection, now, most=most)

    async def renew(self, rows: Sequence[int]) -> None:
        """Keep rows taken."""
        async with self._database.write(quick=True) as connection:
            await outgoing.renew(connection, rows, now=self._clock.now())

    async def sent(self, row: int, message_id: int | None) -> None:
        """Mark a row sent; those that land while a transaction is under way share the next one."""
        self._landed[row] = message_id
        async with self._landing:
            if row not in self._landed:
                return
            landed = dict(self._landed)
            async with self._database.write(quick=True) as connection:
                for one, number in landed.items():
                    await outgoing.sent(connection, one, number, now=self._clock.now())
            for one in landed:
                self._landed.pop(one, None)

    async def retry(self, row: int, not_before: datetime, *, reason: str) -> None:
        """Try a row again later."""
        async with self._database.write(quick=True) as connection:
            await outgoing.retry(connection, row, not_before, reason=reason)

    async def give_up(self, row: int, *, reason: str) -> None:
        """Mark a row as one that will never arrive."""
        async with self._database.write(quick=True) as connection:
            await outgoing.give_up(connection, row, reason=reason, now=self._clock.now())

    async def blocked(self, chat: int, *, is_blocked: bool, since: datetime | None = None) -> None:
        """Remember that a teacher blocked the bot or came back."""
        now = self._clock.now()
        async with self._database.write(quick=True) as connection:
            if is_blocked:
                await outgoing.mark_blocked(connection, chat, since=since or now, now=now)
            else:
                await outgoing.mark_back(connection, chat)

    async def put(
        self, chat: int, messages: Sequence[Message], *, not_before: Sequence[datetime] = ()
    ) -> None:
        """Add messages to the outbox outside any claim."""
        async with self._database.write(quick=True) as connection:
            await outgoing.lock_chat(connection, chat)
            await outgoing.put(connection, chat, messages, not_before, now=self._clock.now())

    async def migrated(self, old: int, new: int) -> None:
        """Give a chat its new number."""
        async with self._database.write(quick=True) as connection:
            await outgoing.migrated(connection, old, new)

    async def next_due(self) -> datetime | None:
        """Return when the next unsent row is due."""
        async with self._database.read(quick=True) as connection:
            return await outgoing.next_due(connection)

    async def purge(self, before: datetime) -> None:
        """Delete what is processed, sent or answered and older than this."""
        async with self._database.write() as connection:
            await forgetting.purge(connection, before)
        await self._database.empty_journal()

    async def dead(self) -> int:
        """Return how many updates could not be processed."""
        async with self._database.read() as connection:
            return int((await connection.execute(_DEAD)).scalar_one())

    async def _take(self, connection: AsyncConnection) -> SqlClaim | None:
        while True:
            locked = (await connection.execute(_LOCK_CHAT)).first()
            if locked is None:
                return None
            row = (await connection.execute(_OLDEST, {"of_chat": locked.chat})).first()
            # None when another replica finished this chat's last update just before we got the lock.
            if row is not None:
                here = LockedChat(locked.chat, locked.teacher)
                unit = SqlUnit(connection, clock=self._clock, chance=self._chance, here=here)
                return SqlClaim(
                    connection, row, unit, chat=locked.chat, blocked=locked.blocked, clock=self._clock
                )


def _is_own(error: Exception) -> bool:
    """Return whether the store itself failed; a row that is there already is the update's fault."""
    if isinstance(error, AlreadyStored | IntegrityError):
        return False
    return isinstance(error, StoreError | DBAPIError)
