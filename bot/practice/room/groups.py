"""Groups of a trainer: making, changing, leaving, and who is in them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.practice.learning.wall import day_of
from bot.practice.room.codes import new_code
from bot.practice.room.errors import BadInput
from bot.practice.room.records import Group
from bot.practice.room.roles import as_trainer, led_group, member_of
from bot.practice.room.views import GroupDetails, GroupRow
from bot.practice.room.wording import group_name
from bot.practice.visit import Visit

MOST_DATES = 20


async def my_groups(visit: Visit) -> tuple[GroupRow, ...]:
    """Return the groups that this trainer leads, the next session first. Trainer only."""
    trainer = await as_trainer(visit)
    people = visit.unit.room.people
    rows = [
        GroupRow(group, len(await people.members(group.id)), next_date(visit, group))
        for group in await people.groups_led_by(trainer.id)
    ]
    return tuple(sorted(rows, key=lambda row: (row.next_date or date.max, row.group.name)))


async def make_group(visit: Visit, name: str, dates: Sequence[date] = ()) -> Group:
    """Make a group that this trainer leads. Trainer only.

    Raises:
        BadInput: `group_empty`, `group_long` or `dates_many`.
    """
    trainer = await as_trainer(visit)
    group = Group(
        id=visit.chance.token(),
        name=group_name(name),
        code=new_code(visit.chance),
        dates=_in_order(dates),
        made=visit.now,
    )
    await visit.unit.room.people.save_group(group)
    await visit.unit.room.people.add_leader(group.id, trainer.id)
    return group


async def change_group(visit: Visit, group: str, *, name: str, dates: Sequence[date]) -> Group:
    """Change name and session dates. Its trainers only."""
    found = await led_group(visit, group)
    changed = replace(found, name=group_name(name), dates=_in_order(dates))
    await visit.unit.room.people.save_group(changed)
    return changed


async def renew_code(visit: Visit, group: str) -> Group:
    """Give a group a new join code; the old one works no more. Its trainers only."""
    changed = replace(await led_group(visit, group), code=new_code(visit.chance))
    await visit.unit.room.people.save_group(changed)
    return changed


async def details(visit: Visit, group: str) -> GroupDetails:
    """Return join link, members and trainers. Its trainers only."""
    found = await led_group(visit, group)
    people = visit.unit.room.people
    return GroupDetails(
        group=found,
        link=join_link(visit, found.code),
        page=visit.house.page,
        members=await people.members(found.id),
        trainers=await people.trainers_of(found.id),
    )


async def remove_member(visit: Visit, group: str, teacher: str) -> None:
    """Take a teacher out of a group; what was shared with it is closed at once. Its trainers only."""
    member = await member_of(visit, group, teacher)
    await visit.unit.room.people.drop_member(member.group, member.id)


async def stop_leading(visit: Visit, group: str) -> None:
    """Lead a group no longer; a group without trainers is deleted. Its trainers only."""
    found = await led_group(visit, group)
    people = visit.unit.room.people
    await people.drop_leader(found.id, visit.teacher.id)
    if not await people.trainers_of(found.id):
        await people.drop_group(found.id)


async def drop_group(visit: Visit, group: str) -> None:
    """Delete a group with all comments and assignments; conversations stay their teacher's."""
    found = await led_group(visit, group)
    await visit.unit.room.people.drop_group(found.id)


def next_date(visit: Visit, group: Group) -> date | None:
    """Return the next session of a group, today's included; None when there is none."""
    today = day_of(visit.now)
    return next((one for one in group.dates if one >= today), None)


def join_link(visit: Visit, code: str) -> str:
    """Return the link that opens the bot with a code; empty without a bot."""
    name = visit.house.bot()
    return f"https://t.me/{name}?start={code}" if name else ""


def _in_order(dates: Sequence[date]) -> tuple[date, ...]:
    ordered = tuple(sorted(set(dates)))
    if len(ordered) > MOST_DATES:
        raise BadInput("dates_many", most=MOST_DATES)
    return ordered
