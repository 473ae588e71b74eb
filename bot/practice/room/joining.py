"""A teacher in a group: joining by code, choosing a name, leaving."""

from dataclasses import dataclass, replace

from bot.practice.room.codes import cleaned, digest_of
from bot.practice.room.errors import BadInput, NotAllowed, NotThere
from bot.practice.room.records import Group, Member, Trainer
from bot.practice.room.roles import as_member
from bot.practice.room.wording import screen_name
from bot.practice.visit import Visit


@dataclass(frozen=True, slots=True)
class Joined:
    """What a code was good for."""

    group: Group | None
    """None for a trainer's code without a group."""
    member: Member | None
    """Set when the person is now a participant; else the person is now a trainer (of the group)."""
    is_new_trainer: bool = False
    """Whether the person was no trainer before."""


async def join(visit: Visit, code: str) -> Joined:
    """Use a code: a group's join code, or a one-time code of a trainer. Everybody.

    Joining twice changes nothing. A trainer does not become a participant of the own group.

    Raises:
        NotThere: No such code, or it has been used or expired.
        NotAllowed: A colleague's code in the hands of someone who is no trainer; it is not used up.
    """
    typed = cleaned(code)
    people = visit.unit.room.people
    group = await people.group_by_code(typed) if typed else None
    if group is None:
        return await _as_trainer(visit, typed)
    if await people.leads(group.id, visit.teacher.id):
        return Joined(group, None)
    return Joined(group, await _as_member(visit, group))


async def name_me(visit: Visit, group: str, name: str) -> Member:
    """Choose the own screen name in a group. Its members only.

    Raises:
        BadInput: `name_empty`, `name_long`, `name_contact` (an address or a number) or `name_taken`.
    """
    member = replace(await as_member(visit, group), name=screen_name(visit, name))
    others = [one.name for one in await visit.unit.room.people.members(group) if one.id != member.id]
    if member.name.casefold() in map(str.casefold, others):
        raise BadInput("name_taken")
    await visit.unit.room.people.save_member(member)
    return member


async def share_plan(visit: Visit, group: str, *, on: bool) -> Member:
    """Let the trainers of a group read the action plan, or not any more. Its members only."""
    member = replace(await as_member(visit, group), shares_plan=on)
    await visit.unit.room.people.save_member(member)
    return member


async def leave(visit: Visit, group: str) -> None:
    """Leave a group; nothing is shared with it any more, and its comments on me are deleted."""
    member = await as_member(visit, group)
    await visit.unit.room.people.drop_member(member.group, member.id)


async def _as_member(visit: Visit, group: Group) -> Member:
    people = visit.unit.room.people
    known = await people.member(group.id, visit.teacher.id)
    if known is not None:
        return known
    member = Member(group.id, visit.teacher.id, await _free_name(visit, group), visit.now)
    await people.save_member(member)
    return member


async def _free_name(visit: Visit, group: Group) -> str:
    """Return a name that says nothing, until the teacher chooses one."""
    taken = {member.name for member in await visit.unit.room.people.members(group.id)}
    number = 1
    while (name := visit.texts("room.participant", number=number)) in taken:
        number += 1
    return name


async def _as_trainer(visit: Visit, code: str) -> Joined:
    people = visit.unit.room.people
    digest = digest_of(code)
    group_id = await people.trainer_code(digest, now=visit.now) if code else None
    if group_id is None:
        raise NotThere
    known = await people.trainer(visit.teacher.id)
    group = await people.group(group_id) if group_id else None
    if group_id and (known is None or group is None):
        raise NotAllowed
    if await people.redeem_trainer_code(digest, now=visit.now) is None:
        raise NotThere
    trainer = known or Trainer(visit.teacher.id, visit.texts("room.trainer"))
    await people.save_trainer(trainer)
    if group is not None:
        await people.add_leader(group.id, trainer.id)
    return Joined(group, None, is_new_trainer=known is None)
