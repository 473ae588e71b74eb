"""A database full of teachers who are in the middle of a conversation, and the words they say."""

import json
import random
from pathlib import Path

from bot.content.shelf import FileShelf
from bot.practice.practice import Practice
from bot.practice.timekeeping import SteadyClock
from bot.storage.schema import prepare
from bot.storage.store import SqlStore

ROOT = Path(__file__).parent.parent
HELD_OUT = ROOT / "tests" / "understanding" / "heldout"


class Chance:
    """Chance that is the same at every run."""

    def __init__(self) -> None:
        """Begin anew."""
        self._random = random.Random(1)

    def seed(self) -> int:
        """Return a seed."""
        return self._random.randrange(2**31)

    def token(self) -> str:
        """Return a code."""
        return f"{self._random.getrandbits(96):024x}"


def lines() -> list[str]:
    """Return what teachers said in the held-out set, in an order that is the same at every run."""
    rows = [
        json.loads(row)["text"]
        for path in sorted(HELD_OUT.glob("hand-*.jsonl"))
        for row in path.read_text(encoding="utf-8").splitlines()
    ]
    random.Random(3).shuffle(rows)
    return rows


def shelf(dialogues: Path) -> FileShelf:
    """Return the content of a folder."""
    return FileShelf(dialogues, cache=ROOT / "var" / "cache")


async def open_talks(url: str, content: FileShelf, *, people: int, first: int) -> None:
    """Give so many teachers on Telegram, numbered from `first`, an open conversation."""
    await prepare(url)
    clock, chance = SteadyClock(), Chance()
    store = SqlStore(url, clock=clock, chance=chance)
    practice = Practice(shelf=content, clock=clock, chance=chance)
    parents = list(content.current().personas)
    for at in range(0, people, 100):
        async with store.unit() as unit:
            for number in range(at, min(at + 100, people)):
                teacher = await unit.teacher_for("telegram", str(first + number))
                for action in ("start", f"begin:{parents[number % len(parents)]}"):
                    await practice.act(unit, teacher, action, key=f"bench:{action}")
                    teacher = await unit.teacher(teacher.id) or teacher
    await store.close()
