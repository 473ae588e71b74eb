"""Who may what: looked up in the store at every use case, never remembered."""

from enum import StrEnum

from bot.practice.room.records import Group
from bot.practice.visit import Visit


class Role(StrEnum):
    """What a person may do; one person can have several. Everybody is a teacher."""

    ADMIN = "admin"
    """Names trainers; sees no conversation and no figures."""
    TRAINER = "trainer"
    TEACHER = "teacher"


async def roles(visit: Visit) -> frozenset[Role]:
    """Return what the person of this visit may do."""
    raise NotImplementedError


async def led_group(visit: Visit, group: str) -> Group:
    """Return a group that this person leads.

    Raises:
        NotAllowed: Another's group, or none; it does not say which.
    """
    raise NotImplementedError
