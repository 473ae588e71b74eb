"""When each bubble of an answer may appear: a parent needs a moment to type."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.practice.messages import Message, Voice

_START = 0.7
_PER_CHARACTER = 0.022
_LONGEST = 4.0


def moments(messages: Sequence[Message], now: datetime, *, factor: float) -> tuple[datetime, ...]:
    """Return the moment of each message; a factor of 0 switches the delay off."""
    times = []
    for message in messages:
        now += timedelta(seconds=factor * _typing(message))
        times.append(now)
    return tuple(times)


def _typing(message: Message) -> float:
    """Return the seconds that a parent types on it; coach and card are there at once."""
    if message.voice is not Voice.PARENT:
        return 0.0
    return min(_START + _PER_CHARACTER * len(message.text), _LONGEST)
