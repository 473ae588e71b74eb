"""A transaction in memory: just the port, for the tests of the use cases."""

from dataclasses import replace
from datetime import datetime

from bot.model.session import Turn
from bot.practice.messages import Messages
from bot.practice.ports import StoredSession, Teacher, TeacherId


class MemoryUnit:
    def __init__(self) -> None:
        self.teachers: dict[TeacherId, Teacher] = {}
        self.keys: dict[tuple[str, str], TeacherId] = {}
        self.stored: dict[str, StoredSession] = {}
        self.told: dict[str, list[Turn]] = {}
        self.answers: dict[tuple[TeacherId, str], Messages] = {}
        self.noted: list[dict[str, str]] = []
        self.contents: dict[str, str] = {}

    async def teacher_for(self, channel: str, outside: str) -> Teacher:
        known = self.keys.setdefault((channel, outside), TeacherId(f"teacher{len(self.keys)}"))
        return self.teachers.setdefault(known, Teacher(known))

    async def teacher(self, teacher: TeacherId) -> Teacher | None:
        return self.teachers.get(teacher)

    async def save_teacher(self, teacher: Teacher) -> None:
        self.teachers[teacher.id] = teacher

    async def add_session(self, session: StoredSession) -> None:
        assert session.id not in self.stored
        self.stored[session.id] = session
        self.told[session.id] = []

    async def save_session(self, session: StoredSession) -> None:
        self.stored[session.id] = session

    async def session(self, session: str) -> StoredSession | None:
        return self.stored.get(session)

    async def current(self, teacher: TeacherId) -> StoredSession | None:
        open_ones = [one for one in await self.sessions(teacher) if one.ended is None]
        assert len(open_ones) < 2
        return open_ones[0] if open_ones else None

    async def sessions(self, teacher: TeacherId) -> tuple[StoredSession, ...]:
        return tuple(one for one in self.stored.values() if one.teacher == teacher)

    async def add_turn(self, session: str, turn: Turn, at: datetime) -> None:
        assert turn.number == len(self.told[session]) + 1
        self.told[session].append(turn)

    async def turns(self, session: str) -> tuple[Turn, ...]:
        return tuple(self.told[session])

    async def copy_turns(self, source: str, target: str, *, upto: int) -> None:
        self.told[target] = [turn for turn in self.told[source] if turn.number < upto]

    async def answered(self, teacher: TeacherId, key: str) -> Messages | None:
        return self.answers.get((teacher, key))

    async def remember(self, teacher: TeacherId, key: str, messages: Messages) -> None:
        self.answers[teacher, key] = messages

    async def add_correction(
        self, teacher: TeacherId, session: str, turn: int, *, kind: str, value: str, at: datetime
    ) -> None:
        self.noted.append({"session": session, "turn": str(turn), "kind": kind, "value": value})

    async def corrections(self, teacher: TeacherId) -> tuple[dict[str, str], ...]:
        return tuple(self.noted)

    async def forget_session(self, session: str) -> None:
        del self.stored[session]
        del self.told[session]
        self.noted = [one for one in self.noted if one["session"] != session]
        for other in self.stored.values():
            if other.branch_of == session:
                self.stored[other.id] = replace(other, branch_of="")

    async def forget_teacher(self, teacher: TeacherId) -> None:
        for one in await self.sessions(teacher):
            await self.forget_session(one.id)
        self.teachers.pop(teacher, None)
        self.keys = {key: known for key, known in self.keys.items() if known != teacher}

    async def keep_content(self, digest: str, source: str) -> None:
        self.contents[digest] = source

    async def content(self, digest: str) -> str | None:
        return self.contents.get(digest)
