"""What may go wrong on the line to Telegram, and the one broad catch that keeps the loops alive."""

import traceback
import warnings
from collections.abc import Awaitable
from datetime import timedelta
from pathlib import Path

from telegram.error import RetryAfter, TelegramError
from telegram.warnings import PTBUserWarning

from bot.model.errors import BotError


class BadToken(BotError):
    """Telegram does not know the token."""

    key = "error.bad_token"


async def caught(work: Awaitable[object]) -> Exception | None:
    """Await the work and return what it raised.

    A loop that feeds teachers must outlive every mistake, also the ones that nobody thought of.
    """
    try:
        await work
    except Exception as error:
        return error
    return None


def described(error: BaseException) -> str:
    """Return the kind and the place of an error: never its text, which may hold words or the token."""
    if isinstance(error, TelegramError):
        return type(error).__name__
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def retry_seconds(error: RetryAfter) -> float:
    """Return how long Telegram wants us to wait."""
    pause = error.retry_after
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)


def accept_library_warnings() -> None:
    """Hush two warnings of the library about ways that we use on purpose."""
    warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'", PTBUserWarning)
    warnings.filterwarnings("ignore", ".*attribute `retry_after` will be", PTBUserWarning)
