"""Beginning another kind of run: a warm-up, one without tips, one that may go wrong."""

from bot.practice.cards import start_run
from bot.practice.messages import Button, Messages
from bot.practice.runs import ASTRAY, PLAIN, WARM_UP
from bot.practice.visit import Visit, standing


async def choose_warm_up(visit: Visit) -> Messages:
    """Return the parents to warm up with."""
    return await _parents(visit, "warmup")


async def warm_up(visit: Visit, name: str) -> Messages:
    """Begin at a hard moment, for a few turns."""
    return await start_run(visit, name, kind=WARM_UP)


async def choose_astray(visit: Visit) -> Messages:
    """Return the parents with whom it may go wrong."""
    return await _parents(visit, "astray")


async def astray(visit: Visit, name: str) -> Messages:
    """Begin a conversation in which the teacher goes wrong on purpose."""
    return await start_run(visit, name, kind=ASTRAY)


async def plain(visit: Visit, name: str) -> Messages:
    """Begin a conversation without tips."""
    return await start_run(visit, name, kind=PLAIN)


async def _parents(visit: Visit, action: str) -> Messages:
    """Return the parents to choose from; a conversation that is still open goes first."""
    if await visit.unit.current(visit.teacher.id) is not None:
        return await standing(visit)
    rows = tuple((Button(one.short, f"{action}:{one.id}"),) for one in visit.library.personas.values())
    keys = {"warmup": ("warmup.text", "warmup.title"), "astray": ("astray.text", "astray.title")}
    text, title = keys[action]
    return (visit.coach(text, title=title, buttons=rows),)
