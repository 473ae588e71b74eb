"""Days as people write them, on the clock on the wall."""

from datetime import date, datetime

from bot.model.texts import Texts
from bot.practice.learning.wall import zone


def day(texts: Texts, when: date | datetime | None, *, short: bool = False) -> str:
    """Return such as "7 sep 2026", or short "7 sep"; empty for no day."""
    if when is None:
        return ""
    on = when.astimezone(zone()) if isinstance(when, datetime) else when
    said = f"{on.day} {texts('pages.months').split()[on.month - 1]}"
    return said if short else f"{said} {on.year}"


def moment(texts: Texts, when: datetime) -> str:
    """Return a day with its time, such as "7 sep 2026, 16:30"."""
    on = when.astimezone(zone())
    return f"{day(texts, when)}, {on:%H:%M}"


def days_in(words: tuple[str, ...]) -> tuple[date, ...]:
    """Return the days of date fields, in order; what is empty or no day is left out."""
    found = (day_in(one) for one in words)
    return tuple(sorted({one for one in found if one is not None}))


def day_in(words: str) -> date | None:
    """Return the day of a date field; None when it is empty or no day."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
