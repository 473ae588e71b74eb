"""The clock on the wall where the teachers are: days, times, and the next one of a kind."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

_TIME = re.compile(r"(\d{1,2})(?:[:.u]? ?(\d{2}))?(?: ?u(?:ur)?)?")
_NAMED = re.compile(r"(\d{1,2}) ?([^\W\d_]{3,})\.?( \d{4})?")
_DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}))?")


@cache
def zone() -> ZoneInfo:
    """Return the time zone of all schools that use this."""
    return ZoneInfo("Europe/Amsterdam")


def day_of(moment: datetime) -> date:
    """Return the day on which a moment falls there."""
    return moment.astimezone(zone()).date()


def moment_at(day: date, clock: str) -> datetime:
    """Return, in UTC, when the clock there shows `HH:MM` on a day."""
    hour, minute = map(int, clock.split(":"))
    return datetime.combine(day, time(hour, minute), zone()).astimezone(UTC)


def next_weekly(weekday: int, clock: str, *, after: datetime) -> datetime:
    """Return the first such weekday (0 is Monday) and time behind a moment."""
    today = day_of(after)
    day = today + timedelta(days=(weekday - today.weekday()) % 7)
    found = moment_at(day, clock)
    return found if found > after else moment_at(day + timedelta(days=7), clock)


def read_time(text: str) -> str:
    """Return a typed time as `HH:MM`; empty when it is none."""
    found = _TIME.fullmatch(text.strip().lower())
    if found is None:
        return ""
    hour, minute = int(found[1]), int(found[2] or 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


def read_date(text: str, *, today: date, months: Sequence[str] = ()) -> date | None:
    """Return a typed day that is still to come; None when it is none.

    Args:
        text: Such as `12-10`, `12-10-2026`, or with the name of the month in full or cut short.
        today: The day it is there.
        months: Their names in lower case, the first month first.
    """
    found = _DATE.fullmatch(_in_figures(text.strip().lower(), months))
    if found is None:
        return None
    years = (int(found[3]),) if found[3] else (today.year, today.year + 1)
    days = (_day(year, int(found[2]), int(found[1])) for year in years)
    return next((day for day in days if day and day >= today), None)


def _in_figures(text: str, months: Sequence[str]) -> str:
    """Return a date with the number of its month in place of the name."""
    found = _NAMED.fullmatch(text)
    number = next((at for at, name in enumerate(months, 1) if found and name.startswith(found[2])), 0)
    return f"{found[1]}-{number}{(found[3] or '').replace(' ', '-')}" if found and number else text


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
