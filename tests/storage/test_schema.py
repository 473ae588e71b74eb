"""Making, migrating and refusing databases."""

import os
import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

import bot.storage
from bot.storage.database import Database
from bot.storage.errors import (
    DatabaseCorrupt,
    DatabaseReadOnly,
    DatabaseUnreachable,
    NewerDatabase,
    UnknownDatabase,
)
from bot.storage.schema import known_version, prepare
from bot.storage.store import SqlStore
from bot.storage.tables import metadata
from tests.fakes.clock import FakeChance, FakeClock

needs_a_user = pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def first_tables(connection: Connection) -> None:
    """Make the database as the first version of the program did."""
    config = Config()
    config.set_main_option("script_location", str(Path(bot.storage.__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "0001")


def sqlite(folder: Path) -> tuple[Path, str]:
    file = folder / "var" / "data.sqlite3"
    return file, f"sqlite:///{file}"


async def test_a_database_and_its_folder_are_made(tmp_path: Path) -> None:
    file, url = sqlite(tmp_path)
    await prepare(url)

    assert file.is_file()


async def test_the_migrations_make_the_tables_of_the_code(tmp_path: Path) -> None:
    _, url = sqlite(tmp_path)
    await prepare(url)
    database = Database(url)
    async with database.write() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


@pytest.mark.postgres
async def test_the_migrations_make_the_same_tables_on_a_server(server: str) -> None:
    await prepare(server)
    database = Database(server)
    async with database.write() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


async def test_preparing_again_keeps_what_is_there(tmp_path: Path) -> None:
    _, url = sqlite(tmp_path)
    await prepare(url)
    store = SqlStore(url, clock=FakeClock(), chance=FakeChance())
    async with store.unit() as unit:
        await unit.keep_content("d", "tekst")
    await prepare(url)
    async with store.unit() as unit:
        assert await unit.content("d") == "tekst"
    await store.close()


async def test_an_older_database_is_brought_up_to_date(tmp_path: Path) -> None:
    file, url = sqlite(tmp_path)
    file.parent.mkdir()
    database = Database(url)
    async with database.write() as opened:
        await opened.run_sync(first_tables)
    await database.close()
    await prepare(url)
    database = Database(url)
    async with database.write() as opened:
        assert await opened.run_sync(differences) == []
    await database.close()


async def test_a_newer_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file, url = sqlite(tmp_path)
    await prepare(url)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    with pytest.raises(NewerDatabase) as caught:
        await prepare(url)
    assert caught.value.facts == {"found": "9999", "known": known_version()}


async def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file, url = sqlite(tmp_path)
    file.parent.mkdir()
    file.write_text("een boodschappenlijst " * 100)

    with pytest.raises(DatabaseCorrupt):
        await prepare(url)
    assert file.read_text().startswith("een boodschappenlijst")


async def test_a_broken_database_is_refused(tmp_path: Path) -> None:
    file, url = sqlite(tmp_path)
    await prepare(url)
    content = bytearray(file.read_bytes())
    content[100:9000] = b"\xff" * 8900
    file.write_bytes(content)

    with pytest.raises(DatabaseCorrupt):
        await prepare(url)


async def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    file, url = sqlite(tmp_path)
    file.mkdir(parents=True)

    with pytest.raises(DatabaseUnreachable):
        await prepare(url)


async def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    file, url = sqlite(tmp_path)
    file.parent.write_text("")

    with pytest.raises(DatabaseUnreachable):
        await prepare(url)


@needs_a_user
async def test_a_file_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    file, url = sqlite(tmp_path)
    await prepare(url)
    file.chmod(0o400)

    with pytest.raises(DatabaseReadOnly):
        await prepare(url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://teacher:secret@127.0.0.1:1/none",
        "postgresql+asyncpg://teacher:secret@/none?host=/no/such/folder",
    ],
)
async def test_a_server_that_is_away_is_told_without_its_password(url: str) -> None:
    with pytest.raises(DatabaseUnreachable) as caught:
        await prepare(url)
    assert "secret" not in str(caught.value)


@pytest.mark.postgres
async def test_a_database_that_the_server_has_not_is_unreachable(server: str) -> None:
    with pytest.raises(DatabaseUnreachable):
        await prepare(server.replace("/postgres?", "/none?"))


@pytest.mark.parametrize(
    ("url", "kind"),
    [("mysql://a:secret@b/c", "mysql"), ("just words", "just words"), ("", "")],
)
async def test_another_kind_of_database_is_refused(url: str, kind: str) -> None:
    with pytest.raises(UnknownDatabase) as caught:
        await prepare(url)
    assert caught.value.facts == {"kind": kind}
