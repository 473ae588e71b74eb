"""Signs of life of the loops: a loop that stands still is seen, though the process lives on."""

from datetime import datetime, timedelta

from bot.practice.ports import Clock


class Pulse:
    """When each loop last went round."""

    def __init__(self, clock: Clock) -> None:
        """Know of no loop yet."""
        self._clock = clock
        self._beats: dict[str, datetime] = {}

    def beat(self, loop: str) -> None:
        """Note that a loop went round."""
        self._beats[loop] = self._clock.now()

    def still(self, now: datetime, *, within: timedelta) -> tuple[str, ...]:
        """Return the loops that did not go round lately."""
        return tuple(sorted(loop for loop, at in self._beats.items() if now - at > within))
