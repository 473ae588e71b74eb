"""The rows of the trainer's room in memory, and what goes when something else goes."""

from copy import copy
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from bot.practice.ids import TeacherId
from bot.practice.messages import Messages
from bot.practice.room.records import (
    Assignment,
    Comment,
    Correction,
    Group,
    Look,
    Marks,
    Member,
    Share,
    Trainer,
)


@dataclass(frozen=True)
class Code:
    group: str
    expires: datetime
    used: bool = False


@dataclass(frozen=True)
class Posted:
    number: int
    to: TeacherId
    messages: Messages
    at: datetime
    session: str
    about: TeacherId | None


@dataclass
class RoomTables:
    trainers: dict[TeacherId, Trainer] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    leaders: frozenset[tuple[str, TeacherId]] = frozenset()
    members: dict[tuple[str, TeacherId], Member] = field(default_factory=dict)
    shares: dict[tuple[str, str], Share] = field(default_factory=dict)
    marks: dict[str, Marks] = field(default_factory=dict)
    comments: dict[int, Comment] = field(default_factory=dict)
    corrections: dict[int, Correction] = field(default_factory=dict)
    assignments: dict[str, Assignment] = field(default_factory=dict)
    looks: tuple[Look, ...] = ()
    letters: tuple[Posted, ...] = ()
    count: int = 0

    def __copy__(self) -> "RoomTables":
        return RoomTables(**{one.name: copy(getattr(self, one.name)) for one in fields(self)})

    def next(self) -> int:
        self.count += 1
        return self.count

    def drop_group(self, group: str) -> None:
        self.groups.pop(group, None)
        self.leaders = frozenset(one for one in self.leaders if one[0] != group)
        self.members = {key: one for key, one in self.members.items() if key[0] != group}
        self.shares = {key: one for key, one in self.shares.items() if key[1] != group}
        self.comments = {key: one for key, one in self.comments.items() if one.group != group}
        self.assignments = {key: one for key, one in self.assignments.items() if one.group != group}
        self.corrections = {key: one for key, one in self.corrections.items() if one.group != group}

    def drop_session(self, session: str) -> None:
        self.shares = {key: one for key, one in self.shares.items() if key[0] != session}
        self.marks.pop(session, None)
        self.comments = {key: one for key, one in self.comments.items() if one.session != session}
        self.corrections = {key: one for key, one in self.corrections.items() if one.session != session}
        self.letters = tuple(one for one in self.letters if one.session != session)

    def drop_person(self, teacher: TeacherId) -> None:
        self.trainers.pop(teacher, None)
        self.leaders = frozenset(one for one in self.leaders if one[1] != teacher)
        self.members = {key: one for key, one in self.members.items() if key[1] != teacher}
        self.comments = {
            key: one for key, one in self.comments.items() if teacher not in {one.teacher, one.trainer}
        }
        self.assignments = {key: one for key, one in self.assignments.items() if one.teacher != teacher}
        self.corrections = {
            key: replace(one, trainer=TeacherId("")) if one.trainer == teacher else one
            for key, one in self.corrections.items()
        }
        self.looks = tuple(
            replace(one, by=None) if one.by == teacher else one
            for one in self.looks
            if one.teacher != teacher
        )
        self.letters = tuple(one for one in self.letters if teacher not in {one.to, one.about})
