"""The same conversation on a real SQLite file, a transaction at a time, as the fronts do it."""

from pathlib import Path

from bot.practice.messages import Messages
from bot.practice.practice import Practice
from bot.storage.schema import prepare
from bot.storage.store import SqlStore
from tests.fakes.clock import FakeChance, FakeClock
from tests.fakes.shelf import FakeShelf
from tests.practice.room import Room, texts
from tests.practice.world import real_texts, small_library

STEPS = (
    "start",
    "card:mara",
    "begin:mara",
    "say:ik zag Jayden huilen",
    "tip:move",
    "say:uw eigen schuld",
    "pause",
    "say:verder",
    "say:stop",
    "again:{session}:2",
    "say:wat naar voor u",
    "say:dat spreken we af",
    "debrief:{session}:transcript",
    "meant:{session}:1:kind",
    "whatif:{session}:2",
    "say:tja",
    "mydata",
    "wipe:{session}",
    "wipe:yes:{session}",
    "wipe:yes:all",
    "start",
)


async def on_disk(folder: Path) -> list[Messages]:
    url = f"sqlite:///{folder / 'practice.sqlite3'}"
    await prepare(url)
    clock, chance = FakeClock(), FakeChance()
    practice = Practice(shelf=FakeShelf(small_library()), clock=clock, chance=chance)
    answers: list[Messages] = []
    for number, step in enumerate(STEPS):
        # A store of its own for each step: as if the program was started anew in between.
        store = SqlStore(url, clock=clock, chance=chance)
        async with store.unit() as unit:
            teacher = await unit.teacher_for("test", "kim")
            sessions = await unit.sessions(teacher.id)
            action = step.format(session=sessions[-1].id if sessions else "")
            key = f"key{number}"
            if action.startswith("say:"):
                answers.append(await practice.say(unit, teacher, action.removeprefix("say:"), key=key))
            else:
                answers.append(await practice.act(unit, teacher, action, key=key))
        await store.close()
    return answers


async def in_memory() -> list[Messages]:
    room = Room()
    answers: list[Messages] = []
    for step in STEPS:
        teacher = await room.teacher()
        sessions = await room.unit.sessions(teacher.id)
        action = step.format(session=sessions[-1].id if sessions else "")
        if action.startswith("say:"):
            answers.append(await room.say(action.removeprefix("say:")))
        else:
            answers.append(await room.act(action))
    return answers


async def test_a_file_and_a_restart_at_every_step_change_nothing(tmp_path: Path) -> None:
    expected = await in_memory()
    assert await on_disk(tmp_path) == expected
    assert len(expected) == len(STEPS)
    assert not any(answer[0].text == real_texts()("say.stale") for answer in expected)
    assert not any("{" in text for answer in expected for text in texts(answer))
