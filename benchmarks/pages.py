"""How quick and how small the trainer's pages are with a full group: milliseconds, kilobytes, statements.

    python benchmarks/pages.py [--members 12] [--talks 500] [--times 5] [--database FILE] [--dialogues FOLDER]

Conversations are played by the real parents with lines of the held-out set, and stored in SQLite.
"""

import argparse
import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
from sqlalchemy import Engine, event

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.crowd import Chance  # noqa: E402
from bot.content.shelf import FileShelf  # noqa: E402 (the project is not installed)
from bot.practice.practice import Practice  # noqa: E402
from bot.practice.room import assignments, comments, groups, joining, people, sharing  # noqa: E402
from bot.practice.room.records import Kind  # noqa: E402
from bot.practice.visit import House  # noqa: E402
from bot.storage.schema import prepare  # noqa: E402
from bot.storage.store import SqlStore  # noqa: E402
from bot.web.app import WebSettings, make_app  # noqa: E402
from bot.web.signin import invite  # noqa: E402

NAMES = ("Kim", "Sam", "Noor", "Jesse", "Fatma", "Wouter", "Lotte", "Bram", "Aya", "Daan", "Sofie", "Milan")
STATEMENTS = [0]


@event.listens_for(Engine, "before_cursor_execute")
def _count(*_: object) -> None:
    STATEMENTS[0] += 1


class Clock:
    """A clock that the benchmark turns."""

    def __init__(self) -> None:
        self.at = datetime.now(UTC) - timedelta(days=30)

    def now(self) -> datetime:
        """Return the time."""
        return self.at


@dataclass
class World:
    """The program, and its ids."""

    store: SqlStore
    practice: Practice
    shelf: FileShelf
    clock: Clock
    group: str = ""
    member: str = ""
    talk: str = ""


async def open_world(database: Path, dialogues: Path = ROOT / "dialogues") -> World:
    """Return the program on an empty database."""
    url = f"sqlite+aiosqlite:///{database}"
    await prepare(url)
    clock, chance = Clock(), Chance()
    shelf = FileShelf(dialogues, cache=ROOT / "var" / "cache")
    store = SqlStore(url, clock=clock, chance=chance)
    practice = Practice(shelf=shelf, clock=clock, chance=chance)
    practice.settle(House(admins=frozenset({("web", "trainer")})))
    return World(store, practice, shelf, clock)


