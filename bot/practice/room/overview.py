"""The group on one screen: who practised, the group in figures, moments, doubts, assignments."""

from bot.practice.room.views import Fragment, GroupOverview
from bot.practice.visit import Visit


async def overview(visit: Visit, group: str) -> GroupOverview:
    """Return the overview. Its trainers only; figures from five participants up."""
    raise NotImplementedError


async def moments(visit: Visit, group: str, *, most: int = 5) -> tuple[Fragment, ...]:
    """Return the richest shared moments without names, to present in a session. Its trainers only."""
    raise NotImplementedError
