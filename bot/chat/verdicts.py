"""What an error of a send means for its row in the outbox. Pure: the table is tested as a table.

`BadRequest` and `TimedOut` are kinds of `NetworkError`, so the special ones are asked first.
"""

from dataclasses import dataclass
from enum import StrEnum

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter

from bot.chat.errors import retry_seconds

MOST_ATTEMPTS = 300
"""With the longest wait in between this is some five hours without Telegram."""
_LONGEST_WAIT = 60.0
_MARGIN = 0.1


class Fate(StrEnum):
    """What happens to the row."""

    SENT = "sent"
    RETRY = "retry"
    PLAIN = "plain"
    """Send it again at once, without markup."""
    MOVED = "moved"
    """The group has a new number: send it there."""
    BLOCKED = "blocked"
    GIVEN_UP = "given up"


_FINAL = {Forbidden: Fate.BLOCKED, ChatMigrated: Fate.MOVED}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The fate of a row, and the seconds until its next attempt."""

    fate: Fate
    wait: float = 0.0


def judge(error: Exception | None, *, attempts: int) -> Verdict:
    """Return what to do after an attempt; `attempts` counts those before it."""
    if error is None:
        return Verdict(Fate.SENT)
    if isinstance(error, RetryAfter):
        return Verdict(Fate.RETRY, retry_seconds(error) + _MARGIN)
    if isinstance(error, BadRequest):
        return _judge_refusal(error)
    for kind, fate in _FINAL.items():
        if isinstance(error, kind):
            return Verdict(fate)
    return _judge_passing(error, attempts)


def _judge_refusal(error: BadRequest) -> Verdict:
    text = error.message.lower()
    if "message is not modified" in text:
        return Verdict(Fate.SENT)
    if "parse entities" in text or "button" in text:
        return Verdict(Fate.PLAIN)
    return Verdict(Fate.GIVEN_UP)


def _judge_passing(error: Exception, attempts: int) -> Verdict:
    """Judge a cut line, a time-out, a 5xx, a refused token: unknown or passing, so it may repeat."""
    if attempts >= MOST_ATTEMPTS:
        return Verdict(Fate.GIVEN_UP)
    slow = isinstance(error, InvalidToken)
    return Verdict(Fate.RETRY, _LONGEST_WAIT if slow else min(0.5 * 2 ** min(attempts, 10), _LONGEST_WAIT))
