"""A bot that runs against the fake Telegram, with a practice that answers by script."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from bot.chat.commands import COMMANDS
from bot.chat.handlers import UseCases
from bot.chat.runner import BotRunner
from bot.model.texts import Texts
from bot.practice.messages import Button, Message, Messages, Voice
from bot.practice.ports import Store, Teacher, Unit
from bot.storage.schema import prepare
from bot.storage.store import SqlStore
from tests.fakes.botapi import BotApi

TEXTS = Texts(
    {
        **{f"command.{action}": f"Wat {action} doet" for action in COMMANDS.values()},
        "chat.group": "Kom naar {link}",
        "chat.failed": "Er ging iets mis.",
        "chat.slow_down": "Rustig aan: {most}.",
        "chat.about": "Oefenen",
        "chat.description": "Hier oefen je.",
    }
)


class WallClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class Counting:
    """Chance that counts."""

    def __init__(self) -> None:
        self._count = count(1)

    def seed(self) -> int:
        return next(self._count)

    def token(self) -> str:
        return f"token{next(self._count)}"


class Script:
    """Repeats what it is told, by teacher and key, so that a test can see what came through."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.answers: dict[str, Messages] = {}
        """What to say to a text instead."""
        self.raises = 0
        """How often the next texts fail."""
        self.error: Exception = ZeroDivisionError()

    async def act(self, unit: Unit, teacher: Teacher, action: str, *, key: str) -> Messages:
        self.keys.append(key)
        buttons = ((Button("Tip", "tip"), Button("Stop", "stop")),)
        return (Message(Voice.COACH, f"actie {action}", title="Coach", buttons=buttons),)

    async def say(self, unit: Unit, teacher: Teacher, text: str, *, key: str) -> Messages:
        self.keys.append(key)
        if self.raises:
            self.raises -= 1
            raise self.error
        return self.answers.get(text, (Message(Voice.PARENT, f"ouder: {text}"),))

    async def unsupported(self, unit: Unit, teacher: Teacher, kind: str, *, key: str) -> Messages:
        self.keys.append(key)
        return (Message(Voice.COACH, f"geen {kind}"),)

    async def remind(self, unit: Unit) -> bool:
        return False


async def draw(recipe: str) -> bytes | None:
    """Draw a picture that holds its recipe; some are gone, some cannot be drawn."""
    if recipe == "mood:broken":
        raise ZeroDivisionError
    return None if recipe == "mood:gone" else recipe.encode()


def sqlite_url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'chat.sqlite3'}"


@asynccontextmanager
async def open_store(folder: Path) -> AsyncIterator[SqlStore]:
    """A store on SQLite, with its tables."""
    await prepare(sqlite_url(folder))
    store = SqlStore(sqlite_url(folder), clock=WallClock(), chance=Counting())
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def running(
    api: BotApi,
    store: Store,
    practice: UseCases,
    *,
    delay: float = 0.0,
    texts: Texts = TEXTS,
    polls: bool = True,
    most_in_a_minute: int = 0,
) -> AsyncIterator[BotRunner]:
    """A bot at work; stopped cleanly on leaving."""
    runner = BotRunner(
        token=api.token,
        api_url=api.url,
        practice=practice,
        store=store,
        texts=texts,
        clock=WallClock(),
        draw=draw,
        delay=delay,
        long_poll=2,
        polls=polls,
        most_in_a_minute=most_in_a_minute,
    )
    stop = asyncio.Event()
    await runner.start()
    task = asyncio.create_task(runner.run_until(stop))
    try:
        yield runner
    finally:
        stop.set()
        await asyncio.wait_for(task, 10)
        await runner.stop()
