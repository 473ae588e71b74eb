"""Counting who knocks with a wrong link, so that nobody can try many."""

from collections import deque
from datetime import datetime, timedelta

MOST = 10
WITHIN = timedelta(minutes=1)
MOST_ADDRESSES = 1000


class Knocks:
    """The failed attempts of the last minute, by address; in memory only."""

    def __init__(self) -> None:
        """Begin with none."""
        self._failed: dict[str, deque[datetime]] = {}

    def too_many(self, address: str, now: datetime) -> bool:
        """Whether this address has to wait."""
        failed = self._failed.get(address, deque())
        while failed and now - failed[0] >= WITHIN:
            failed.popleft()
        return len(failed) >= MOST

    def failed(self, address: str, now: datetime) -> None:
        """Remember a failed attempt; the oldest addresses make room for new ones."""
        times = self._failed.pop(address, None) or deque(maxlen=MOST)
        times.append(now)
        self._failed[address] = times
        while len(self._failed) > MOST_ADDRESSES:
            del self._failed[next(iter(self._failed))]
