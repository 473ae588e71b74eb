"""Who may what: looked up in the store at every use case, never remembered."""

from enum import StrEnum

from bot.practice.ids import TeacherId
from bot.practice.ports import StoredSession
from bot.practice.room.errors import NotAllowed, NotThere
from bot.practice.room.records import Group, Member, Trainer
from bot.practice.visit import Visit, own_session


class Role(StrEnum):
    """What a person may do; one person can have several. Everybody is a teacher."""

    ADMIN = "admin"
    """Names trainers; sees no conversation and no figures."""
    TRAINER = "trainer"
    TEACHER = "teacher"


async def roles(visit: Visit) -> frozenset[Role]:
    """Return what the person of this visit may do."""
    found = {Role.TEACHER}
    if await _is_admin(visit):
        found.add(Role.ADMIN)
    if await visit.unit.room.people.trainer(visit.teacher.id) is not None:
        found.add(Role.TRAINER)
    return frozenset(found)


async def as_admin(visit: Visit) -> None:
    """Refuse who is no admin.

    Raises:
        NotAllowed: This person is none.
    """
    if not await _is_admin(visit):
        raise NotAllowed


async def as_trainer(visit: Visit) -> Trainer:
    """Return this person as a trainer.

    Raises:
        NotAllowed: This person is none.
    """
    trainer = await visit.unit.room.people.trainer(visit.teacher.id)
    if trainer is None:
        raise NotAllowed
    return trainer


async def led_group(visit: Visit, group: str) -> Group:
    """Return a group that this person leads.

    Raises:
        NotAllowed: Another's group, or none; it does not say which.
    """
    people = visit.unit.room.people
    found = await people.group(group) if await people.leads(group, visit.teacher.id) else None
    if found is None:
        raise NotAllowed
    return found


async def as_member(visit: Visit, group: str) -> Member:
    """Return this person as a member of a group.

    Raises:
        NotAllowed: This person is none.
    """
    member = await visit.unit.room.people.member(group, visit.teacher.id)
    if member is None:
        raise NotAllowed
    return member


async def member_of(visit: Visit, group: str, teacher: str) -> Member:
    """Return a member of a group that this person leads.

    Raises:
        NotAllowed: This person does not lead the group, or there is no such member.
    """
    await led_group(visit, group)
    member = await visit.unit.room.people.member(group, TeacherId(teacher))
    if member is None:
        raise NotAllowed
    return member


async def shared_session(visit: Visit, session: str) -> tuple[StoredSession, Group, Member]:
    """Return a conversation that is shared with a group that this person leads, and whose it is.

    Raises:
        NotAllowed: It is not, or there is none; it does not say which.
    """
    found = await visit.unit.session(session)
    if found is None:
        raise NotAllowed
    people = visit.unit.room.people
    for share in await visit.unit.room.talks.shares_of(session):
        member = await people.member(share.group, found.teacher)
        if member is not None and await people.leads(share.group, visit.teacher.id):
            return found, await led_group(visit, share.group), member
    raise NotAllowed


async def owned(visit: Visit, session: str) -> StoredSession:
    """Return a conversation of this person's own.

    Raises:
        NotThere: It is not, or there is none.
    """
    found = await own_session(visit, session)
    if found is None:
        raise NotThere
    return found


async def _is_admin(visit: Visit) -> bool:
    return await visit.unit.room.people.known_as(visit.teacher.id, visit.house.admins)
