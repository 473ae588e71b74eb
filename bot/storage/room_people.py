"""Trainers, groups and who is in them."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.practice.ids import TeacherId
from bot.practice.room.records import Group, Member, Trainer
from bot.storage.statements import insert_new
from bot.storage.tables import keys, sessions
from bot.storage.tables_room import (
    assignments,
    comments,
    leaders,
    members,
    shares,
    trainer_codes,
    trainers,
    training_groups,
)

_KNOWN = select(keys.c.teacher).where(
    keys.c.teacher == bindparam("of_teacher"),
    tuple_(keys.c.channel, keys.c.outside).in_(bindparam("identities", expanding=True)),
)
_CHANNELS = select(keys.c.channel).where(keys.c.teacher == bindparam("of_teacher"))
_TRAINER = select(trainers).where(trainers.c.teacher == bindparam("of_teacher"))
_TRAINERS = select(trainers).order_by(trainers.c.name, trainers.c.teacher)
_ADD_TRAINER = insert_new(trainers)
_NAME_TRAINER = (
    update(trainers).where(trainers.c.teacher == bindparam("of_teacher")).values(name=bindparam("called"))
)
_DROP_TRAINER = delete(trainers).where(trainers.c.teacher == bindparam("of_teacher"))
_ADD_CODE = insert(trainer_codes)
_now = bindparam("now", type_=trainer_codes.c.expires.type)
_works = and_(
    trainer_codes.c.digest == bindparam("of_digest"),
    trainer_codes.c.used.is_(None),
    trainer_codes.c.expires > _now,
)
_CODE = select(trainer_codes.c.in_group).where(_works)
# One statement: of two who use the same code at the same moment, one gets a row back.
_REDEEM = update(trainer_codes).where(_works).values(used=_now).returning(trainer_codes.c.in_group)
_ADD_GROUP = insert_new(training_groups)
_SAVE_GROUP = (
    update(training_groups)
    .where(training_groups.c.id == bindparam("of_group"))
    .values(name=bindparam("called"), code=bindparam("new_code"), dates=bindparam("new_dates"))
)
_DROP_GROUP = delete(training_groups).where(training_groups.c.id == bindparam("of_group"))
_GROUPS = select(training_groups).order_by(training_groups.c.made, training_groups.c.id)
_LED_BY = _GROUPS.join(leaders, leaders.c.in_group == training_groups.c.id).where(
    leaders.c.trainer == bindparam("of_teacher")
)
_GROUPS_OF = _GROUPS.join(members, members.c.in_group == training_groups.c.id).where(
    members.c.teacher == bindparam("of_teacher")
)
_LEADERS = (
    select(trainers)
    .join(leaders, leaders.c.trainer == trainers.c.teacher)
    .where(leaders.c.in_group == bindparam("of_group"))
    .order_by(trainers.c.name, trainers.c.teacher)
)
_LEADS = select(leaders.c.trainer).where(
    leaders.c.in_group == bindparam("of_group"), leaders.c.trainer == bindparam("of_teacher")
)
_ADD_LEADER = insert_new(leaders)
_DROP_LEADER = delete(leaders).where(
    leaders.c.in_group == bindparam("of_group"), leaders.c.trainer == bindparam("of_teacher")
)
_MEMBERS = (
    select(members)
    .where(members.c.in_group == bindparam("of_group"))
    .order_by(members.c.joined, members.c.teacher)
)
_MEMBER = select(members).where(
    members.c.in_group == bindparam("of_group"), members.c.teacher == bindparam("of_teacher")
)
_ADD_MEMBER = insert_new(members)
_SAVE_MEMBER = (
    update(members)
    .where(members.c.in_group == bindparam("of_group"), members.c.teacher == bindparam("of_teacher"))
    .values(name=bindparam("called"), shares_plan=bindparam("plan"))
)
_own = select(sessions.c.id).where(sessions.c.teacher == bindparam("of_teacher"))
_LEAVE = (
    delete(shares).where(shares.c.in_group == bindparam("of_group"), shares.c.session.in_(_own)),
    delete(comments).where(
        comments.c.in_group == bindparam("of_group"), comments.c.teacher == bindparam("of_teacher")
    ),
    delete(assignments).where(
        assignments.c.in_group == bindparam("of_group"), assignments.c.teacher == bindparam("of_teacher")
    ),
    delete(members).where(
        members.c.in_group == bindparam("of_group"), members.c.teacher == bindparam("of_teacher")
    ),
)


class SqlPeople:
    """The part of the port `Room` about people and groups."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work in this transaction."""
        self._connection = connection

    async def known_as(self, teacher: TeacherId, identities: frozenset[tuple[str, str]]) -> bool:
        """Say whether one of these outside identities leads to this teacher."""
        if not identities:
            return False
        values = {"of_teacher": teacher, "identities": sorted(identities)}
        return (await self._connection.execute(_KNOWN, values)).first() is not None

    async def channels(self, teacher: TeacherId) -> frozenset[str]:
        """Return through which channels this teacher comes in."""
        found = await self._connection.execute(_CHANNELS, {"of_teacher": teacher})
        return frozenset(found.scalars())

    async def trainer(self, teacher: TeacherId) -> Trainer | None:
        """Return a trainer."""
        row = (await self._connection.execute(_TRAINER, {"of_teacher": teacher})).first()
        return None if row is None else _trainer(row)

    async def trainers(self) -> tuple[Trainer, ...]:
        """Return all trainers by name."""
        return tuple(map(_trainer, await self._connection.execute(_TRAINERS)))

    async def save_trainer(self, trainer: Trainer) -> None:
        """Store a trainer, or the new name of one."""
        await self._connection.execute(_ADD_TRAINER, {"teacher": trainer.id, "name": trainer.name})
        await self._connection.execute(_NAME_TRAINER, {"of_teacher": trainer.id, "called": trainer.name})

    async def drop_trainer(self, teacher: TeacherId) -> None:
        """Take the role away, and with it the groups."""
        await self._connection.execute(_DROP_TRAINER, {"of_teacher": teacher})

    async def add_trainer_code(self, digest: str, *, group: str, expires: datetime) -> None:
        """Store a one-time code."""
        row = {"digest": digest, "in_group": group, "expires": expires}
        await self._connection.execute(_ADD_CODE, row)

    async def trainer_code(self, digest: str, *, now: datetime) -> str | None:
        """Return the group of a code without using it up."""
        found: str | None = (
            await self._connection.execute(_CODE, {"of_digest": digest, "now": now})
        ).scalar()
        return found

    async def redeem_trainer_code(self, digest: str, *, now: datetime) -> str | None:
        """Use a one-time code up."""
        found: str | None = (
            await self._connection.execute(_REDEEM, {"of_digest": digest, "now": now})
        ).scalar()
        return found

    async def save_group(self, group: Group) -> None:
        """Store a group, or what changed in it."""
        dates = json.dumps([one.isoformat() for one in group.dates])
        row = {"id": group.id, "name": group.name, "code": group.code, "dates": dates, "made": group.made}
        await self._connection.execute(_ADD_GROUP, row)
        changed = {"of_group": group.id, "called": group.name, "new_code": group.code, "new_dates": dates}
        await self._connection.execute(_SAVE_GROUP, changed)

    async def drop_group(self, group: str) -> None:
        """Delete a group; what hangs on it goes by its foreign keys."""
        await self._connection.execute(_DROP_GROUP, {"of_group": group})

    async def group(self, group: str) -> Group | None:
        """Return a group by id."""
        return await self._one_group(training_groups.c.id, group)

    async def group_by_code(self, code: str) -> Group | None:
        """Return the group to which a code leads."""
        return await self._one_group(training_groups.c.code, code)

    async def groups(self) -> tuple[Group, ...]:
        """Return all groups, oldest first."""
        return tuple(map(_group, await self._connection.execute(_GROUPS)))

    async def groups_led_by(self, trainer: TeacherId) -> tuple[Group, ...]:
        """Return the groups of a trainer."""
        return tuple(map(_group, await self._connection.execute(_LED_BY, {"of_teacher": trainer})))

    async def groups_of(self, member: TeacherId) -> tuple[Group, ...]:
        """Return the groups in which a teacher is."""
        return tuple(map(_group, await self._connection.execute(_GROUPS_OF, {"of_teacher": member})))

    async def leads(self, group: str, trainer: TeacherId) -> bool:
        """Say whether someone leads a group."""
        values = {"of_group": group, "of_teacher": trainer}
        return (await self._connection.execute(_LEADS, values)).first() is not None

    async def trainers_of(self, group: str) -> tuple[Trainer, ...]:
        """Return who leads a group."""
        return tuple(map(_trainer, await self._connection.execute(_LEADERS, {"of_group": group})))

    async def add_leader(self, group: str, trainer: TeacherId) -> None:
        """Let a trainer lead a group."""
        await self._connection.execute(_ADD_LEADER, {"in_group": group, "trainer": trainer})

    async def drop_leader(self, group: str, trainer: TeacherId) -> None:
        """Let a trainer lead a group no longer."""
        await self._connection.execute(_DROP_LEADER, {"of_group": group, "of_teacher": trainer})

    async def members(self, group: str) -> tuple[Member, ...]:
        """Return who is in a group."""
        return tuple(map(_member, await self._connection.execute(_MEMBERS, {"of_group": group})))

    async def member(self, group: str, teacher: TeacherId) -> Member | None:
        """Return a teacher as member of a group."""
        values = {"of_group": group, "of_teacher": teacher}
        row = (await self._connection.execute(_MEMBER, values)).first()
        return None if row is None else _member(row)

    async def save_member(self, member: Member) -> None:
        """Store a member, or what changed."""
        row = {
            "in_group": member.group,
            "teacher": member.id,
            "name": member.name,
            "joined": member.joined,
            "shares_plan": member.shares_plan,
        }
        await self._connection.execute(_ADD_MEMBER, row)
        changed = {
            "of_group": member.group,
            "of_teacher": member.id,
            "called": member.name,
            "plan": member.shares_plan,
        }
        await self._connection.execute(_SAVE_MEMBER, changed)

    async def drop_member(self, group: str, teacher: TeacherId) -> None:
        """Take a teacher out of a group, with what was shared and said there."""
        for statement in _LEAVE:
            await self._connection.execute(statement, {"of_group": group, "of_teacher": teacher})

    async def _one_group(self, column: Any, value: str) -> Group | None:
        row = (await self._connection.execute(select(training_groups).where(column == value))).first()
        return None if row is None else _group(row)


def _trainer(row: Row[Any]) -> Trainer:
    return Trainer(TeacherId(row.teacher), row.name)


def group_dates(stored: str) -> tuple[date, ...]:
    """Return the session dates of a group from their column."""
    return tuple(date.fromisoformat(one) for one in json.loads(stored))


def _group(row: Row[Any]) -> Group:
    return Group(row.id, row.name, row.code, group_dates(row.dates), row.made)


def _member(row: Row[Any]) -> Member:
    return Member(row.in_group, TeacherId(row.teacher), row.name, row.joined, row.shares_plan)
