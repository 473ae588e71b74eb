"""Whether this process can serve now, and what it counts: looked up when a machine asks."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.model.errors import BotError
from bot.practice.operating import Backlog
from bot.practice.ports import Clock, Store
from bot.web.metrics import Metrics

_SOON = 4.0
"""Seconds that the store gets to answer; a probe waits no longer."""
_LIVES = timedelta(seconds=30)


class Readiness:
    """Asks the store, the bot and the clock."""

    def __init__(
        self,
        store: Store,
        metrics: Metrics,
        *,
        clock: Clock,
        stop: asyncio.Event,
        hears: Callable[[datetime], bool],
    ) -> None:
        """Keep whom to ask; `hears` says whether updates come in at a moment."""
        self._store = store
        self._metrics = metrics
        self._clock = clock
        self._stop = stop
        self._hears = hears

    async def ready(self) -> Mapping[str, bool]:
        """Return whether each thing that is needed is there."""
        return {
            "running": not self._stop.is_set(),
            "store": await self._backlog() is not None,
            "updates": self._hears(self._clock.now()),
        }

    async def measures(self) -> bytes:
        """Return the counts, those of the store included while it is there."""
        backlog = await self._backlog()
        replicas = 0 if backlog is None else await self._store.operations.replicas(within=_LIVES)
        return self._metrics.page(backlog, replicas)

    async def _backlog(self) -> Backlog | None:
        try:
            return await asyncio.wait_for(self._store.operations.backlog(), _SOON)
        except (BotError, TimeoutError):
            return None
