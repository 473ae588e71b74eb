"""The trainer's room in memory."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.practice.ids import TeacherId
from bot.practice.messages import Messages
from bot.practice.room.records import (
    Answer,
    Assignment,
    Comment,
    Correction,
    Group,
    Letter,
    Member,
    Trainer,
)
from tests.fakes.memory_room_tables import Code, Posted, RoomTables
from tests.fakes.memory_room_talks import MemoryTalks
from tests.fakes.memory_tables import Tables, Waiting


class MemoryPeople:
    def __init__(self, tables: Tables) -> None:
        self._all = tables

    @property
    def _t(self) -> RoomTables:
        return self._all.room

    async def known_as(self, teacher: TeacherId, identities: frozenset[tuple[str, str]]) -> bool:
        return any(self._all.keys.get(one) == teacher for one in identities)

    async def channels(self, teacher: TeacherId) -> frozenset[str]:
        return frozenset(channel for (channel, _), one in self._all.keys.items() if one == teacher)

    async def trainer(self, teacher: TeacherId) -> Trainer | None:
        return self._t.trainers.get(teacher)

    async def trainers(self) -> tuple[Trainer, ...]:
        return tuple(sorted(self._t.trainers.values(), key=lambda one: (one.name, one.id)))

    async def save_trainer(self, trainer: Trainer) -> None:
        self._t.trainers[trainer.id] = trainer

    async def drop_trainer(self, teacher: TeacherId) -> None:
        self._t.trainers.pop(teacher, None)
        self._t.leaders = frozenset(one for one in self._t.leaders if one[1] != teacher)

    async def add_trainer_code(self, digest: str, *, group: str, expires: datetime) -> None:
        self._t.codes[digest] = Code(group, expires)

    async def trainer_code(self, digest: str, *, now: datetime) -> str | None:
        code = self._t.codes.get(digest)
        return None if code is None or code.used or code.expires <= now else code.group

    async def redeem_trainer_code(self, digest: str, *, now: datetime) -> str | None:
        group = await self.trainer_code(digest, now=now)
        if group is not None:
            self._t.codes[digest] = replace(self._t.codes[digest], used=True)
        return group

    async def save_group(self, group: Group) -> None:
        old = self._t.groups.get(group.id)
        self._t.groups[group.id] = replace(group, made=old.made if old else group.made)

    async def drop_group(self, group: str) -> None:
        self._t.drop_group(group)

    async def group(self, group: str) -> Group | None:
        return self._t.groups.get(group)

    async def group_by_code(self, code: str) -> Group | None:
        return next((one for one in self._t.groups.values() if one.code == code), None)

    async def groups(self) -> tuple[Group, ...]:
        return tuple(sorted(self._t.groups.values(), key=lambda one: (one.made, one.id)))

    async def groups_led_by(self, trainer: TeacherId) -> tuple[Group, ...]:
        return tuple(one for one in await self.groups() if (one.id, trainer) in self._t.leaders)

    async def groups_of(self, member: TeacherId) -> tuple[Group, ...]:
        return tuple(one for one in await self.groups() if (one.id, member) in self._t.members)

    async def leads(self, group: str, trainer: TeacherId) -> bool:
        return (group, trainer) in self._t.leaders

    async def trainers_of(self, group: str) -> tuple[Trainer, ...]:
        return tuple(one for one in await self.trainers() if (group, one.id) in self._t.leaders)

    async def add_leader(self, group: str, trainer: TeacherId) -> None:
        self._t.leaders |= {(group, trainer)}

    async def drop_leader(self, group: str, trainer: TeacherId) -> None:
        self._t.leaders -= {(group, trainer)}

    async def members(self, group: str) -> tuple[Member, ...]:
        own = (one for one in self._t.members.values() if one.group == group)
        return tuple(sorted(own, key=lambda one: (one.joined, one.id)))

    async def member(self, group: str, teacher: TeacherId) -> Member | None:
        return self._t.members.get((group, teacher))

    async def save_member(self, member: Member) -> None:
        old = self._t.members.get((member.group, member.id))
        self._t.members[member.group, member.id] = replace(
            member, joined=old.joined if old else member.joined
        )

    async def drop_member(self, group: str, teacher: TeacherId) -> None:
        self._t.members.pop((group, teacher), None)
        own = {one.id for one in self._all.sessions.values() if one.teacher == teacher}
        self._t.shares = {
            key: one for key, one in self._t.shares.items() if key[1] != group or key[0] not in own
        }
        self._t.comments = {
            key: one for key, one in self._t.comments.items() if (one.group, one.teacher) != (group, teacher)
        }
        self._t.assignments = {
            key: one
            for key, one in self._t.assignments.items()
            if (one.group, one.teacher) != (group, teacher)
        }


class MemoryWords:
    def __init__(self, tables: Tables) -> None:
        self._all = tables

    @property
    def _t(self) -> RoomTables:
        return self._all.room

    async def add_comment(self, comment: Comment) -> int:
        number = self._t.next()
        self._t.comments[number] = replace(comment, id=number)
        return number

    async def comment(self, comment: int) -> Comment | None:
        return self._t.comments.get(comment)

    async def drop_comment(self, comment: int) -> None:
        self._t.comments.pop(comment, None)

    async def comments_on(self, session: str) -> tuple[Comment, ...]:
        return self._comments(lambda one: one.session == session)

    async def comments_in(self, group: str) -> tuple[Comment, ...]:
        return self._comments(lambda one: one.group == group)

    async def comments_for(self, teacher: TeacherId) -> tuple[Comment, ...]:
        return self._comments(lambda one: one.teacher == teacher)

    def _comments(self, wanted: Callable[[Comment], bool]) -> tuple[Comment, ...]:
        return tuple(one for one in self._t.comments.values() if wanted(one))

    async def add_answer(self, comment: int, answer: Answer) -> None:
        old = self._t.comments[comment]
        self._t.comments[comment] = replace(old, answers=(*old.answers, answer))

    async def add_correction(self, correction: Correction) -> int:
        number = self._t.next()
        self._t.corrections[number] = replace(correction, id=number)
        return number

    async def corrections(self, session: str) -> tuple[Correction, ...]:
        return tuple(one for one in self._t.corrections.values() if one.session == session)

    async def drop_correction(self, correction: int) -> None:
        self._t.corrections.pop(correction, None)

    async def all_corrections(self) -> tuple[Correction, ...]:
        shared = {key[0] for key in self._t.shares}
        return tuple(one for one in self._t.corrections.values() if one.session in shared)

    async def mark_exported(self, corrections: Sequence[int], at: datetime) -> None:
        for number in corrections:
            self._t.corrections[number] = replace(self._t.corrections[number], exported=at)

    async def save_assignment(self, assignment: Assignment) -> None:
        self._t.assignments.setdefault(assignment.id, assignment)

    async def assignment(self, assignment: str) -> Assignment | None:
        return self._t.assignments.get(assignment)

    async def drop_assignment(self, assignment: str) -> None:
        self._t.assignments.pop(assignment, None)

    async def assignments(self, group: str) -> tuple[Assignment, ...]:
        own = (one for one in self._t.assignments.values() if one.group == group)
        return tuple(sorted(own, key=lambda one: (one.due, one.at)))

    async def assignments_for(self, teacher: TeacherId) -> tuple[Assignment, ...]:
        own = (
            one
            for one in self._t.assignments.values()
            if (one.group, teacher) in self._t.members and one.teacher in {None, teacher}
        )
        return tuple(sorted(own, key=lambda one: (one.due, one.at)))

    async def post(
        self,
        to: TeacherId,
        messages: Messages,
        at: datetime,
        *,
        session: str = "",
        about_teacher: TeacherId | None = None,
    ) -> None:
        self._t.letters += (Posted(self._t.next(), to, messages, at, session, about_teacher),)

    async def deliver(self, *, now: datetime) -> int:
        homes = {who: chat for chat, who in self._all.chats.items() if chat not in self._all.blocked}
        to = next((one.to for one in self._t.letters if one.to in homes), None)
        if to is None:
            return 0
        waiting = await self.letters(to)
        for message in (message for letter in waiting for message in letter.messages):
            self._all.rows += 1
            self._all.outbox[self._all.rows] = Waiting(homes[to], message, now)
        await self.read_letters(to, waiting[-1].number)
        return len(waiting)

    async def letters(self, teacher: TeacherId) -> tuple[Letter, ...]:
        return tuple(Letter(one.number, one.messages) for one in self._t.letters if one.to == teacher)

    async def read_letters(self, teacher: TeacherId, last: int) -> None:
        self._t.letters = tuple(one for one in self._t.letters if one.to != teacher or one.number > last)


@dataclass(frozen=True)
class MemoryRoom:
    people: MemoryPeople
    talks: MemoryTalks
    words: MemoryWords


def room_in(tables: Tables) -> MemoryRoom:
    return MemoryRoom(MemoryPeople(tables), MemoryTalks(tables), MemoryWords(tables))
