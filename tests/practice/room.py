"""A teacher at the practice, as the tests see it: do something, look at the bubbles."""

from bot.model.session import Turn
from bot.practice.messages import Messages, Voice
from bot.practice.ports import StoredSession, Teacher
from bot.practice.practice import Practice
from tests.fakes.clock import FakeChance, FakeClock
from tests.fakes.memory_tables import Tables
from tests.fakes.memory_unit import MemoryUnit
from tests.fakes.shelf import FakeShelf
from tests.practice.world import small_library


class Room:
    def __init__(self) -> None:
        self.tables = Tables()
        self.shelf = FakeShelf(small_library())
        self.clock = FakeClock()
        chance = FakeChance()
        self.unit = MemoryUnit(self.tables, self.clock, chance)
        self.practice = Practice(shelf=self.shelf, clock=self.clock, chance=chance)
        self.count = 0

    async def teacher(self, name: str = "kim") -> Teacher:
        return await self.unit.teacher_for("test", name)

    def key(self) -> str:
        self.count += 1
        return f"key{self.count}"

    async def act(self, action: str, *, name: str = "kim", key: str = "") -> Messages:
        assert len(action.encode()) <= 60
        return await self.practice.act(self.unit, await self.teacher(name), action, key=key or self.key())

    async def say(self, text: str, *, name: str = "kim", key: str = "") -> Messages:
        return await self.practice.say(self.unit, await self.teacher(name), text, key=key or self.key())

    async def talk(self, *said: str) -> Messages:
        """Begin with Mara and say these lines; return the last answer."""
        await self.act("start")
        messages = await self.act("begin:mara")
        for line in said:
            messages = await self.say(line)
        return messages

    async def session(self) -> StoredSession:
        """Return the newest session."""
        return list(self.tables.sessions.values())[-1]

    async def turns(self) -> tuple[Turn, ...]:
        return await self.unit.turns((await self.session()).id)

    async def noted(self) -> list[tuple[str, str, str, str]]:
        rows = await self.unit.corrections((await self.teacher()).id)
        return [(one["session"], one["turn"], one["kind"], one["value"]) for one in rows]

    def text(self, key: str, **values: object) -> str:
        return self.shelf.library.texts(key, **values)


def texts(messages: Messages, voice: Voice | None = None) -> list[str]:
    return [one.text for one in messages if voice is None or one.voice is voice]


def actions(messages: Messages) -> list[str]:
    return [button.action for one in messages for row in one.buttons for button in row]
