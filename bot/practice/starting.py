"""The first screen: what this is, who sees what, which names to use; and help and privacy."""

from dataclasses import replace
from datetime import timedelta

from bot.practice.messages import Messages
from bot.practice.ports import Teacher
from bot.practice.visit import Visit, parents, save_teacher, standing


async def start(visit: Visit) -> Messages:
    """Welcome a new teacher in three bubbles, or one who comes back in one."""
    if visit.teacher.consent != visit.texts("privacy.version"):
        return (*await explained(visit), *await standing(visit))
    if await visit.unit.current(visit.teacher.id) is not None:
        return await standing(visit)
    return (visit.coach("start.again"), *parents(visit))


async def explained(visit: Visit) -> Messages:
    """Return the three bubbles of explanation, and remember that they were shown."""
    version = visit.texts("privacy.version")
    await save_teacher(visit, replace(visit.teacher, consent=version))
    return (
        visit.coach("start.welcome", title="start.title"),
        visit.coach("start.private"),
        visit.coach("start.names"),
    )


async def show_help(visit: Visit) -> Messages:
    """Return what one can do here."""
    buttons = (
        (visit.button("button.parents", "parents"), visit.button("button.again", "again")),
        (visit.button("button.privacy", "privacy"), visit.button("button.mydata", "mydata")),
    )
    return (visit.coach("help.text", title="help.title", buttons=buttons),)


async def show_privacy(visit: Visit) -> Messages:
    """Return what is kept, for how long, who can see it and how to delete it."""
    buttons = ((visit.button("button.mydata", "mydata"), visit.button("button.wipe", "wipe")),)
    keep = visit.house.periods
    shared, unshared = _told(visit, keep.shared), _told(visit, keep.unshared)
    kept = "privacy.kept_alike" if shared == unshared else "privacy.kept"
    return (
        visit.coach(
            "privacy.text",
            title="privacy.title",
            buttons=buttons,
            kept=visit.texts(kept, shared=shared, unshared=unshared),
            after=_told(visit, keep.after_course),
        ),
    )


async def renewed(visit: Visit, teacher: Teacher) -> Messages:
    """Tell a teacher who was shown an earlier explanation what changed: once, with the way out."""
    version = visit.texts("privacy.version")
    if teacher.consent in {"", version}:
        return ()
    await visit.unit.save_teacher(replace(teacher, consent=version))
    buttons = ((visit.button("button.privacy", "privacy"), visit.button("button.wipe", "wipe")),)
    return (visit.coach("privacy.changed", title="privacy.changed_title", buttons=buttons),)


def _told(visit: Visit, period: timedelta) -> str:
    """Return a period in whole weeks where that is exact, else in days."""
    weeks, rest = divmod(period.days, 7)
    if weeks and not rest:
        return visit.texts("privacy.weeks", number=weeks)
    return visit.texts("privacy.days", number=period.days)


async def show_parents(visit: Visit) -> Messages:
    """Return the list of parents; a conversation that is still open goes first."""
    if await visit.unit.current(visit.teacher.id) is not None:
        return await standing(visit)
    return parents(visit)
