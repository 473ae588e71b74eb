"""The loop that fetches updates and commits them before Telegram is told that we have them.

It reads no update beyond its number and chat, so that nothing in one can stop it.
"""

import asyncio
import json
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from telegram import Bot
from telegram.error import Conflict, RetryAfter

from bot.chat.bell import Counter, rest
from bot.chat.errors import caught, described, retry_seconds
from bot.chat.pulse import Pulse
from bot.practice.operating import Meter
from bot.practice.ports import Clock, Store

log = logging.getLogger(__name__)

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates that we ask for."""
_SHORTEST_WAIT = 0.5
_LONGEST_WAIT = 30.0
_MOST = 100
_STAND_BY = 2.0
"""Seconds between looks whether the process that fetches is still there, and whether there is room again."""
MOST_WAITING = 20_000
"""Updates that may wait in the inbox; beyond that Telegram keeps them for us."""
_LARGEST_CHAT = 2**62

Raw = Mapping[str, Any]


class Fetcher:
    """Fetches for as long as the process lives; `healthy` tells whether it still gets answers."""

    def __init__(
        self,
        bot: Bot,
        store: Store,
        *,
        clock: Clock,
        arrived: Counter,
        pulse: Pulse,
        meter: Meter,
        long_poll: int = 25,
    ) -> None:
        """Keep the line, the inbox and the bell of the workers."""
        self._bot = bot
        self._store = store
        self._clock = clock
        self._arrived = arrived
        self._pulse = pulse
        self._meter = meter
        self._long_poll = long_poll
        self._offset = 0
        self._heard: datetime | None = None

    def healthy(self, now: datetime) -> bool:
        """Return whether Telegram answered lately."""
        return self._heard is not None and now - self._heard < timedelta(seconds=3 * self._long_poll)

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch until it is time to stop; errors only make it wait."""
        wait = 0.0
        while not stop.is_set():
            self._pulse.beat("fetch")
            error = await caught(self._round(stop))
            wait = 0.0 if error is None else _wait(error, wait)
            if error is not None:
                _tell(error, wait)
                await rest(stop, wait)

    async def _round(self, stop: asyncio.Event) -> None:
        if not await self._may_fetch():
            await rest(stop, _STAND_BY)
            return
        updates = await self._fetch(stop)
        if updates is None:
            return
        self._heard = self._clock.now()
        if not updates:
            # All is confirmed now. Without an offset we also see ids that start anew after a silent week.
            self._offset = 0
            return
        new = await self._store.chats.receive(
            [(_number(raw), chat_of(raw), json.dumps(raw)) for raw in updates]
        )
        self._offset = _number(updates[-1]) + 1
        self._meter.received(new)
        log.info("received updates=%d new=%d last=%d", len(updates), new, self._offset - 1)
        self._arrived.ring(new)

    async def _may_fetch(self) -> bool:
        """Return whether it is this process that fetches, and whether there is room."""
        operations = self._store.operations
        if not await operations.may_poll():
            # Another process fetches; it holds the lock for as long as it lives.
            self._heard = self._clock.now()
            self._offset = 0
            return False
        if await operations.waiting() <= MOST_WAITING:
            return True
        log.error("fetch pauses: too much waits")
        self._meter.refused("overloaded")
        return False

    async def _fetch(self, stop: asyncio.Event) -> Sequence[Raw] | None:
        """Return the next updates; None when it was time to stop."""
        request = asyncio.ensure_future(self._ask())
        stopping = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait((request, stopping), return_when=asyncio.FIRST_COMPLETED)
            return request.result() if request.done() else None
        finally:
            for task in (request, stopping):
                task.cancel()
            await asyncio.gather(request, stopping, return_exceptions=True)

    async def _ask(self) -> Sequence[Raw]:
        wishes = {"timeout": self._long_poll, "limit": _MOST, "allowed_updates": KINDS}
        if self._offset:
            wishes["offset"] = self._offset
        answer: Sequence[Raw] = await self._bot.do_api_request(
            "getUpdates", api_kwargs=wishes, read_timeout=self._long_poll + 10
        )
        return answer


def chat_of(raw: Raw) -> int:
    """Return the chat of a raw update, as far as it can be found; 0 when it cannot."""
    for part in raw.values():
        if isinstance(part, Mapping):
            message = part.get("message")
            for place in (part.get("chat"), message.get("chat") if isinstance(message, Mapping) else None):
                if (number := _identity(place)) is not None:
                    return number
            if (number := _identity(part.get("from"))) is not None:
                return number
    return 0


def _identity(part: object) -> int | None:
    number = part.get("id") if isinstance(part, Mapping) else None
    return number if isinstance(number, int) and abs(number) < _LARGEST_CHAT else None


def _number(raw: Raw) -> int:
    return int(raw["update_id"])


def _wait(error: Exception, last: float) -> float:
    if isinstance(error, RetryAfter):
        return retry_seconds(error)
    return min(max(2 * last, _SHORTEST_WAIT), _LONGEST_WAIT)


def _tell(error: Exception, wait: float) -> None:
    if isinstance(error, Conflict):
        log.error("fetch refused: another program reads this bot, or it has a webhook; wait=%.1f", wait)
    else:
        log.warning("fetch failed error=%s wait=%.1f", described(error), wait)
