"""Words of a trainer to a teacher, and what the teacher says back."""

from bot.practice.room.records import Comment, Kind
from bot.practice.visit import Visit


async def comment_line(visit: Visit, session: str, turn: int, kind: Kind, text: str) -> Comment:
    """Comment on a line of a shared conversation; it is sent to the teacher under the quoted line.

    Raises:
        NotAllowed: The conversation is not shared with a group that this person leads.
        BadInput: `comment_empty` or `comment_long`.
    """
    raise NotImplementedError


async def comment_talk(visit: Visit, session: str, kind: Kind, text: str) -> Comment:
    """Comment on a shared conversation as a whole."""
    raise NotImplementedError


async def comment_plan(visit: Visit, group: str, teacher: str, kind: Kind, text: str) -> Comment:
    """Comment on a shared action plan."""
    raise NotImplementedError


async def answer(visit: Visit, comment: int, text: str) -> Comment:
    """Say something back: the teacher to whom it was said, or the trainer who said it."""
    raise NotImplementedError


async def take_back(visit: Visit, comment: int) -> None:
    """Delete a comment of one's own, answers included."""
    raise NotImplementedError
