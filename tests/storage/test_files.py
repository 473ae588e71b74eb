"""How the SQLite file is written, and what stays in it."""

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.practice.ports import Store
from bot.storage.database import Database, database_url
from bot.storage.schema import prepare
from bot.storage.store import SqlStore
from tests.fakes.clock import FakeChance, FakeClock
from tests.storage.samples import NOW, parent, session, turn


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


async def opened(folder: Path) -> SqlStore:
    url = f"sqlite:///{folder / 'data.sqlite3'}"
    await prepare(url)
    return SqlStore(url, clock=FakeClock(), chance=FakeChance())


async def one_turn(store: Store, raw: str) -> None:
    await store.chats.receive([(1, 5, raw)])
    async with store.chats.claim() as claim:
        assert claim is not None
        teacher = await claim.unit.teacher_for("telegram", "5")
        await claim.unit.add_session(session("s1", teacher.id))
        await claim.unit.add_turn("s1", turn(1), NOW)
        await claim.put([parent("Geheimzinnig antwoord")])


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
        ("secure_delete", 1),
    ],
)
async def test_every_connection_is_set_for_safety(tmp_path: Path, pragma: str, value: object) -> None:
    database = Database(f"sqlite:///{tmp_path / 'data.sqlite3'}")
    for opening in (database.write, database.read):
        async with opening() as connection:
            assert (await connection.execute(text(f"PRAGMA {pragma}"))).scalar() == value
    await database.close()


async def test_a_processed_update_and_a_sent_message_leave_no_words(tmp_path: Path) -> None:
    store = await opened(tmp_path)
    await one_turn(store, '{"text": "Ik heet Jannetje"}')
    assert b"Jannetje" in bytes_of(tmp_path)
    (row,) = await store.chats.take_due(NOW, most=1)
    await store.chats.sent(row.id, 3)
    await store.close()

    assert b"Jannetje" not in bytes_of(tmp_path)
    assert b"Geheimzinnig" not in bytes_of(tmp_path)


async def test_a_forgotten_teacher_is_gone_from_the_file(tmp_path: Path) -> None:
    store = await opened(tmp_path)
    await one_turn(store, "{}")
    assert b"Wat naar" in bytes_of(tmp_path)
    async with store.unit() as unit:
        teacher = await unit.teacher_for("telegram", "5")
        await unit.forget_teacher(teacher.id)
    await store.close()

    assert b"Wat naar" not in bytes_of(tmp_path)
    assert teacher.id.encode() not in bytes_of(tmp_path)


async def test_purging_empties_the_journal_too(tmp_path: Path) -> None:
    store = await opened(tmp_path)
    await one_turn(store, '{"text": "Ik heet Jannetje"}')
    await store.chats.purge(NOW)
    held = bytes_of(tmp_path)
    await store.close()

    assert b"Jannetje" not in held


async def test_what_a_dead_process_had_taken_is_free_at_once(tmp_path: Path) -> None:
    first = await opened(tmp_path)
    await first.chats.put(5, [parent("a")])
    assert len(await first.chats.take_due(NOW, most=1)) == 1
    await first.close()
    second = await opened(tmp_path)

    assert len(await second.chats.take_due(NOW, most=1)) == 1
    assert len(await second.chats.take_due(NOW, most=1)) == 0
    await second.close()


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite:///var/x.sqlite3", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:///var/x.sqlite3", "sqlite+aiosqlite"),
        ("postgres://a@b/c", "postgresql+asyncpg"),
        ("postgresql://a@b/c", "postgresql+asyncpg"),
        ("postgresql+psycopg://a@b/c", "postgresql+asyncpg"),
    ],
)
def test_any_usual_url_gets_our_driver(url: str, driver: str) -> None:
    assert database_url(url).drivername == driver
