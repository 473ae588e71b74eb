"""What an error of a send means, as a table."""

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.chat.errors import accept_library_warnings
from bot.chat.verdicts import MOST_ATTEMPTS, Fate, judge


@pytest.fixture(autouse=True)
def _library_warnings() -> None:
    accept_library_warnings()


def _retry_after(seconds: int) -> RetryAfter:
    accept_library_warnings()
    return RetryAfter(seconds)


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (None, Fate.SENT),
        (_retry_after(3), Fate.RETRY),
        (TimedOut(), Fate.RETRY),
        (NetworkError("Bad Gateway"), Fate.RETRY),
        (InvalidToken(), Fate.RETRY),
        (TelegramError("Invalid server response"), Fate.RETRY),
        (OSError("no route"), Fate.RETRY),
        (Forbidden("Forbidden: bot was blocked by the user"), Fate.BLOCKED),
        (ChatMigrated(-100), Fate.MOVED),
        (BadRequest("Message is not modified: same"), Fate.SENT),
        (BadRequest("Can't parse entities: unclosed"), Fate.PLAIN),
        (BadRequest("Button_data_invalid"), Fate.PLAIN),
        (BadRequest("Message is too long"), Fate.GIVEN_UP),
        (BadRequest("Chat not found"), Fate.GIVEN_UP),
    ],
)
def test_each_error_has_its_fate(error: Exception | None, fate: Fate) -> None:
    assert judge(error, attempts=0).fate is fate


def test_telegram_is_given_the_wait_that_it_asks_for() -> None:
    assert judge(_retry_after(7), attempts=0).wait == pytest.approx(7.1)


def test_the_wait_grows_up_to_a_minute() -> None:
    waits = [judge(TimedOut(), attempts=attempts).wait for attempts in range(12)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (0.5, 60.0)


def test_an_endless_failure_is_given_up() -> None:
    assert judge(TimedOut(), attempts=MOST_ATTEMPTS).fate is Fate.GIVEN_UP
