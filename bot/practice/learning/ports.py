"""What learning over weeks needs from a store: choices, goals, own assignments and reminders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from bot.practice.ids import TeacherId
from bot.practice.messages import Message


class ChoiceKind(StrEnum):
    """What a teacher chose for the weeks to come."""

    FOCUS = "focus"
    """Subject: a module. Value: the technique that the teacher works on."""
    SILENCE = "silence"
    """Value: after so many minutes of silence the parent asks whether the teacher is still there."""
    CONFIDENCE = "confidence"
    """Subject: `before` or `after` the first conversation. Value: 1 to 5."""


class ReminderKind(StrEnum):
    """Why something is sent that nobody asked for at that moment."""

    WEEKLY = "weekly"
    ASSIGNMENT = "assignment"
    """Subject: an own assignment."""
    SILENCE = "silence"
    """Subject: the open conversation in which the parent waits."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice; a later one of the same kind and subject takes its place."""

    kind: ChoiceKind
    subject: str
    value: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Goal:
    """What a teacher wants to do differently, and how it went: a line of the action plan."""

    id: str
    teacher: TeacherId
    module: str
    text: str
    """The teacher's words, likely personal data taken out."""
    at: datetime
    looked_back: str = ""
    """`yes`, `partly` or `no`; empty until the teacher looked back."""
    looked_back_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnAssignment:
    """Something that a teacher set for themselves, with a date."""

    id: str
    teacher: TeacherId
    text: str
    due: date
    made: datetime
    done: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to be sent at a time; one per teacher, kind and subject."""

    teacher: TeacherId
    kind: ReminderKind
    subject: str
    due: datetime
    weekday: int = 0
    """Of a weekly one: 0 is Monday."""
    time: str = ""
    """Of a weekly one: `HH:MM` as the clock on the wall says it."""


class Learning(Protocol):
    """Part of a unit of work; see `Unit.learning`."""

    async def choices(self, teacher: TeacherId) -> tuple[Choice, ...]:
        """Return a teacher's choices, by kind and subject."""

    async def choose(self, teacher: TeacherId, choice: Choice) -> None: ...

    async def drop_choice(self, teacher: TeacherId, kind: ChoiceKind, subject: str = "") -> None: ...

    async def goals(self, teacher: TeacherId) -> tuple[Goal, ...]:
        """Return a teacher's goals, oldest first."""

    async def save_goal(self, goal: Goal) -> None:
        """Add a goal, or store what became of it."""

    async def drop_goal(self, teacher: TeacherId, goal: str) -> None: ...

    async def own_assignments(self, teacher: TeacherId) -> tuple[OwnAssignment, ...]:
        """Return what a teacher set for themselves, the first due first."""

    async def save_own_assignment(self, assignment: OwnAssignment) -> None: ...

    async def drop_own_assignment(self, teacher: TeacherId, assignment: str) -> None: ...

    async def reminders(self, teacher: TeacherId) -> tuple[Reminder, ...]:
        """Return a teacher's reminders, the first due first."""

    async def remind(self, reminder: Reminder) -> None:
        """Store a reminder in the place of an earlier one of this teacher, kind and subject."""

    async def drop_reminders(
        self, teacher: TeacherId, kind: ReminderKind, subject: str | None = None
    ) -> None:
        """Delete reminders of a kind; without a subject all of that kind."""

    async def take_due(self, now: datetime) -> tuple[Reminder, ...]:
        """Return all due reminders of one teacher who has a chat, locked until the end of the transaction.

        Empty when there is none that can be sent now. A chat with a message that is still to be read is left
        alone: what the teacher just said comes first. The caller puts off or deletes what it got.
        """

    async def tell(self, teacher: TeacherId, messages: Sequence[Message]) -> bool:
        """Put messages in the outbox of the teacher's chat; return whether there is a chat."""
