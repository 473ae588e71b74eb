"""What may go wrong on the line to Telegram, and the one broad catch that keeps the loops alive."""

import traceback
from collections.abc import Awaitable
from pathlib import Path

from telegram.error import TelegramError

from bot.model.errors import BotError


class BadToken(BotError):
    """Telegram does not know the token; the sentence never holds it."""

    def __init__(self) -> None:
        """Say it without the token."""
        super().__init__("Telegram refuses the bot token")


class Unreadable(BotError):
    """An update that this version cannot parse."""

    def __init__(self, update: int) -> None:
        """Name the update."""
        super().__init__(f"update {update} cannot be parsed")


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
