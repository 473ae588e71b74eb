"""A backup is whole, sound and never half."""

import sqlite3
from pathlib import Path

import pytest

from bot.storage.backup import backup
from bot.storage.errors import BackupFailed, DatabaseCorrupt, DatabaseUnreachable
from bot.storage.schema import prepare
from bot.storage.store import SqlStore
from tests.fakes.clock import FakeChance, FakeClock
from tests.storage.conftest import empty


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


async def filled(tmp_path: Path) -> tuple[str, SqlStore]:
    url = f"sqlite:///{tmp_path / 'data.sqlite3'}"
    await prepare(url)
    store = SqlStore(url, clock=FakeClock(), chance=FakeChance())
    async with store.unit() as unit:
        await unit.keep_content("d", "tekst")
    return url, store


async def test_a_running_database_is_copied_whole(tmp_path: Path) -> None:
    url, store = await filled(tmp_path)
    async with store.unit() as unit:
        await unit.keep_content("later", "nog niet vastgelegd")
        await backup(url, tmp_path / "safe" / "copy.sqlite3")
    await store.close()

    copy = SqlStore(f"sqlite:///{tmp_path / 'safe' / 'copy.sqlite3'}", clock=FakeClock(), chance=FakeChance())
    async with copy.unit() as unit:
        assert await unit.content("d") == "tekst"
        assert await unit.content("later") is None
    await copy.close()


async def test_a_backup_is_one_file(tmp_path: Path) -> None:
    url, store = await filled(tmp_path)
    await backup(url, tmp_path / "safe" / "copy.sqlite3")
    await store.close()

    assert names(tmp_path / "safe") == ["copy.sqlite3"]


async def test_an_older_backup_stays_when_the_new_one_fails(tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite3"
    broken.write_text("geen database " * 100)
    target = tmp_path / "copy.sqlite3"
    target.write_text("de vorige")

    with pytest.raises(DatabaseCorrupt):
        await backup(f"sqlite:///{broken}", target)
    assert target.read_text() == "de vorige"
    assert names(tmp_path) == ["broken.sqlite3", "copy.sqlite3"]


async def test_there_is_nothing_to_copy_before_the_first_start(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachable):
        await backup(f"sqlite:///{tmp_path / 'none.sqlite3'}", tmp_path / "copy.sqlite3")
    assert names(tmp_path) == []


async def test_a_target_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    url, store = await filled(tmp_path)
    await store.close()
    (tmp_path / "file").write_text("")
    target = tmp_path / "file" / "copy.sqlite3"

    with pytest.raises(BackupFailed) as caught:
        await backup(url, target)
    assert caught.value.facts == {"target": str(target)}


@pytest.mark.postgres
async def test_a_server_is_copied_into_a_file_while_it_works(
    server: str, tmp_path: Path, clock: FakeClock
) -> None:
    await empty(server)
    store = SqlStore(server, clock=clock, chance=FakeChance())
    async with store.unit() as unit:
        await unit.keep_content("d", "tekst")
    async with store.unit() as unit:
        await unit.keep_content("later", "nog niet vastgelegd")
        await backup(server, tmp_path / "safe" / "copy.sqlite3")
    await store.close()

    assert names(tmp_path / "safe") == ["copy.sqlite3"]
    copy = SqlStore(f"sqlite:///{tmp_path / 'safe' / 'copy.sqlite3'}", clock=clock, chance=FakeChance())
    async with copy.unit() as unit:
        assert (await unit.content("d"), await unit.content("later")) == ("tekst", None)
    await copy.close()


async def test_a_backup_opens_without_our_program(tmp_path: Path) -> None:
    url, store = await filled(tmp_path)
    await backup(url, tmp_path / "copy.sqlite3")
    await store.close()
    connection = sqlite3.connect(tmp_path / "copy.sqlite3")

    assert connection.execute("SELECT source FROM contents").fetchall() == [("tekst",)]
    connection.close()
