"""A trainer's side of the room as messages: groups, dates, colleagues; and naming trainers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.practice.messages import Button, Message, Messages, Voice
from bot.practice.room import groups, joining, people
from bot.practice.room.errors import BadInput
from bot.practice.room.mine import answered, never_mind
from bot.practice.room.mine import groups as own_groups
from bot.practice.room.roles import Role, as_trainer, led_group, roles
from bot.practice.room.views import GroupRow
from bot.practice.visit import Rows, Visit, save_teacher

NEW_GROUP, DATES, MY_NAME = "newgroup", "dates", "myname"
A_DATE = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$")


async def show(visit: Visit) -> Messages:
    """Return the groups that one leads and those that one is in."""
    mine = await roles(visit)
    if Role.TRAINER not in mine:
        return await own_groups(visit)
    rows = await groups.my_groups(visit)
    buttons: list[tuple[Button, ...]] = [(Button(row.group.name, f"group:{row.group.id}"),) for row in rows]
    buttons.append((visit.button("button.new_group", NEW_GROUP), visit.button("button.my_name", MY_NAME)))
    text = "\n".join(_row(visit, row) for row in rows) or visit.texts("room.lead.none")
    led = Message(Voice.COACH, text, title=visit.texts("room.lead.title"), buttons=tuple(buttons))
    in_one = await visit.unit.room.people.groups_of(visit.teacher.id)
    return (led, *(await own_groups(visit) if in_one else ()))


async def group(visit: Visit, group_id: str) -> Messages:
    """Return how to join a group, and what can be done with it."""
    found = await groups.details(visit, group_id)
    text = visit.texts(
        "room.lead.group",
        count=len(found.members),
        dates=_dates(visit, found.group.dates),
        link=found.link or visit.texts("room.lead.no_link"),
        code=found.group.code,
        trainers=", ".join(one.name for one in found.trainers),
    )
    buttons: Rows = (
        (
            visit.button("button.overview", f"overview:{group_id}"),
            visit.button("button.talks", f"talks:{group_id}"),
        ),
        (
            visit.button("button.dates", f"{DATES}:{group_id}"),
            visit.button("button.colleague", f"colleague:{group_id}"),
        ),
    )
    return (Message(Voice.COACH, text, title=found.group.name, buttons=buttons),)


async def ask_group(visit: Visit) -> Messages:
    """Ask for the name of a new group."""
    await as_trainer(visit)
    await save_teacher(visit, replace(visit.teacher, waiting_for=NEW_GROUP))
    return (visit.coach("room.lead.ask_group", buttons=never_mind(visit)),)


async def new_group(visit: Visit, typed: str) -> Messages:
    """Make the group."""
    made = await groups.make_group(visit, typed)
    await answered(visit)
    return (visit.coach("room.lead.made", group=made.name), *await group(visit, made.id))


async def ask_dates(visit: Visit, group_id: str) -> Messages:
    """Ask for the session dates."""
    found = await led_group(visit, group_id)
    await save_teacher(visit, replace(visit.teacher, waiting_for=f"{DATES}:{group_id}"))
    return (visit.coach("room.lead.ask_dates", group=found.name, buttons=never_mind(visit)),)


async def dates(visit: Visit, group_id: str, typed: str) -> Messages:
    """Store the dates that were typed."""
    found = await led_group(visit, group_id)
    days = [_date(part) for part in re.split(r"[,;\n]", typed) if part.strip()]
    await groups.change_group(visit, group_id, name=found.name, dates=days)
    await answered(visit)
    return (visit.coach("room.lead.dated"), *await group(visit, group_id))


async def ask_me(visit: Visit) -> Messages:
    """Ask how this trainer wants to be called."""
    await as_trainer(visit)
    await save_teacher(visit, replace(visit.teacher, waiting_for=MY_NAME))
    return (visit.coach("room.lead.ask_me", buttons=never_mind(visit)),)


async def call_me(visit: Visit, typed: str) -> Messages:
    """Take the name that was typed."""
    trainer = await people.name_trainer(visit, typed)
    await answered(visit)
    return (visit.coach("room.lead.called", name=trainer.name),)


async def colleague(visit: Visit, group_id: str) -> Messages:
    """Return a code for another trainer."""
    code = await people.invite_colleague(visit, group_id)
    return (visit.coach("room.lead.colleague", code=code, link=groups.join_link(visit, code)),)


async def trainers(visit: Visit) -> Messages:
    """Return all trainers, for an admin."""
    found = await people.trainers(visit)
    lines = [visit.texts("room.admin.line", name=one.name) for one in found]
    text = "\n".join(lines) or visit.texts("room.admin.none")
    rows: list[tuple[Button, ...]] = [
        (visit.button("button.end_trainer", f"trainer:end:{one.id}", name=one.name),) for one in found
    ]
    rows.append((visit.button("button.new_trainer", "trainer:new"),))
    if visit.teacher.id not in {one.id for one in found}:
        rows.append((visit.button("button.be_trainer", "trainer:me"),))
    return (Message(Voice.COACH, text, title=visit.texts("room.admin.title"), buttons=tuple(rows)),)


async def new_trainer(visit: Visit) -> Messages:
    """Return a code for a new trainer."""
    code = await people.invite_trainer(visit)
    return (visit.coach("room.admin.code", code=code, link=groups.join_link(visit, code)),)


async def be_trainer(visit: Visit) -> Messages:
    """Make the admin who asks a trainer."""
    await joining.join(visit, await people.invite_trainer(visit))
    return await ask_me(visit)


async def end_trainer(visit: Visit, trainer: str) -> Messages:
    """Take a trainer's role away."""
    await people.end_trainer(visit, trainer)
    return (visit.coach("room.admin.ended"), *await trainers(visit))


def _row(visit: Visit, row: GroupRow) -> str:
    day = row.next_date.strftime("%d-%m-%Y") if row.next_date else visit.texts("room.lead.no_dates")
    return f"• {row.group.name}: {row.members} · {day}"


def _dates(visit: Visit, days: Sequence[date]) -> str:
    return ", ".join(day.strftime("%d-%m-%Y") for day in days) or visit.texts("room.lead.no_dates")


def _date(typed: str) -> date:
    found = A_DATE.match(typed.strip())
    try:
        day, month, year = (int(part) for part in found.groups()) if found else (0, 0, 0)
        return date(year, month, day)
    except ValueError:
        raise BadInput("dates_unclear") from None
