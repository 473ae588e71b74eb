"""What a trainer asks to practise, per module and with a date."""

from collections.abc import Sequence
from datetime import date

from bot.model.ids import ModuleId
from bot.practice.learning.wall import day_of
from bot.practice.messages import Message, Voice
from bot.practice.room.counting import counts
from bot.practice.room.errors import BadInput, NotAllowed
from bot.practice.room.records import Assignment, Group, Member, Practised
from bot.practice.room.roles import as_trainer, led_group, member_of
from bot.practice.room.views import AssignmentRow
from bot.practice.room.wording import written
from bot.practice.visit import Visit


async def assign(
    visit: Visit, group: str, *, module: str, text: str, due: date, teacher: str = ""
) -> Assignment:
    """Set an assignment for a group, or for one teacher in it; it is told in their chats.

    Raises:
        BadInput: `assignment_empty`, `assignment_long`, `assignment_past` or `no_module`.
    """
    found = await led_group(visit, group)
    people = visit.unit.room.people
    asked = (await member_of(visit, group, teacher),) if teacher else await people.members(found.id)
    if module not in {one.id for one in visit.library.course.modules}:
        raise BadInput("no_module")
    if due < day_of(visit.now):
        raise BadInput("assignment_past")
    assignment = Assignment(
        id=visit.chance.token(),
        group=found.id,
        teacher=asked[0].id if teacher else None,
        module=ModuleId(module),
        text=written(visit, text, "assignment"),
        due=due,
        at=visit.now,
    )
    await visit.unit.room.words.save_assignment(assignment)
    await _tell(visit, found, assignment, asked)
    return assignment


async def withdraw(visit: Visit, assignment: str) -> None:
    """Withdraw an assignment. Trainers of its group only."""
    found = await visit.unit.room.words.assignment(assignment)
    if found is None:
        raise NotAllowed
    await led_group(visit, found.group)
    await visit.unit.room.words.drop_assignment(found.id)


def assignment_rows(
    visit: Visit,
    assignments: Sequence[Assignment],
    members: Sequence[Member],
    practised: Sequence[Practised],
) -> tuple[AssignmentRow, ...]:
    """Return assignments with how many of those asked practised since; never who."""
    return tuple(_row(visit, one, members, practised) for one in assignments)


def module_title(visit: Visit, module: str) -> str:
    """Return what a module is called, also one that is gone."""
    titles = {one.id: one.title for one in visit.library.course.modules}
    return titles.get(ModuleId(module), module)


def _row(
    visit: Visit, one: Assignment, members: Sequence[Member], practised: Sequence[Practised]
) -> AssignmentRow:
    asked = {member.id: member.name for member in members if one.teacher in {None, member.id}}
    done = {talk.teacher for talk in practised if counts(talk) and talk.ended and talk.ended >= one.at}
    return AssignmentRow(
        assignment=one,
        module_title=module_title(visit, one.module),
        teacher_name=asked.get(one.teacher, "") if one.teacher else "",
        practised=len(done & set(asked)),
        of=len(asked),
    )


async def _tell(visit: Visit, group: Group, one: Assignment, asked: Sequence[Member]) -> None:
    trainer = await as_trainer(visit)
    title = visit.texts("room.letter.assignment", trainer=trainer.name, group=group.name)
    body = visit.texts(
        "room.letter.assigned",
        module=module_title(visit, one.module),
        text=one.text,
        date=one.due.strftime("%d-%m-%Y"),
    )
    letter = Message(Voice.TRAINER, body, title=title)
    for member in asked:
        await visit.unit.room.words.post(member.id, (letter,), visit.now, about_teacher=trainer.id)
