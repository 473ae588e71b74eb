"""The first screen: what this is, who sees what, which names to use; and help and privacy."""

from dataclasses import replace

from bot.practice.messages import Messages
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
    """Return what is kept, who can see it and how to delete it."""
    buttons = ((visit.button("button.mydata", "mydata"), visit.button("button.wipe", "wipe")),)
    return (visit.coach("privacy.text", title="privacy.title", buttons=buttons),)


async def show_parents(visit: Visit) -> Messages:
    """Return the list of parents; a conversation that is still open goes first."""
    if await visit.unit.current(visit.teacher.id) is not None:
        return await standing(visit)
    return parents(visit)
