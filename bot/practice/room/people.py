"""Naming trainers: by an admin, with a code that works once."""

from dataclasses import replace
from datetime import timedelta

from bot.practice.ports import TeacherId
from bot.practice.room.codes import digest_of, new_code
from bot.practice.room.errors import NotThere
from bot.practice.room.records import Trainer
from bot.practice.room.roles import as_admin, as_trainer, led_group
from bot.practice.room.wording import screen_name
from bot.practice.visit import Visit

CODE_LASTS = timedelta(days=7)


async def trainers(visit: Visit) -> tuple[Trainer, ...]:
    """Return all trainers. Admin only."""
    await as_admin(visit)
    return await visit.unit.room.people.trainers()


async def invite_trainer(visit: Visit) -> str:
    """Return a code that makes whoever uses it first (within a week) a trainer. Admin only."""
    await as_admin(visit)
    return await _code(visit, group="")


async def end_trainer(visit: Visit, trainer: str) -> None:
    """Take the role away. Admin only."""
    await as_admin(visit)
    found = await visit.unit.room.people.trainer(TeacherId(trainer))
    if found is None:
        raise NotThere
    await visit.unit.room.people.drop_trainer(found.id)


async def invite_colleague(visit: Visit, group: str) -> str:
    """Return a code with which another trainer leads this group too. Its trainers only."""
    found = await led_group(visit, group)
    return await _code(visit, group=found.id)


async def name_trainer(visit: Visit, name: str) -> Trainer:
    """Change how teachers see this trainer. Trainer only.

    Raises:
        BadInput: `name_empty`, `name_long` or `name_contact`.
    """
    trainer = replace(await as_trainer(visit), name=screen_name(visit, name))
    await visit.unit.room.people.save_trainer(trainer)
    return trainer


async def _code(visit: Visit, *, group: str) -> str:
    code = new_code(visit.chance)
    expires = visit.now + CODE_LASTS
    await visit.unit.room.people.add_trainer_code(digest_of(code), group=group, expires=expires)
    return code
