"""Finds quickly which of many guarded things could fit a message, by its moves alone."""

from collections.abc import Iterable
from typing import Final, Generic, Protocol, TypeVar

from bot.model.guard import Guard
from bot.model.ids import MoveId
from bot.model.moment import may_hold

MOST_KEPT: Final = 1000
"""Sets of moves whose outcome is kept; with more, all begin anew."""


class Guarded(Protocol):
    """Something with a condition."""

    @property
    def when(self) -> Guard:
        """The condition."""


Thing = TypeVar("Thing", bound=Guarded)


class Index(Generic[Thing]):
    """Things with a guard, in order. Conversations share it; what it keeps never changes an answer."""

    def __init__(self, things: Iterable[Thing]) -> None:
        """Index these things."""
        self._things = tuple(things)
        self._able: dict[frozenset[MoveId], tuple[Thing, ...]] = {}

    def able(self, moves: frozenset[MoveId]) -> tuple[Thing, ...]:
        """Return the things whose guard could hold for a message with these moves, in order."""
        found = self._able.get(moves)
        if found is None:
            if len(self._able) >= MOST_KEPT:
                self._able.clear()
            found = tuple(thing for thing in self._things if may_hold(thing.when, moves))
            self._able[moves] = found
        return found
