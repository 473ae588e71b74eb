"""Naming trainers: by an admin, with a code that works once."""

from bot.practice.room.records import Trainer
from bot.practice.visit import Visit


async def trainers(visit: Visit) -> tuple[Trainer, ...]:
    """Return all trainers. Admin only."""
    raise NotImplementedError


async def invite_trainer(visit: Visit) -> str:
    """Return a code that makes whoever uses it first (within a week) a trainer. Admin only."""
    raise NotImplementedError


async def end_trainer(visit: Visit, trainer: str) -> None:
    """Take the role away. Admin only."""
    raise NotImplementedError


async def invite_colleague(visit: Visit, group: str) -> str:
    """Return a code with which another trainer leads this group too. Its trainers only."""
    raise NotImplementedError


async def name_trainer(visit: Visit, name: str) -> Trainer:
    """Change how teachers see this trainer. Trainer only.

    Raises:
        BadInput: `name_empty`, `name_long` or `name_contact`.
    """
    raise NotImplementedError
