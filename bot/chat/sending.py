"""The sender: what stands in the outbox goes to Telegram, one message in flight per chat.

A send is marked at once; what may repeat after a crash is then one message per chat in flight.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from telegram import Bot, InputFile
from telegram.constants import ParseMode
from telegram.error import ChatMigrated, RetryAfter

from bot.chat.bell import Bell, rest
from bot.chat.errors import caught, described
from bot.chat.pulse import Pulse
from bot.chat.rendering import html, keyboard, plain
from bot.chat.verdicts import Fate, Verdict, judge
from bot.practice.messages import Message, download_name
from bot.practice.operating import Meter
from bot.practice.ports import Chats, Clock, Outgoing

log = logging.getLogger(__name__)

Draw = Callable[[str], Awaitable[bytes | None]]
"""Makes a picture (`mood:<session>`) or a file (`data:<teacher>`) off the loop; None when it is gone."""

MOST = 8
"""Sends at once; more makes the library slower, not faster."""
_SWEEP = 2.0
_RENEW = 2.0
"""Seconds after which a send in flight shows that it still is; well within the lease."""
_PAUSE = 1.0
_SOON = 0.05
_GLANCE = 0.25
_LAST_WORDS = 10.0
"""Seconds that the sends in flight get when it is time to stop."""


class Sender:
    """Sends for as long as the process lives."""

    def __init__(
        self, bot: Bot, chats: Chats, draw: Draw, *, clock: Clock, due: Bell, pulse: Pulse, meter: Meter
    ) -> None:
        """Listen to `due`."""
        self._bot = bot
        self._chats = chats
        self._draw = draw
        self._clock = clock
        self._due = due
        self._pulse = pulse
        self._meter = meter
        self._flying: dict[int, asyncio.Task[None]] = {}
        """The sends in flight, by row."""
        self._refusals = 0
        """Times in a row that Telegram asked us to wait."""
        self._quiet_until: datetime | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Send until it is time to stop; what is in flight lands."""
        renewing = asyncio.create_task(self._renew())
        try:
            await self._send_until(stop)
            await self._land()
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)

    async def _send_until(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            self._pulse.beat("send")
            error = await caught(self._round())
            if error is not None:
                log.error("outbox failed error=%s", described(error))
                await rest(stop, _PAUSE)
            elif not stop.is_set():
                await self._due.wait(await self._patience())

    async def _renew(self) -> None:
        """Keep what is in flight from being taken for that of a dead process."""
        while True:
            await asyncio.sleep(_RENEW)
            if self._flying:
                error = await caught(self._chats.renew(list(self._flying)))
                if error is not None:
                    log.warning("lease not renewed error=%s", described(error))

    async def _round(self) -> None:
        now = self._clock.now()
        free = MOST - len(self._flying)
        if free <= 0 or (self._quiet_until and now < self._quiet_until):
            return
        for row in await self._chats.take_due(now, most=free):
            # It can be our own still, when the clock leapt ahead and its lease seemed over.
            if row.id not in self._flying:
                task = asyncio.create_task(self._deliver(row))
                self._flying[row.id] = task
                task.add_done_callback(partial(self._landed, row.id))

    async def _land(self) -> None:
        """Let the sends in flight land, and leave those that do not to the next start."""
        if self._flying:
            _, late = await asyncio.wait(set(self._flying.values()), timeout=_LAST_WORDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _landed(self, row: int, _task: asyncio.Task[None]) -> None:
        self._flying.pop(row, None)
        self._due.ring()

    async def _patience(self) -> float:
        """Return how long there is nothing to do; a landing rings in any case."""
        now = self._clock.now()
        if self._quiet_until and now < self._quiet_until:
            return (self._quiet_until - now).total_seconds()
        if self._flying:
            return _GLANCE
        moments: list[datetime] = []
        await caught(self._next_due(moments))
        if not moments:
            return _SWEEP
        return min(max((moments[0] - now).total_seconds(), _SOON), _SWEEP)

    async def _next_due(self, moments: list[datetime]) -> None:
        moment = await self._chats.next_due()
        if moment is not None:
            moments.append(moment)

    async def _deliver(self, row: Outgoing) -> None:
        """Send a row and mark what became of it; the mark is tried until it is stored."""
        sent: list[int] = []
        began = self._clock.now()
        error = await caught(self._attempt(row, sent.append))
        verdict = judge(error, attempts=row.attempts)
        if verdict.fate is Fate.PLAIN:
            log.error("markup refused row=%d", row.id)
            error = await caught(self._attempt(row, sent.append, bare=True))
            verdict = judge(error, attempts=row.attempts)
        self._heed(error, verdict)
        self._meter.sent(verdict.fate)
        while (failure := await caught(self._mark(row, verdict, error, sent, began))) is not None:
            log.error("outbox mark failed row=%d error=%s", row.id, described(failure))
            await asyncio.sleep(_PAUSE)

    async def _mark(
        self, row: Outgoing, verdict: Verdict, error: Exception | None, sent: list[int], began: datetime
    ) -> None:
        reason = described(error) if error else ""
        match verdict.fate:
            case Fate.SENT:
                await self._chats.sent(row.id, sent[-1] if sent else None)
            case Fate.RETRY | Fate.MOVED:
                if isinstance(error, ChatMigrated):
                    await self._chats.migrated(row.chat, error.new_chat_id)
                log.warning("send postponed row=%d wait=%.1f error=%s", row.id, verdict.wait, reason)
                moment = self._clock.now() + timedelta(seconds=verdict.wait)
                await self._chats.retry(row.id, moment, reason=reason)
            case Fate.BLOCKED:
                log.info("chat blocked row=%d", row.id)
                await self._chats.give_up(row.id, reason=reason)
                await self._chats.blocked(row.chat, is_blocked=True, since=began)
            case _:
                log.error("send given up row=%d error=%s", row.id, reason)
                await self._chats.give_up(row.id, reason=reason)

    def _heed(self, error: Exception | None, verdict: Verdict) -> None:
        """Be quiet altogether when Telegram asks for it twice in a row."""
        self._refusals = self._refusals + 1 if isinstance(error, RetryAfter) else 0
        if self._refusals > 1:
            self._quiet_until = self._clock.now() + timedelta(seconds=verdict.wait)

    async def _attempt(self, row: Outgoing, landed: Callable[[int], None], *, bare: bool = False) -> None:
        message = row.message
        attachment = await self._made(row) if message.picture or message.file else None
        if attachment is None:
            landed(await self._send_text(row.chat, message, bare=bare))
        else:
            landed(await self._send_attachment(row.chat, message, attachment, bare=bare))

    async def _made(self, row: Outgoing) -> bytes | None:
        """Make the attachment; when that fails the teacher still gets the text."""
        made: list[bytes | None] = []

        async def make() -> None:
            made.append(await self._draw(row.message.picture or row.message.file))

        error = await caught(make())
        if error is not None:
            log.error("attachment failed row=%d error=%s", row.id, described(error))
        return made[0] if made else None

    async def _send_text(self, chat: int, message: Message, *, bare: bool) -> int:
        sent = await self._bot.send_message(
            chat,
            plain(message) if bare else html(message),
            parse_mode=None if bare else ParseMode.HTML,
            reply_markup=None if bare else keyboard(message),
        )
        return sent.message_id

    async def _send_attachment(self, chat: int, message: Message, made: bytes, *, bare: bool) -> int:
        caption = (plain(message) if bare else html(message)) or None
        mode = None if bare else ParseMode.HTML
        buttons = None if bare else keyboard(message)
        if message.picture:
            sent = await self._bot.send_photo(
                chat, made, caption=caption, parse_mode=mode, reply_markup=buttons
            )
        else:
            name = download_name(message.file)
            document = InputFile(made, filename=name)
            sent = await self._bot.send_document(
                chat, document, caption=caption, parse_mode=mode, reply_markup=buttons
            )
        return sent.message_id
