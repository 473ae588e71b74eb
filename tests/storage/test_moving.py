"""From one database to another, and back: nothing lost, nothing overwritten."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.practice.ports import Store
from bot.storage.database import Database
from bot.storage.moving import NotEmpty, SameDatabase, StillRunning, move
from bot.storage.schema import prepare
from bot.storage.store import SqlStore
from bot.storage.tables import metadata
from tests.fakes.clock import FakeChance, FakeClock
from tests.storage.conftest import empty
from tests.storage.samples import parent, session, turn


async def opened(url: str, clock: FakeClock) -> SqlStore:
    await prepare(url)
    return SqlStore(url, clock=clock, chance=FakeChance())


async def filled(url: str, clock: FakeClock) -> SqlStore:
    """A database in which something stands in most tables."""
    store = await opened(url, clock)
    async with store.unit() as unit:
        anna = await unit.teacher_for("telegram", "5")
        await unit.add_session(session("s1", anna.id))
        for number in range(1, 8):
            await unit.add_turn(session("s1", anna.id).id, turn(number), clock.now())
        await unit.remember(anna.id, "message:1", (parent("Dag, met “Saskia” 😀"),))
        await unit.keep_content("d", "tekst")
    await store.chats.receive([(1, 5, '{"a": "é"}'), (2, -100123456789, "{}")])
    await store.chats.put(5, [parent("een"), parent("twee")])
    return store


async def counts(url: str) -> Mapping[str, int]:
    database = Database(url)
    async with database.read() as connection:
        found = {
            table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in metadata.sorted_tables
        }
    await database.close()
    return found


async def goes_on(store: Store, clock: FakeClock) -> None:
    """What was moved is whole: the talk, the waiting update and the unsent messages, and new rows fit in."""
    async with store.unit() as unit:
        anna = await unit.teacher_for("telegram", "5")
        assert len(await unit.turns(session("s1", anna.id).id)) == 7
        assert await unit.answered(anna.id, "message:1") == (parent("Dag, met “Saskia” 😀"),)
        await unit.add_turn(session("s1", anna.id).id, turn(8), clock.now())
    async with store.chats.claim() as claim:
        assert claim is not None
        assert (claim.update_id, claim.raw) == (1, '{"a": "é"}')
    await store.chats.put(5, [parent("drie")])
    sent = []
    while rows := await store.chats.take_due(clock.now(), most=9):
        sent += [row.message.text for row in rows]
        await store.chats.sent(rows[0].id, 1)
    assert sent == ["een", "twee", "drie"]


@pytest.mark.postgres
async def test_all_goes_to_a_server_and_back_to_a_file(server: str, tmp_path: Path, clock: FakeClock) -> None:
    await empty(server)
    first, last = f"sqlite:///{tmp_path / 'first.sqlite3'}", f"sqlite:///{tmp_path / 'last.sqlite3'}"
    await (await filled(first, clock)).close()
    moved = await move(first, server, clock=clock)
    assert moved["turns"] == 7
    assert await counts(server) == await counts(first)

    await move(server, last, clock=clock)
    assert await counts(last) == await counts(first)
    for url in (server, last):
        store = await opened(url, clock)
        await goes_on(store, clock)
        await store.close()


async def test_a_database_that_holds_something_is_left_alone(tmp_path: Path, clock: FakeClock) -> None:
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("a.sqlite3", "b.sqlite3"))
    await (await filled(first, clock)).close()
    other = await opened(second, clock)
    async with other.unit() as unit:
        await unit.keep_content("mine", "blijft")
    before = await counts(second)
    with pytest.raises(NotEmpty):
        await move(first, second, clock=clock)

    assert await counts(second) == before
    await other.close()


async def test_a_database_in_use_is_not_moved(tmp_path: Path, clock: FakeClock) -> None:
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("a.sqlite3", "b.sqlite3"))
    store = await filled(first, clock)
    await store.operations.beat("a running program")
    await store.close()
    with pytest.raises(StillRunning):
        await move(first, second, clock=clock)


async def test_a_database_is_not_moved_onto_itself(tmp_path: Path, clock: FakeClock) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite3'}"
    with pytest.raises(SameDatabase):
        await move(url, url.replace("sqlite:", "sqlite+aiosqlite:"), clock=clock)
