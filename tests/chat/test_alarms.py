"""Alarms reach the admins, each at most once an hour."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat import alarms
from bot.chat.alarms import Alarm, Alarms, BrokenContent, DeadLetters, DiskAlmostFull, NothingComesIn
from bot.model.texts import Texts
from tests.fakes.clock import FakeClock
from tests.fakes.memory_store import MemoryStore
from tests.storage.samples import parent

TEXTS = Texts({"alarm.disk": "Nog {free} MB.", "alarm.dead": "{count} dood."})


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(clock: FakeClock) -> MemoryStore:
    return MemoryStore(clock=clock)


def told(store: MemoryStore) -> list[tuple[int, str]]:
    return [(row.chat, row.message.text) for row in store.tables.outbox.values()]


async def full_disk() -> Alarm | None:
    return Alarm("disk", {"free": 3})


async def broken_watch() -> Alarm | None:
    raise ZeroDivisionError


async def test_every_admin_is_told_once_an_hour(store: MemoryStore, clock: FakeClock) -> None:
    watch = Alarms(store, TEXTS, [7, 8], [full_disk])
    for minutes in (0, 1, 58):
        clock.pass_by(timedelta(minutes=minutes))
        await watch.round()
    assert told(store) == [(7, "Nog 3 MB."), (8, "Nog 3 MB.")]
    clock.pass_by(timedelta(minutes=1))
    await watch.round()
    assert len(told(store)) == 4


async def test_a_watch_that_fails_does_not_keep_the_others_from_looking(store: MemoryStore) -> None:
    await Alarms(store, TEXTS, [7], [broken_watch, full_disk]).round()

    assert told(store) == [(7, "Nog 3 MB.")]


async def test_new_dead_letters_are_told_and_old_ones_are_not(store: MemoryStore, clock: FakeClock) -> None:
    async def give_up() -> None:
        await store.chats.put(5, [parent("x")])
        rows = await store.chats.take_due(clock.now(), most=9)
        await store.chats.give_up(rows[-1].id, reason="BadRequest")

    await give_up()
    watch = DeadLetters(store)
    assert await watch() is None
    await give_up()
    assert await watch() == Alarm("dead", {"count": 1})
    assert await watch() is None


async def test_silence_is_believed_at_the_second_look() -> None:
    hears = [False, False, True, False]
    watch = NothingComesIn(lambda: hears.pop(0))

    assert [await watch() for _ in range(4)] == [None, Alarm("fetch"), None, None]


async def test_a_disk_with_little_room_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await DiskAlmostFull(tmp_path / "not" / "there")() is None
    monkeypatch.setattr(alarms, "LEAST_MEGABYTES", 10**12)
    assert await DiskAlmostFull(tmp_path)() is not None


async def test_broken_content_is_told() -> None:
    mistakes = [0, 2]
    watch = BrokenContent(lambda: mistakes.pop(0))

    assert [await watch() for _ in range(2)] == [None, Alarm("content", {"count": 2})]
