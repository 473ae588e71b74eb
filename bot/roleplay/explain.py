"""Why a rule did not fire: which of the things that its guard asks were not so."""

from dataclasses import dataclass, fields

from bot.model.guard import Guard
from bot.model.ids import RuleId
from bot.model.moment import Moment, holds

_NOTHING = Guard()


@dataclass(frozen=True, slots=True)
class Tried:
    """A rule that was tried, and the names of the fields that did not hold; none when it fired."""

    rule: RuleId
    failed: tuple[str, ...]


def failing(guard: Guard, moment: Moment) -> tuple[str, ...]:
    """Return the fields of the guard that do not hold, each looked at by itself."""
    asked = {
        field.name: getattr(guard, field.name)
        for field in fields(guard)
        if getattr(guard, field.name) != getattr(_NOTHING, field.name)
    }
    moves = {"moves": guard.moves} if "moves" in asked else {}
    return tuple(
        name
        for name, value in asked.items()
        if not holds(Guard(**({**moves, name: value} if name == "attributes" else {name: value})), moment)
    )
