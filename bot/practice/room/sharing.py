"""Sharing belongs to the teacher: per conversation, seen beforehand, taken back at any time."""

from bot.practice.room.records import Share
from bot.practice.room.views import MyRoom, SharePreview
from bot.practice.visit import Visit


async def preview(visit: Visit, session: str) -> SharePreview:
    """Return exactly what a trainer will see. The owner only.

    Raises:
        NotThere: Not this teacher's conversation, or nothing was said in it.
    """
    raise NotImplementedError


async def share(visit: Visit, session: str, group: str = "") -> Share:
    """Share an ended conversation with the trainers of a group. The owner only.

    Args:
        visit: Of the owner.
        session: The conversation.
        group: One of the own groups; may be left out by who is in one group.

    Raises:
        BadInput: `share_no_group`, `share_which_group` or `share_open` (the conversation still goes on).
    """
    raise NotImplementedError


async def unshare(visit: Visit, session: str, group: str = "") -> None:
    """Take sharing back (of all groups when none is given): the trainer cannot open it from now on."""
    raise NotImplementedError


async def my_room(visit: Visit) -> MyRoom:
    """Return the own groups, conversations, comments, assignments and who looked. Everybody."""
    raise NotImplementedError
