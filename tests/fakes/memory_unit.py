"""A transaction of the store in memory, as the use cases see it."""

from dataclasses import replace
from datetime import datetime

from bot.model.session import Turn
from bot.practice.ids import TeacherId
from bot.practice.messages import Messages
from bot.practice.ports import Chance, Clock, Invite, SignIn, StoredSession, Teacher
from bot.storage.errors import AlreadyStored
from tests.fakes.memory_learning import MemoryLearning
from tests.fakes.memory_room import room_in
from tests.fakes.memory_tables import Tables


class MemoryUnit:
    def __init__(self, tables: Tables, clock: Clock, chance: Chance, chat: int | None = None) -> None:
        self._t = tables
        self._clock = clock
        self._chance = chance
        self._chat = chat
        self.learning = MemoryLearning(tables, clock)
        self.room = room_in(tables)

    async def teacher_for(self, channel: str, outside: str) -> Teacher:
        key = (channel, outside)
        if key not in self._t.keys:
            self._t.keys[key] = TeacherId(self._chance.token())
            self._t.teachers[self._t.keys[key]] = Teacher(self._t.keys[key])
            self._t.made[self._t.keys[key]] = self._clock.now()
        if self._chat is not None:
            self._t.chats[self._chat] = self._t.keys[key]
        return self._t.teachers[self._t.keys[key]]

    async def teacher(self, teacher: TeacherId) -> Teacher | None:
        return self._t.teachers.get(teacher)

    async def save_teacher(self, teacher: Teacher) -> None:
        if teacher.id in self._t.teachers:
            self._t.teachers[teacher.id] = teacher

    async def add_session(self, session: StoredSession) -> None:
        if session.id in self._t.sessions or session.teacher not in self._t.teachers:
            raise AlreadyStored
        self._t.sessions[session.id] = session

    async def save_session(self, session: StoredSession) -> None:
        old = self._t.sessions.get(session.id)
        if old is not None:
            self._t.sessions[session.id] = replace(
                old, position=session.position, ended=session.ended, outcome=session.outcome
            )

    async def session(self, session: str) -> StoredSession | None:
        return self._t.sessions.get(session)

    async def current(self, teacher: TeacherId) -> StoredSession | None:
        return next((s for s in reversed(await self.sessions(teacher)) if s.ended is None), None)

    async def sessions(self, teacher: TeacherId) -> tuple[StoredSession, ...]:
        return tuple(s for s in self._t.sessions.values() if s.teacher == teacher)

    async def add_turn(self, session: str, turn: Turn, at: datetime) -> None:
        if (session, turn.number) in self._t.turns or session not in self._t.sessions:
            raise AlreadyStored
        self._t.turns[session, turn.number] = turn

    async def turns(self, session: str) -> tuple[Turn, ...]:
        return tuple(self._t.turns[key] for key in sorted(self._t.turns) if key[0] == session)

    async def copy_turns(self, source: str, target: str, *, upto: int) -> None:
        for turn in await self.turns(source):
            if turn.number < upto:
                self._t.turns[target, turn.number] = turn

    async def answered(self, teacher: TeacherId, key: str) -> Messages | None:
        answer = self._t.answers.get((teacher, key))
        return answer and answer[1]

    async def remember(self, teacher: TeacherId, key: str, messages: Messages) -> None:
        if (teacher, key) in self._t.answers:
            raise AlreadyStored
        if teacher in self._t.teachers:
            self._t.answers[teacher, key] = (self._clock.now(), messages)

    async def add_correction(
        self, teacher: TeacherId, session: str, turn: int, *, kind: str, value: str, at: datetime
    ) -> None:
        row = {"session": session, "turn": str(turn), "kind": kind, "value": value, "at": at.isoformat()}
        self._t.corrections += ((teacher, row),)

    async def corrections(self, teacher: TeacherId) -> tuple[dict[str, str], ...]:
        return tuple(row for owner, row in self._t.corrections if owner == teacher)

    async def forget_session(self, session: str) -> None:
        old = self._t.sessions.pop(session, None)
        if old is None:
            return
        self._t.room.drop_session(session)
        self._t.turns = {key: turn for key, turn in self._t.turns.items() if key[0] != session}
        self._t.corrections = tuple(one for one in self._t.corrections if one[1]["session"] != session)
        for key, (at, _) in self._t.answers.items():
            if key[0] == old.teacher:
                self._t.answers[key] = (at, ())
        for branch in [s.id for s in self._t.sessions.values() if s.branch_of == session]:
            await self.forget_session(branch)

    async def forget_teacher(self, teacher: TeacherId) -> None:
        for session in await self.sessions(teacher):
            await self.forget_session(session.id)
        self._t.room.drop_person(teacher)
        self._t.teachers.pop(teacher, None)
        self._t.keys = {key: one for key, one in self._t.keys.items() if one != teacher}
        self._t.answers = {key: one for key, one in self._t.answers.items() if key[0] != teacher}
        chats = {chat for chat, one in self._t.chats.items() if one == teacher}
        self._t.outbox = {row: one for row, one in self._t.outbox.items() if one.chat not in chats}
        for update, row in self._t.inbox.items():
            if row.chat in chats and row.status != "new":
                self._t.inbox[update] = replace(row, chat=0, raw="")
        self._t.chats = {chat: one for chat, one in self._t.chats.items() if one != teacher}
        self._t.choices = {key: one for key, one in self._t.choices.items() if key[0] != teacher}
        self._t.goals = {key: one for key, one in self._t.goals.items() if one.teacher != teacher}
        self._t.reminders = {key: one for key, one in self._t.reminders.items() if key[0] != teacher}
        self._t.own_assignments = {
            key: one for key, one in self._t.own_assignments.items() if one.teacher != teacher
        }

    async def keep_content(self, digest: str, source: str) -> None:
        self._t.contents.setdefault(digest, source)

    async def content(self, digest: str) -> str | None:
        return self._t.contents.get(digest)

    async def add_invite(self, digest: str, *, role: str, expires: datetime, outside: str = "") -> None:
        self._t.invites[digest] = (Invite(role, outside), expires)

    async def invited(self, digest: str, *, now: datetime) -> bool:
        return digest in self._t.invites and self._t.invites[digest][1] > now

    async def redeem_invite(self, digest: str, *, now: datetime) -> Invite | None:
        works = await self.invited(digest, now=now)
        return self._t.invites.pop(digest)[0] if works else None

    async def add_sign_in(self, sign_in: SignIn) -> None:
        self._t.sign_ins[sign_in.digest] = sign_in

    async def sign_in(self, digest: str, *, now: datetime) -> SignIn | None:
        found = self._t.sign_ins.get(digest)
        return found if found is not None and found.expires > now else None

    async def end_sign_in(self, digest: str) -> None:
        self._t.sign_ins.pop(digest, None)
