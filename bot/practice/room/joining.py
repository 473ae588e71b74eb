"""A teacher in a group: joining by code, choosing a name, leaving."""

from dataclasses import dataclass

from bot.practice.room.records import Group, Member
from bot.practice.visit import Visit


@dataclass(frozen=True, slots=True)
class Joined:
    """What a code was good for."""

    group: Group | None
    """None for a trainer's code without a group."""
    member: Member | None
    """Set when the person is now a participant; else the person is now a trainer (of the group)."""


async def join(visit: Visit, code: str) -> Joined:
    """Use a code: a group's join code, or a one-time code of a trainer. Everybody.

    Joining twice changes nothing. A trainer does not become a participant of the own group.

    Raises:
        NotThere: No such code, or it has been used or expired.
    """
    raise NotImplementedError


async def name_me(visit: Visit, group: str, name: str) -> Member:
    """Choose the own screen name in a group. Its members only.

    Raises:
        BadInput: `name_empty`, `name_long` or `name_contact` (an address or a number).
    """
    raise NotImplementedError


async def share_plan(visit: Visit, group: str, *, on: bool) -> Member:
    """Let the trainers of a group read the action plan, or not any more. Its members only."""
    raise NotImplementedError


async def leave(visit: Visit, group: str) -> None:
    """Leave a group; nothing is shared with it any more, and its comments on me are deleted."""
    raise NotImplementedError
