"""The clock of a running program: it follows the machine's, but is never thrown by one that is set back."""

import time
from collections.abc import Callable
from datetime import UTC, datetime


class SteadyClock:
    """The time of the machine, in UTC.

    Set forward, or after a sleep, it follows at once. Set back, it goes on at half speed until the machine's
    time has caught up: what is due in two seconds must not wait for an hour.
    """

    def __init__(
        self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = time.monotonic
    ) -> None:
        """Take the machine's two clocks: the one that can be set, and the one that cannot (both seconds)."""
        self._wall = wall
        self._steady = steady
        self._told = wall()
        self._at = steady()

    def now(self) -> datetime:
        """Return the time now; never before a time that was returned earlier."""
        at, wall = self._steady(), self._wall()
        self._told = max(wall, self._told + max(at - self._at, 0.0) / 2)
        self._at = at
        return datetime.fromtimestamp(self._told, UTC)
