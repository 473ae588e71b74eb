"""The loop that looks for reminders that are due and puts them in the outbox, where the sender finds them.

A reminder is taken, said and put off in one transaction: killed at any moment, it is sent once.
"""

import asyncio
import logging
from typing import Protocol

from bot.chat.bell import Bell, rest
from bot.chat.errors import caught, described
from bot.practice.ports import Store, Unit

log = logging.getLogger(__name__)

_LOOK = 10.0
"""Seconds between two looks; no reminder need be more punctual."""
_MOST = 50
"""Teachers reminded in one look; the rest has its turn in the next."""


class Reminding(Protocol):
    """What this loop needs from the practice."""

    async def remind(self, unit: Unit) -> bool:
        """Put what is due for one teacher in the outbox; return whether there was anything."""


class Reminders:
    """Looks for as long as the process lives."""

    def __init__(self, practice: Reminding, store: Store, *, due: Bell) -> None:
        """Ring `due` when something stands in the outbox."""
        self._practice = practice
        self._store = store
        self._due = due

    async def run(self, stop: asyncio.Event) -> None:
        """Look until it is time to stop."""
        while not stop.is_set():
            error = await caught(self.look())
            if error is not None:
                log.error("reminders failed error=%s", described(error))
            await rest(stop, _LOOK)

    async def look(self) -> None:
        """Send what is due now, each teacher's in a transaction of its own."""
        for _ in range(_MOST):
            async with self._store.unit() as unit:
                found = await self._practice.remind(unit)
            if not found:
                return
            self._due.ring()
