"""Naming trainers: by an admin, with a code that works once."""

from dataclasses import replace
from datetime import timedelta

from bot.practice.ids import TeacherId
from bot.practice.messages import Message, Voice
from bot.practice.room.codes import digest_of, new_code
from bot.practice.room.errors import BadInput, NotAllowed, NotThere
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


async def let_in_again(visit: Visit, trainer: str, *, channel: str) -> TeacherId:
    """Return the trainer for whom a new link into a channel may be made, and tell the trainer. Admin only.

    Whoever uses the link reads what is shared with the trainer's groups.

    Raises:
        NotAllowed: This person is no admin, or that is no trainer.
        BadInput: `trainer_has_key`: the trainer comes in through another channel and needs no link.
    """
    if trainer not in {one.id for one in await trainers(visit)}:
        raise NotAllowed
    found = TeacherId(trainer)
    if await visit.unit.room.people.channels(found) - {channel}:
        raise BadInput("trainer_has_key")
    title, body = visit.texts("room.letter.renewed"), visit.texts("room.letter.renewed_why")
    await visit.unit.room.words.post(found, (Message(Voice.COACH, body, title=title),), visit.now)
    return found


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
