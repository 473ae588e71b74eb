"""Learning over weeks in memory."""

from collections.abc import Sequence
from datetime import datetime

from bot.practice.ids import TeacherId
from bot.practice.learning.ports import Choice, ChoiceKind, Goal, OwnAssignment, Reminder, ReminderKind
from bot.practice.messages import Message
from bot.practice.ports import Clock
from tests.fakes.memory_tables import Tables, Waiting


class MemoryLearning:
    def __init__(self, tables: Tables, clock: Clock) -> None:
        self._t = tables
        self._clock = clock

    async def choices(self, teacher: TeacherId) -> tuple[Choice, ...]:
        return tuple(self._t.choices[key] for key in sorted(self._t.choices) if key[0] == teacher)

    async def choose(self, teacher: TeacherId, choice: Choice) -> None:
        self._t.choices[teacher, choice.kind, choice.subject] = choice

    async def drop_choice(self, teacher: TeacherId, kind: ChoiceKind, subject: str = "") -> None:
        self._t.choices.pop((teacher, kind, subject), None)

    async def goals(self, teacher: TeacherId) -> tuple[Goal, ...]:
        return tuple(one for one in self._t.goals.values() if one.teacher == teacher)

    async def save_goal(self, goal: Goal) -> None:
        self._t.goals[goal.id] = goal

    async def drop_goal(self, teacher: TeacherId, goal: str) -> None:
        if goal in self._t.goals and self._t.goals[goal].teacher == teacher:
            del self._t.goals[goal]

    async def own_assignments(self, teacher: TeacherId) -> tuple[OwnAssignment, ...]:
        own = (one for one in self._t.own_assignments.values() if one.teacher == teacher)
        return tuple(sorted(own, key=lambda one: (one.due, one.made)))

    async def save_own_assignment(self, assignment: OwnAssignment) -> None:
        self._t.own_assignments[assignment.id] = assignment

    async def drop_own_assignment(self, teacher: TeacherId, assignment: str) -> None:
        own = self._t.own_assignments.get(assignment)
        if own is not None and own.teacher == teacher:
            del self._t.own_assignments[assignment]

    async def reminders(self, teacher: TeacherId) -> tuple[Reminder, ...]:
        own = (one for one in self._t.reminders.values() if one.teacher == teacher)
        return tuple(sorted(own, key=lambda one: (one.due, one.kind, one.subject)))

    async def remind(self, reminder: Reminder) -> None:
        self._t.reminders[reminder.teacher, reminder.kind, reminder.subject] = reminder

    async def drop_reminders(
        self, teacher: TeacherId, kind: ReminderKind, subject: str | None = None
    ) -> None:
        self._t.reminders = {
            key: one
            for key, one in self._t.reminders.items()
            if key[:2] != (teacher, kind) or (subject is not None and key[2] != subject)
        }

    async def take_due(self, now: datetime) -> tuple[Reminder, ...]:
        waiting = {row.chat for row in self._t.inbox.values() if row.status == "new"}
        able = {
            teacher
            for chat, teacher in self._t.chats.items()
            if chat not in self._t.blocked and chat not in waiting
        }
        due = [one for one in self._t.reminders.values() if one.due <= now and one.teacher in able]
        first = min(due, key=lambda one: one.due, default=None)
        if first is None:
            return ()
        return tuple(one for one in await self.reminders(first.teacher) if one.due <= now)

    async def tell(self, teacher: TeacherId, messages: Sequence[Message]) -> bool:
        own = [chat for chat, one in self._t.chats.items() if one == teacher and chat not in self._t.blocked]
        if not own:
            return False
        for message in messages:
            self._t.rows += 1
            self._t.outbox[self._t.rows] = Waiting(min(own), message, self._clock.now())
        return True
