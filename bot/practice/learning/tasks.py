"""Assignments with a date: what a trainer asks and what teachers set for themselves."""

from dataclasses import replace
from datetime import date, timedelta

from bot.practice.learning.ports import OwnAssignment, Reminder, ReminderKind
from bot.practice.learning.wall import day_of, moment_at, read_date
from bot.practice.messages import Messages
from bot.practice.privacy import listed
from bot.practice.visit import Rows, Visit, save_teacher, stale

TASK, TASK_DATE = "task", "taskdate"
LONGEST = 300
WEEKS = (1, 2, 4)
"""Dates on buttons: so many weeks ahead."""
DAY_BEFORE = "16:00"
"""At what time on the day before the date a reminder comes."""


async def ask(visit: Visit) -> Messages:
    """Ask for an assignment to oneself, and show those that are open."""
    await save_teacher(visit, replace(visit.teacher, waiting_for=TASK))
    rows = ((visit.button("button.no_whatif", "nevermind"),),)
    return (*await open_tasks(visit), visit.coach("task.ask", title="task.title", buttons=rows))


async def write(visit: Visit, text: str) -> Messages:
    """Keep an assignment, a week ahead until the teacher chooses another date."""
    if len(text) > LONGEST:
        return (visit.coach("plan.too_long", most=LONGEST),)
    today = day_of(visit.now)
    task = OwnAssignment(
        id=visit.chance.token(),
        teacher=visit.teacher.id,
        text=visit.masker.mask(text).text,
        due=today + timedelta(weeks=WEEKS[0]),
        made=visit.now,
    )
    await visit.unit.learning.save_own_assignment(task)
    # While a parent listens, what is typed next is for the parent.
    heard = not visit.teacher.paused and await visit.unit.current(visit.teacher.id) is not None
    waiting = "" if heard else f"{TASK_DATE}:{task.id}"
    await save_teacher(visit, replace(visit.teacher, waiting_for=waiting))
    dates = tuple(visit.button(f"button.weeks_{number}", f"task:in:{task.id}:{number}") for number in WEEKS)
    rows = (dates, (visit.button("button.other_date", f"task:date:{task.id}"),))
    return (visit.coach("task.when", words=task.text, buttons=rows),)


async def due_in(visit: Visit, task_id: str, weeks: str) -> Messages:
    """Set the date so many weeks from today."""
    task = await _own(visit, task_id)
    if task is None or weeks not in map(str, WEEKS):
        return await stale(visit)
    await save_teacher(visit, replace(visit.teacher, waiting_for=""))
    return await _dated(visit, task, day_of(visit.now) + timedelta(weeks=int(weeks)))


async def ask_date(visit: Visit, task_id: str) -> Messages:
    """Ask for another date, to be typed."""
    if await _own(visit, task_id) is None:
        return await stale(visit)
    await save_teacher(visit, replace(visit.teacher, waiting_for=f"{TASK_DATE}:{task_id}"))
    return (visit.coach("task.which_date", buttons=((visit.button("button.no_whatif", "nevermind"),),)),)


async def write_date(visit: Visit, task_id: str, text: str) -> Messages:
    """Set the date that was typed."""
    task = await _own(visit, task_id)
    if task is None:
        return await stale(visit)
    day = read_date(text, today=day_of(visit.now), months=listed(visit.texts, "task.months"))
    if day is None:
        return (visit.coach("task.no_date", buttons=((visit.button("button.no_whatif", "nevermind"),),)),)
    await save_teacher(visit, replace(visit.teacher, waiting_for=""))
    return await _dated(visit, task, day)


async def remind(visit: Visit, task_id: str) -> Messages:
    """Remind the teacher on the day before."""
    task = await _own(visit, task_id)
    if task is None or task.done:
        return await stale(visit)
    due = moment_at(task.due - timedelta(days=1), DAY_BEFORE)
    if due <= visit.now:
        return (visit.coach("task.too_soon"),)
    await visit.unit.learning.remind(Reminder(visit.teacher.id, ReminderKind.ASSIGNMENT, task.id, due))
    row = ((visit.button("button.remind_off", "remind:off"), visit.button("button.plan", "plan")),)
    return (visit.coach("task.reminded", time=DAY_BEFORE, buttons=row),)


async def finish(visit: Visit, task_id: str) -> Messages:
    """Note that an assignment is done."""
    task = await _own(visit, task_id)
    if task is None:
        return await stale(visit)
    await visit.unit.learning.save_own_assignment(replace(task, done=visit.now))
    await visit.unit.learning.drop_reminders(visit.teacher.id, ReminderKind.ASSIGNMENT, task.id)
    row = ((visit.button("button.plan", "plan"), visit.button("button.parents", "parents")),)
    return (visit.coach("task.finished", buttons=row),)


async def drop(visit: Visit, task_id: str) -> Messages:
    """Delete an assignment with its reminder."""
    await visit.unit.learning.drop_own_assignment(visit.teacher.id, task_id)
    await visit.unit.learning.drop_reminders(visit.teacher.id, ReminderKind.ASSIGNMENT, task_id)
    return (visit.coach("task.dropped"),)


async def open_tasks(visit: Visit) -> Messages:
    """Return a bubble for each open assignment of one's own, with what can be done with it."""
    return tuple(
        visit.coach("task.open", words=one.text, date=_date(one.due), buttons=_ways(visit, one))
        for one in await visit.unit.learning.own_assignments(visit.teacher.id)
        if not one.done
    )


async def open_lines(visit: Visit) -> tuple[str, ...]:
    """Return a line for each assignment that is still open: the trainers' and one's own, first due first."""
    today = day_of(visit.now)
    own = [
        (one.due, one.text)
        for one in await visit.unit.learning.own_assignments(visit.teacher.id)
        if not one.done
    ]
    given = [(one.due, one.text) for one in await visit.unit.room.words.assignments_for(visit.teacher.id)]
    wanted = sorted(one for one in (*own, *given) if one[0] >= today)
    return tuple(visit.texts("plan.task", words=text, date=_date(due)) for due, text in wanted)


async def _dated(visit: Visit, task: OwnAssignment, day: date) -> Messages:
    dated = replace(task, due=day)
    await visit.unit.learning.save_own_assignment(dated)
    await visit.unit.learning.drop_reminders(visit.teacher.id, ReminderKind.ASSIGNMENT, task.id)
    row = (visit.button("button.day_before", f"task:remind:{task.id}"), visit.button("button.plan", "plan"))
    return (visit.coach("task.noted", words=task.text, date=_date(day), buttons=(row,)),)


async def _own(visit: Visit, task_id: str) -> OwnAssignment | None:
    tasks = await visit.unit.learning.own_assignments(visit.teacher.id)
    return next((one for one in tasks if one.id == task_id), None)


def _ways(visit: Visit, task: OwnAssignment) -> Rows:
    return (
        (visit.button("button.task_done", f"task:done:{task.id}"),),
        (
            visit.button("button.day_before", f"task:remind:{task.id}"),
            visit.button("button.wipe", f"task:drop:{task.id}"),
        ),
    )


def _date(day: date) -> str:
    return day.strftime("%d-%m-%Y")
