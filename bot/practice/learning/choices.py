"""What a teacher chose for the weeks to come, read in one place."""

from bot.model.course import Module
from bot.model.ids import TechniqueId
from bot.practice.learning.ports import Choice, ChoiceKind
from bot.practice.visit import Visit


async def chosen(visit: Visit, kind: ChoiceKind) -> dict[str, str]:
    """Return the values of one kind of choice by their subject."""
    choices = await visit.unit.learning.choices(visit.teacher.id)
    return {one.subject: one.value for one in choices if one.kind is kind}


async def choose(visit: Visit, kind: ChoiceKind, value: str, *, subject: str = "") -> None:
    """Store a choice of this teacher."""
    await visit.unit.learning.choose(visit.teacher.id, Choice(kind, subject, value, visit.now))


async def focus_of(visit: Visit) -> frozenset[TechniqueId]:
    """Return the techniques that the teacher works on: at most one in each module."""
    return frozenset(map(TechniqueId, (await chosen(visit, ChoiceKind.FOCUS)).values()))


def module_by(visit: Visit, number: str) -> Module | None:
    """Return a module of the training by its number."""
    return next((one for one in visit.library.course.modules if str(one.number) == number), None)
