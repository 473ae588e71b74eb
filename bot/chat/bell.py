"""A bell that wakes a loop at once; without a ring it looks for itself now and then."""

import asyncio
from contextlib import suppress


class Bell:
    """Rings are remembered until somebody waited for them."""

    def __init__(self) -> None:
        """Start silent."""
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake who waits."""
        self._rung.set()

    async def wait(self, seconds: float) -> None:
        """Return at the next ring, or after so many seconds."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._rung.wait(), seconds)
        self._rung.clear()


async def rest(stop: asyncio.Event, seconds: float) -> None:
    """Wait so many seconds, shorter when it is time to stop."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
