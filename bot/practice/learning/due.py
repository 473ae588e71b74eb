"""What is due: a reminder is said once, also when the program was down for days, and never in a burst."""

from dataclasses import replace
from datetime import timedelta

from bot.play import silence_line
from bot.practice.learning.choices import chosen
from bot.practice.learning.ports import ChoiceKind, Reminder, ReminderKind
from bot.practice.learning.tasks import open_lines
from bot.practice.learning.wall import next_weekly
from bot.practice.messages import Messages
from bot.practice.visit import Visit, content_of, spoken

TOO_LATE = timedelta(minutes=30)
"""A parent who asks this long after the moment whether somebody is there would only surprise."""


async def told(visit: Visit, due: tuple[Reminder, ...]) -> Messages:
    """Return what to say of a teacher's due reminders, and put each off until its next time or delete it.

    However many are due, of those that ask to practise there is one message.
    """
    messages: Messages = ()
    for reminder in due:
        if reminder.kind is ReminderKind.SILENCE:
            messages += await _silence(visit, reminder)
    asked = [one for one in due if one.kind is not ReminderKind.SILENCE]
    for reminder in asked:
        await _put_off(visit, reminder)
    return (*messages, *await invitation(visit)) if asked else messages


async def invitation(visit: Visit) -> Messages:
    """Return the reminder itself: an invitation, the goal and the assignments that are open."""
    goals = [one for one in await visit.unit.learning.goals(visit.teacher.id) if not one.looked_back]
    parts = [visit.texts("remind.now")]
    if goals:
        parts.append(visit.texts("remind.goal", words=goals[-1].text))
    tasks = await open_lines(visit)
    if tasks:
        lines = "\n".join(visit.texts("card.item", item=line) for line in tasks)
        parts.append(f"{visit.texts('remind.open_tasks')}\n{lines}")
    rows = (
        (visit.button("button.parents", "parents"), visit.button("button.warm_up", "warmup")),
        (visit.button("button.remind_off", "remind:off"),),
    )
    return (visit.coach("remind.all", title="remind.now_title", lines="\n\n".join(parts), buttons=rows),)


async def standing_reminder(visit: Visit) -> Messages:
    """Return what is due for who has no chat to get it in: shown on the page until the next conversation."""
    due = [one for one in await visit.unit.learning.reminders(visit.teacher.id) if one.due <= visit.now]
    return await invitation(visit) if any(one.kind is not ReminderKind.SILENCE for one in due) else ()


async def practised(visit: Visit) -> None:
    """Take a conversation that begins for an answer to the reminders that are due."""
    for reminder in await visit.unit.learning.reminders(visit.teacher.id):
        if reminder.due <= visit.now and reminder.kind is not ReminderKind.SILENCE:
            await _put_off(visit, reminder)


async def listen(visit: Visit) -> None:
    """Begin to count the silence anew: the teacher has just done something."""
    minutes = (await chosen(visit, ChoiceKind.SILENCE)).get("")
    teacher = await visit.unit.teacher(visit.teacher.id) if minutes else None
    if not minutes or teacher is None:
        return
    await visit.unit.learning.drop_reminders(teacher.id, ReminderKind.SILENCE)
    session = await visit.unit.current(teacher.id)
    if session is not None and not teacher.paused and not teacher.waiting_for:
        due = visit.now + timedelta(minutes=int(minutes))
        await visit.unit.learning.remind(Reminder(teacher.id, ReminderKind.SILENCE, session.id, due))


async def asked_in_silence(visit: Visit) -> Messages:
    """Return what the parent asks by now, for the page: there it is shown and not sent."""
    for reminder in await visit.unit.learning.reminders(visit.teacher.id):
        if reminder.kind is ReminderKind.SILENCE and reminder.due <= visit.now:
            return await _question(visit, reminder)
    return ()


async def _silence(visit: Visit, reminder: Reminder) -> Messages:
    await visit.unit.learning.drop_reminders(reminder.teacher, reminder.kind, reminder.subject)
    return await _question(visit, reminder) if visit.now - reminder.due < TOO_LATE else ()


async def _question(visit: Visit, reminder: Reminder) -> Messages:
    session = await visit.unit.session(reminder.subject)
    if session is None or session.ended is not None or visit.teacher.paused:
        return ()
    library = await content_of(visit, session)
    return spoken(visit, silence_line(library, session.position)) if library else ()


async def _put_off(visit: Visit, reminder: Reminder) -> None:
    if reminder.kind is ReminderKind.WEEKLY:
        due = next_weekly(reminder.weekday, reminder.time, after=visit.now)
        await visit.unit.learning.remind(replace(reminder, due=due))
    else:
        await visit.unit.learning.drop_reminders(reminder.teacher, reminder.kind, reminder.subject)
