"""How many forms a browser may send in a minute; looking at pages is not counted."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta

_MINUTE = timedelta(minutes=1)
_MOST_BROWSERS = 5_000


class Pace:
    """The forms of the last minute, by browser; in memory only."""

    def __init__(self, most: int) -> None:
        """Allow so many in a minute; 0 allows any number."""
        self._most = most
        self._sent: OrderedDict[str, deque[datetime]] = OrderedDict()

    def is_too_fast(self, browser: str, now: datetime) -> bool:
        """Count a form and return whether it is one too many."""
        if not self._most:
            return False
        times = self._sent.pop(browser, None) or deque(maxlen=self._most)
        is_full = len(times) == self._most and now - times[0] < _MINUTE
        if not is_full:
            times.append(now)
        self._sent[browser] = times
        while len(self._sent) > _MOST_BROWSERS:
            self._sent.popitem(last=False)
        return is_full
