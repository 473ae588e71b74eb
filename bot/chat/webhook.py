"""Updates that Telegram brings: committed before it is told that we have them. HTTP is the pages' part."""

import hashlib
import json
import logging
from collections.abc import Mapping

from bot.chat.bell import Counter
from bot.chat.fetching import MOST_WAITING, chat_of
from bot.model.errors import BotError
from bot.practice.operating import Meter
from bot.practice.ports import Store

log = logging.getLogger(__name__)

_LARGEST_NUMBER = 2**63
_LOOK_EVERY = 100


class Overloaded(BotError):
    """So much waits that Telegram had better keep the rest for a while."""

    key = "error.overloaded"


class Receiver:
    """Puts what a webhook brings into the inbox."""

    def __init__(self, store: Store, *, arrived: Counter, meter: Meter) -> None:
        """Keep the inbox and the bell of the workers."""
        self._store = store
        self._arrived = arrived
        self._meter = meter
        self._until_look = 0

    async def take(self, body: bytes) -> None:
        """Commit an update; one that nobody can read is kept as well, to be buried by a worker.

        Raises:
            BotError: The store is away or too much waits; Telegram must bring it again.
        """
        await self._refuse_too_much()
        new = await self._store.chats.receive([parsed(body)])
        self._meter.received(new)
        self._arrived.ring(new)

    async def _refuse_too_much(self) -> None:
        self._until_look -= 1
        if self._until_look > 0:
            return
        if await self._store.operations.waiting() > MOST_WAITING:
            self._meter.refused("overloaded")
            raise Overloaded
        self._until_look = _LOOK_EVERY


def parsed(body: bytes) -> tuple[int, int, str]:
    """Return an update's number, chat and JSON.

    What is no update gets a number of its own below zero, the same one each time, so that it is kept once.
    """
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        raw = None
    number = raw.get("update_id") if isinstance(raw, Mapping) else None
    if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < _LARGEST_NUMBER:
        return number, chat_of(raw), json.dumps(raw)
    log.error("webhook brought no update bytes=%d", len(body))
    return -int.from_bytes(hashlib.sha256(body).digest()[:7], "big") - 1, 0, "null"
