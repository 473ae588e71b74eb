"""A tip on request, at three levels; the next turn remembers that it was helped."""

from dataclasses import replace

from bot.model.persona import Tip
from bot.practice.closing import lost
from bot.practice.messages import Message, Messages, Voice
from bot.practice.runs import ASTRAY, PLAIN
from bot.practice.visit import Rows, Visit, content_of, parents, save_teacher, stale

LEVELS = ("parent", "move", "example")
"""From the lightest nudge to the most help."""

NO_TIPS = {PLAIN: "tip.plain", ASTRAY: "tip.astray"}
"""Kinds of runs without tips, and how that is said."""


async def tip(visit: Visit, level: str = LEVELS[0]) -> Messages:
    """Return a tip for where the parent stands now; without a level the lightest."""
    if level not in LEVELS:
        return await stale(visit)
    session = await visit.unit.current(visit.teacher.id)
    if session is None:
        return (visit.coach("say.no_conversation"), *parents(visit))
    if session.kind in NO_TIPS:
        return (visit.coach(NO_TIPS[session.kind], buttons=_back(visit)),)
    library = await content_of(visit, session)
    if library is None:
        return await lost(visit, session)
    persona = library.personas[session.persona]
    found = persona.states[session.position.state].tip
    if found is None:
        return (visit.coach("tip.none", name=persona.short),)
    await save_teacher(visit, replace(visit.teacher, helped=max(visit.teacher.helped, level, key=_weight)))
    title = visit.texts(f"tip.{level}", name=persona.short)
    return (Message(Voice.COACH, _said(found, level), title=title, buttons=_more(visit, level)),)


def _weight(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else -1


def _said(found: Tip, level: str) -> str:
    return {"parent": found.parent, "move": found.move, "example": found.example}[level]


def _more(visit: Visit, level: str) -> Rows:
    deeper = LEVELS[LEVELS.index(level) + 1 :]
    rows = tuple((visit.button(f"button.tip_{name}", f"tip:{name}"),) for name in deeper)
    return rows + _back(visit)


def _back(visit: Visit) -> Rows:
    return ((visit.button("button.resume", "resume"),),) if visit.teacher.paused else ()
