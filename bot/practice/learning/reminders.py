"""Reminders that a teacher asks for: each week at a chosen time, and the parent's question in a silence."""

from dataclasses import replace

from bot.practice.learning.choices import choose, chosen
from bot.practice.learning.ports import ChoiceKind, Reminder, ReminderKind
from bot.practice.learning.wall import next_weekly, read_time
from bot.practice.messages import Messages
from bot.practice.visit import Rows, Visit, save_teacher, stale

REMIND = "remind"
TIMES = ("08:00", "12:30", "16:00", "19:30")
DAYS = ("0", "1", "2", "3", "4", "5", "6")
MINUTES = ("5", "15", "60")
"""After how many minutes of silence the parent may ask."""


async def show(visit: Visit) -> Messages:
    """Return what is set, and the buttons to change it."""
    set_now = await visit.unit.learning.reminders(visit.teacher.id)
    weekly = next((one for one in set_now if one.kind is ReminderKind.WEEKLY), None)
    minutes = (await chosen(visit, ChoiceKind.SILENCE)).get("")
    lines = [
        visit.texts("remind.weekly", day=_day(visit, weekly), time=weekly.time)
        if weekly
        else visit.texts("remind.no_weekly"),
        visit.texts("remind.silence", minutes=minutes) if minutes else visit.texts("remind.no_silence"),
    ]
    if any(one.kind is ReminderKind.ASSIGNMENT for one in set_now):
        lines.append(visit.texts("remind.tasks"))
    rows = (
        *_days(visit),
        *_offs(visit, asked=len(lines) > 2 or weekly is not None),
        *_silences(visit, minutes),
    )
    text = "\n\n".join((visit.texts("remind.text"), *lines))
    return (visit.coach("remind.all", title="remind.title", lines=text, buttons=rows),)


async def ask_time(visit: Visit, day: str) -> Messages:
    """Ask for the time of a weekly reminder: on a button, or typed."""
    if day not in DAYS:
        return await stale(visit)
    await save_teacher(visit, replace(visit.teacher, waiting_for=f"{REMIND}:{day}"))
    times = tuple(
        visit.button("button.at_time", f"remind:at:{day}:{time.replace(':', '')}", time=time)
        for time in TIMES
    )
    rows = (times, (visit.button("button.no_whatif", "nevermind"),))
    return (visit.coach("remind.when", day=visit.texts(f"remind.day.{day}"), buttons=rows),)


async def at_time(visit: Visit, day: str, time: str) -> Messages:
    """Set the weekly reminder at the time of a button."""
    return await _weekly(visit, day, read_time(f"{time[:2]}:{time[2:]}"))


async def write_time(visit: Visit, day: str, text: str) -> Messages:
    """Set the weekly reminder at the time that was typed."""
    time = read_time(text)
    return await _weekly(visit, day, time) if time else (visit.coach("remind.no_time"),)


async def off(visit: Visit) -> Messages:
    """Stop the weekly reminder and those of assignments."""
    for kind in (ReminderKind.WEEKLY, ReminderKind.ASSIGNMENT):
        await visit.unit.learning.drop_reminders(visit.teacher.id, kind)
    return (visit.coach("remind.stopped", buttons=((visit.button("button.reminders", "remind"),),)),)


async def silence_on(visit: Visit, minutes: str) -> Messages:
    """Let the parent ask after so many minutes of silence."""
    if minutes not in MINUTES:
        return await stale(visit)
    await choose(visit, ChoiceKind.SILENCE, minutes)
    return (visit.coach("remind.silence_on", minutes=minutes),)


async def silence_off(visit: Visit) -> Messages:
    """Let the parent wait in silence again."""
    await visit.unit.learning.drop_choice(visit.teacher.id, ChoiceKind.SILENCE)
    await visit.unit.learning.drop_reminders(visit.teacher.id, ReminderKind.SILENCE)
    return (visit.coach("remind.silence_off"),)


async def _weekly(visit: Visit, day: str, time: str) -> Messages:
    if day not in DAYS or not time:
        return await stale(visit)
    await save_teacher(visit, replace(visit.teacher, waiting_for=""))
    due = next_weekly(int(day), time, after=visit.now)
    reminder = Reminder(visit.teacher.id, ReminderKind.WEEKLY, "", due, int(day), time)
    await visit.unit.learning.remind(reminder)
    row = ((visit.button("button.remind_off", "remind:off"), visit.button("button.reminders", "remind")),)
    return (visit.coach("remind.set", day=visit.texts(f"remind.day.{day}"), time=time, buttons=row),)


def _day(visit: Visit, weekly: Reminder) -> str:
    return visit.texts(f"remind.day.{weekly.weekday}")


def _days(visit: Visit) -> Rows:
    days = tuple(visit.button(f"button.day_{day}", f"remind:day:{day}") for day in DAYS)
    return days[:4], days[4:]


def _offs(visit: Visit, *, asked: bool) -> Rows:
    return ((visit.button("button.remind_off", "remind:off"),),) if asked else ()


def _silences(visit: Visit, minutes: str | None) -> Rows:
    on = tuple(
        visit.button("button.silence", f"silence:{number}", minutes=number)
        for number in MINUTES
        if number != minutes
    )
    return (on, (visit.button("button.silence_off", "silence:off"),)) if minutes else (on,)
