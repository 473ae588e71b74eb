"""Learning over weeks: choices, goals, own assignments, and reminders that are sent once."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, and_, bindparam, delete, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.practice.ids import TeacherId
from bot.practice.learning.ports import Choice, ChoiceKind, Goal, OwnAssignment, Reminder, ReminderKind
from bot.practice.messages import Message
from bot.practice.ports import Clock
from bot.storage import outgoing
from bot.storage.tables import Status, chats, inbox
from bot.storage.tables_learning import choices, goals, own_assignments, reminders
from bot.storage.teachers import teacher_by_id


def _of_teacher(table: Table) -> Any:
    return table.c.teacher == bindparam("of_teacher")


_CHOICES = select(choices).where(_of_teacher(choices)).order_by(choices.c.kind, choices.c.subject)
_this_choice = and_(
    _of_teacher(choices),
    choices.c.kind == bindparam("of_kind"),
    choices.c.subject == bindparam("of_subject"),
)
_DROP_CHOICE = delete(choices).where(_this_choice)

_GOALS = select(goals).where(_of_teacher(goals)).order_by(goals.c.row)
_LOOK_BACK = (
    update(goals)
    .where(goals.c.id == bindparam("of_id"), _of_teacher(goals))
    .values({name: bindparam(name) for name in ("text", "looked_back", "looked_back_at")})
)
_DROP_GOAL = delete(goals).where(goals.c.id == bindparam("of_id"), _of_teacher(goals))

_ASSIGNMENTS = (
    select(own_assignments)
    .where(_of_teacher(own_assignments))
    .order_by(own_assignments.c.due, own_assignments.c.made)
)
_DROP_ASSIGNMENT = delete(own_assignments).where(
    own_assignments.c.id == bindparam("of_id"), _of_teacher(own_assignments)
)

_REMINDERS = (
    select(reminders)
    .where(_of_teacher(reminders))
    .order_by(reminders.c.due, reminders.c.kind, reminders.c.subject)
)
_of_kind = and_(_of_teacher(reminders), reminders.c.kind == bindparam("of_kind"))
_DROP_KIND = delete(reminders).where(_of_kind)
_DROP_REMINDER = delete(reminders).where(_of_kind, reminders.c.subject == bindparam("of_subject"))
_is_due = reminders.c.due <= bindparam("now", type_=reminders.c.due.type)
_waits = exists().where(inbox.c.chat == chats.c.chat, inbox.c.status == Status.NEW)
# The chat is locked before the teacher and the reminder, as a turn does; else both could wait for each other.
_LOCK_CHAT = (
    select(chats.c.teacher)
    .join(reminders, reminders.c.teacher == chats.c.teacher)
    .where(_is_due, chats.c.blocked.is_(False), ~_waits)
    .order_by(reminders.c.due)
    .limit(1)
    .with_for_update(of=chats, skip_locked=True)
)
_DUE = _REMINDERS.where(_is_due).with_for_update()
_CHAT = (
    select(chats.c.chat)
    .where(chats.c.teacher == bindparam("of_teacher"), chats.c.blocked.is_(False))
    .order_by(chats.c.chat)
    .limit(1)
)


class SqlLearning:
    """Part of a transaction; see the port `Learning`."""

    def __init__(self, connection: AsyncConnection, clock: Clock) -> None:
        """Work in this transaction."""
        self._connection = connection
        self._clock = clock

    async def choices(self, teacher: TeacherId) -> tuple[Choice, ...]:
        """Return a teacher's choices."""
        rows = await self._connection.execute(_CHOICES, {"of_teacher": teacher})
        return tuple(Choice(ChoiceKind(row.kind), row.subject, row.value, row.at) for row in rows)

    async def choose(self, teacher: TeacherId, choice: Choice) -> None:
        """Store a choice in the place of an earlier one."""
        await self.drop_choice(teacher, choice.kind, choice.subject)
        await self._connection.execute(insert(choices), {"teacher": teacher, **asdict(choice)})

    async def drop_choice(self, teacher: TeacherId, kind: ChoiceKind, subject: str = "") -> None:
        """Delete a choice."""
        values = {"of_teacher": teacher, "of_kind": kind, "of_subject": subject}
        await self._connection.execute(_DROP_CHOICE, values)

    async def goals(self, teacher: TeacherId) -> tuple[Goal, ...]:
        """Return a teacher's goals, oldest first."""
        return tuple(
            Goal(row.id, teacher, row.module, row.text, row.at, row.looked_back, row.looked_back_at)
            for row in await self._connection.execute(_GOALS, {"of_teacher": teacher})
        )

    async def save_goal(self, goal: Goal) -> None:
        """Add a goal, or store what became of it."""
        values = {
            "of_id": goal.id,
            "of_teacher": goal.teacher,
            "text": goal.text,
            "looked_back": goal.looked_back,
            "looked_back_at": goal.looked_back_at,
        }
        if not (await self._connection.execute(_LOOK_BACK, values)).rowcount:
            await self._connection.execute(insert(goals), asdict(goal))

    async def drop_goal(self, teacher: TeacherId, goal: str) -> None:
        """Delete a goal."""
        await self._connection.execute(_DROP_GOAL, {"of_id": goal, "of_teacher": teacher})

    async def own_assignments(self, teacher: TeacherId) -> tuple[OwnAssignment, ...]:
        """Return what a teacher set for themselves, the first due first."""
        return tuple(
            OwnAssignment(row.id, teacher, row.text, row.due, row.made, row.done)
            for row in await self._connection.execute(_ASSIGNMENTS, {"of_teacher": teacher})
        )

    async def save_own_assignment(self, assignment: OwnAssignment) -> None:
        """Add an assignment, or store what became of it."""
        await self.drop_own_assignment(assignment.teacher, assignment.id)
        await self._connection.execute(insert(own_assignments), asdict(assignment))

    async def drop_own_assignment(self, teacher: TeacherId, assignment: str) -> None:
        """Delete an assignment."""
        await self._connection.execute(_DROP_ASSIGNMENT, {"of_id": assignment, "of_teacher": teacher})

    async def reminders(self, teacher: TeacherId) -> tuple[Reminder, ...]:
        """Return a teacher's reminders, the first due first."""
        rows = await self._connection.execute(_REMINDERS, {"of_teacher": teacher})
        return tuple(_reminder(row) for row in rows)

    async def remind(self, reminder: Reminder) -> None:
        """Store a reminder in the place of an earlier one."""
        await self.drop_reminders(reminder.teacher, reminder.kind, reminder.subject)
        await self._connection.execute(insert(reminders), asdict(reminder))

    async def drop_reminders(
        self, teacher: TeacherId, kind: ReminderKind, subject: str | None = None
    ) -> None:
        """Delete reminders of a kind; without a subject all of that kind."""
        values = {"of_teacher": teacher, "of_kind": kind}
        if subject is None:
            await self._connection.execute(_DROP_KIND, values)
        else:
            await self._connection.execute(_DROP_REMINDER, {**values, "of_subject": subject})

    async def take_due(self, now: datetime) -> tuple[Reminder, ...]:
        """Return all due reminders of one teacher who has a chat, locked until the transaction ends."""
        teacher = (await self._connection.execute(_LOCK_CHAT, {"now": now})).scalar()
        if teacher is None or await teacher_by_id(self._connection, TeacherId(teacher)) is None:
            return ()
        # A second statement on purpose: it sees what the locks' last holders committed.
        rows = await self._connection.execute(_DUE, {"of_teacher": teacher, "now": now})
        return tuple(_reminder(row) for row in rows)

    async def tell(self, teacher: TeacherId, messages: Sequence[Message]) -> bool:
        """Put messages in the outbox of the teacher's chat; return whether there is a chat."""
        chat = (await self._connection.execute(_CHAT, {"of_teacher": teacher})).scalar()
        if chat is None:
            return False
        await outgoing.lock_chat(self._connection, chat)
        await outgoing.put(self._connection, chat, messages, (), now=self._clock.now())
        return True


def _reminder(row: Row[Any]) -> Reminder:
    return Reminder(
        TeacherId(row.teacher), ReminderKind(row.kind), row.subject, row.due, row.weekday, row.time
    )
