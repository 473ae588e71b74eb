"""Groups of a trainer: making, changing, leaving, and who is in them."""

from collections.abc import Sequence
from datetime import date

from bot.practice.room.records import Group
from bot.practice.room.views import GroupDetails, GroupRow
from bot.practice.visit import Visit


async def my_groups(visit: Visit) -> tuple[GroupRow, ...]:
    """Return the groups that this trainer leads, the next session first. Trainer only."""
    raise NotImplementedError


async def make_group(visit: Visit, name: str, dates: Sequence[date] = ()) -> Group:
    """Make a group that this trainer leads. Trainer only.

    Raises:
        BadInput: `group_empty`, `group_long` or `dates_many`.
    """
    raise NotImplementedError


async def change_group(visit: Visit, group: str, *, name: str, dates: Sequence[date]) -> Group:
    """Change name and session dates. Its trainers only."""
    raise NotImplementedError


async def renew_code(visit: Visit, group: str) -> Group:
    """Give a group a new join code; the old one works no more. Its trainers only."""
    raise NotImplementedError


async def details(visit: Visit, group: str) -> GroupDetails:
    """Return join link, members and trainers. Its trainers only."""
    raise NotImplementedError


async def remove_member(visit: Visit, group: str, teacher: str) -> None:
    """Take a teacher out of a group; what was shared with it is closed at once. Its trainers only."""
    raise NotImplementedError


async def stop_leading(visit: Visit, group: str) -> None:
    """Lead a group no longer; a group without trainers is deleted. Its trainers only."""
    raise NotImplementedError


async def drop_group(visit: Visit, group: str) -> None:
    """Delete a group with all comments and assignments; conversations stay their teacher's."""
    raise NotImplementedError