def lines_by_persona() -> dict[str, list[str]]:
    """Return what teachers said, by parent."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "tests" / "understanding" / "heldout").glob("hand-*.jsonl")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            found.setdefault(row.get("persona") or "", []).append(row["text"])
    return found


async def fill(world: World, *, members: int, talks: int) -> None:
    """Make the group and let its members practise and share."""
    code = await make_group(world)
    for name in NAMES[:members]:
        async with world.store.unit() as unit:
            visit = world.practice.visit(unit, await unit.teacher_for("web", name))
            await joining.join(visit, code)
            await joining.name_me(visit, world.group, name)
    said, chance = lines_by_persona(), random.Random(2)
    for number in range(talks):
        persona = chance.choice(tuple(world.shelf.current().personas))
        lines = chance.sample(said.get(persona) or next(iter(said.values())), chance.randint(5, 12))
        world.clock.at += timedelta(minutes=30_000 / talks)
        await play(world, NAMES[number % members], persona, lines, number)
    await add_words(world)


async def make_group(world: World) -> str:
    """Make the trainer and the group and return its code."""
    async with world.store.unit() as unit:
        visit = world.practice.visit(unit, await unit.teacher_for("web", "trainer"))
        await joining.join(visit, await people.invite_trainer(visit))
        await people.name_trainer(visit, "Mirjam")
        soon = date.today() + timedelta(days=3)  # noqa: DTZ011 (a day on the wall)
        made = await groups.make_group(visit, "Dinsdaggroep Almere", (soon, soon + timedelta(days=14)))
        world.group = made.id
        return made.code


async def play(world: World, name: str, persona: str, lines: list[str], number: int) -> None:
    """Let one teacher hold a conversation and share it."""
    async with world.store.unit() as unit:
        teacher = await unit.teacher_for("web", name)
        await world.practice.act(unit, teacher, f"begin:{persona}", key=f"b{number}")
        for turn, line in enumerate(lines):
            current = await unit.teacher(teacher.id) or teacher
            await world.practice.say(unit, current, line, key=f"s{number}-{turn}")
        current = await unit.teacher(teacher.id) or teacher
        if session := await unit.current(teacher.id):
            await world.practice.act(unit, current, "stop", key=f"e{number}")
            world.talk = session.id
        world.member = teacher.id
        visit = world.practice.visit(unit, current)
        last = (await unit.sessions(teacher.id))[-1]
        await sharing.share(visit, last.id, world.group)
        world.talk = last.id


async def add_words(world: World) -> None:
    """Let the trainer comment and set an assignment."""
    async with world.store.unit() as unit:
        visit = world.practice.visit(unit, await unit.teacher_for("web", "trainer"))
        await comments.comment_line(visit, world.talk, 1, Kind.TOP, "Mooi hoe je hier eerst luistert.")
        await comments.comment_line(visit, world.talk, 2, Kind.TRY, "Vat eerst samen, en vraag dan door.")
        await comments.comment_talk(visit, world.talk, Kind.TIP, "Neem de tijd voor het belang erachter.")
        module = world.shelf.current().course.modules[0].id
        due = date.today() + timedelta(days=3)  # noqa: DTZ011
        await assignments.assign(visit, world.group, module=module, text="Zeg één keer nee.", due=due)


async def browser(world: World) -> httpx.AsyncClient:
    """Return the trainer's browser."""
    world.clock.at = datetime.now(UTC)
    app = make_app(
        store=world.store,
        practice=world.practice,
        texts=lambda: world.shelf.current().texts,
        clock=world.clock,
        chance=Chance(),
        draw=nothing,
        settings=WebSettings(),
    )
    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://localhost", follow_redirects=True
    )
    token = await invite(world.store, clock=world.clock, outside="trainer")
    await client.post(f"/in/{token}")
    return client


async def nothing(_: str) -> bytes | None:
    """Draw no picture."""
    return None


async def measure(world: World, times: int) -> int:
    """Print a row for each page and return how many are over the budget."""
    client = await browser(world)
    group, talk = f"/room/{world.group}", f"/room/talk/{world.talk}"
    pages = [
        "/room", group, f"{group}/group", f"{group}/talks", f"{group}/talks?words=luister",
        f"{group}/talks?well=yes", f"{group}/present", f"{group}/teacher/{world.member}",
        talk, f"{talk}/line/1", f"{talk}/present/1", "/mine",
    ]  # fmt: skip
    print(f"{'page':44} {'ms':>7} {'first':>7} {'kB':>6} {'statements':>10}")
    over = 0
    for page in pages:
        taken: list[float] = []
        for _ in range(times):
            STATEMENTS[0] = 0
            began = time.perf_counter()
            answer = await client.get(page)
            taken.append((time.perf_counter() - began) * 1000)
        answer.raise_for_status()
        kilobytes, milliseconds = len(answer.content) / 1024, statistics.median(taken)
        name = page.replace(world.group, "G").replace(world.talk, "T").replace(world.member, "M")
        print(f"{name:44} {milliseconds:7.1f} {taken[0]:7.1f} {kilobytes:6.1f} {STATEMENTS[0]:10}")
        over += kilobytes > 60 or milliseconds > 50
    return over


async def main() -> int:
    """Fill, measure, and return how many pages are over 60 kB or 50 ms."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--members", type=int, default=12)
    parser.add_argument("--talks", type=int, default=500)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--database", type=Path)
    parser.add_argument("--dialogues", type=Path, default=ROOT / "dialogues")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = options.database or Path(folder) / "pages.sqlite3"
        world = await open_world(database, options.dialogues)
        began = time.perf_counter()
        await fill(world, members=options.members, talks=options.talks)
        took = time.perf_counter() - began
        print(f"{options.members} members, {options.talks} conversations, played in {took:.0f} s")
        over = await measure(world, options.times)
        await world.store.close()
    print(f"{over} pages over 60 kB or 50 ms")
    return 1 if over else 0


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main()))
