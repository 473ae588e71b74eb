"""Counting who knocks how often, so that nobody can try many links or flood the pages with forms."""

from collections import deque
from datetime import datetime, timedelta

MOST_NAMES = 1000


class Knocks:
    """The knocks of the last minute, by address or by browser; in memory only."""

    def __init__(self, most: int, within: timedelta = timedelta(minutes=1)) -> None:
        """Allow so many within this time."""
        self._most, self._within = most, within
        self._heard: dict[str, deque[datetime]] = {}

    def too_many(self, name: str, now: datetime) -> bool:
        """Whether this one has to wait."""
        heard = self._heard.get(name, deque())
        while heard and now - heard[0] >= self._within:
            heard.popleft()
        return len(heard) >= self._most

    def heard(self, name: str, now: datetime) -> None:
        """Remember a knock; the oldest names make room for new ones."""
        times = self._heard.pop(name, None) or deque(maxlen=self._most)
        times.append(now)
        self._heard[name] = times
        while len(self._heard) > MOST_NAMES:
            del self._heard[next(iter(self._heard))]
