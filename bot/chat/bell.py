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


class Counter:
    """Rings are counted, and each wakes one of those who wait."""

    def __init__(self) -> None:
        """Start silent."""
        self._rings = asyncio.Semaphore(0)

    def ring(self, times: int = 1) -> None:
        """Wake so many."""
        for _ in range(times):
            self._rings.release()

    async def wait(self, seconds: float) -> bool:
        """Return whether there was a ring, or so many seconds went by."""
        with suppress(TimeoutError):
            return await asyncio.wait_for(self._rings.acquire(), seconds)
        return False


async def rest(stop: asyncio.Event, seconds: float) -> None:
    """Wait so many seconds, shorter when it is time to stop."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
