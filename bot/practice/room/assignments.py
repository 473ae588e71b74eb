"""What a trainer asks to practise, per module and with a date."""

from datetime import date

from bot.practice.room.records import Assignment
from bot.practice.visit import Visit


async def assign(
    visit: Visit, group: str, *, module: str, text: str, due: date, teacher: str = ""
) -> Assignment:
    """Set an assignment for a group, or for one teacher in it; it is told in their chats.

    Raises:
        BadInput: `assignment_empty`, `assignment_long`, `assignment_past` or `no_module`.
    """
    raise NotImplementedError


async def withdraw(visit: Visit, assignment: str) -> None:
    """Withdraw an assignment. Trainers of its group only."""
    raise NotImplementedError
