"""Why a rule did not fire: which of the things that its guard asks were not so."""

from dataclasses import dataclass

from bot.model.guard import Guard
from bot.model.ids import RuleId
from bot.model.moment import Moment, holds


@dataclass(frozen=True, slots=True)
class Tried:
    """A rule that was tried, and the names of the fields that did not hold; none when it fired."""

    rule: RuleId
    failed: tuple[str, ...]


def failing(guard: Guard, moment: Moment) -> tuple[str, ...]:
    """Return the fields of the guard that do not hold, each looked at by itself."""
    asked = {name: getattr(guard, name) for name in guard.asks}
    moves = {"moves": guard.moves} if "moves" in asked else {}
    return tuple(
        name
        for name, value in asked.items()
        if not holds(Guard(**({**moves, name: value} if name == "attributes" else {name: value})), moment)
    )
