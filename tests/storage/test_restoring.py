"""A backup is put back while the program runs, or nothing is changed."""

import sqlite3
from pathlib import Path

import pytest

from bot.storage.backup import backup
from bot.storage.moving import NotEmpty
from bot.storage.restoring import NewerBackup, NoBackup, restore
from bot.storage.schema import prepare
from bot.storage.store import SqlStore
from tests.fakes.clock import FakeChance, FakeClock
from tests.storage.conftest import empty


async def filled(tmp_path: Path) -> tuple[str, SqlStore, Path]:
    url = f"sqlite:///{tmp_path / 'data.sqlite3'}"
    await prepare(url)
    store = SqlStore(url, clock=FakeClock(), chance=FakeChance())
    async with store.unit() as unit:
        await unit.keep_content("d", "van toen")
    copy = tmp_path / "safe" / "copy.sqlite3"
    await backup(url, copy)
    async with store.unit() as unit:
        await unit.keep_content("later", "van daarna")
    return url, store, copy


async def known(store: SqlStore) -> tuple[str | None, str | None]:
    async with store.unit() as unit:
        return await unit.content("d"), await unit.content("later")


async def test_a_running_program_goes_on_with_the_backup(tmp_path: Path) -> None:
    url, store, copy = await filled(tmp_path)
    await restore(url, copy)

    assert await known(store) == ("van toen", None)
    async with store.unit() as unit:
        await unit.keep_content("new", "erna")
    await store.close()


async def test_what_was_there_is_kept_beside_it(tmp_path: Path) -> None:
    url, store, copy = await filled(tmp_path)
    await store.close()
    kept = await restore(url, copy)

    assert kept == tmp_path / "data.before-restore.sqlite3"
    old = SqlStore(f"sqlite:///{kept}", clock=FakeClock(), chance=FakeChance())
    assert await known(old) == ("van toen", "van daarna")
    await old.close()


async def test_a_new_machine_starts_from_a_backup(tmp_path: Path) -> None:
    _, store, copy = await filled(tmp_path)
    await store.close()
    url = f"sqlite:///{tmp_path / 'elsewhere' / 'data.sqlite3'}"
    assert await restore(url, copy) is None

    new = SqlStore(url, clock=FakeClock(), chance=FakeChance())
    assert await known(new) == ("van toen", None)
    await new.close()


async def test_an_older_backup_is_brought_up_to_date(tmp_path: Path) -> None:
    url, store, copy = await filled(tmp_path)
    await store.close()
    before = copy.read_bytes()
    with sqlite3.connect(copy) as connection:
        connection.executescript(
            "DROP TABLE replicas; DROP TABLE alarms; DROP INDEX inbox_dead; DROP INDEX outbox_dead;"
        )
        connection.execute("UPDATE alembic_version SET version_num = '0004'")
    connection.close()
    await restore(url, copy)

    again = SqlStore(url, clock=FakeClock(), chance=FakeChance())
    assert await again.operations.new_alarm("x", every=FakeClock().now() - FakeClock().now())
    await again.close()
    assert before != copy.read_bytes()


async def test_a_backup_of_a_later_program_is_refused(tmp_path: Path) -> None:
    url, store, copy = await filled(tmp_path)
    with sqlite3.connect(copy) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(NewerBackup):
        await restore(url, copy)

    assert await known(store) == ("van toen", "van daarna")
    await store.close()


@pytest.mark.parametrize("content", [b"", b"een boodschappenlijst " * 100], ids=["empty", "words"])
async def test_what_is_no_backup_changes_nothing(tmp_path: Path, content: bytes) -> None:
    url, store, _ = await filled(tmp_path)
    (tmp_path / "list.txt").write_bytes(content)
    with pytest.raises(NoBackup):
        await restore(url, tmp_path / "list.txt")
    with pytest.raises(NoBackup):
        await restore(url, tmp_path / "not there")

    assert await known(store) == ("van toen", "van daarna")
    await store.close()


@pytest.mark.postgres
async def test_an_empty_server_is_filled_from_a_backup_and_a_full_one_is_not(
    server: str, tmp_path: Path
) -> None:
    await empty(server)
    _, store, copy = await filled(tmp_path)
    await store.close()
    await restore(server, copy)
    filled_server = SqlStore(server, clock=FakeClock(), chance=FakeChance())
    assert await known(filled_server) == ("van toen", None)
    await filled_server.close()
    with pytest.raises(NotEmpty):
        await restore(server, copy)
