"""Every way in which a database refuses has its own error, without a word of what was to be stored."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.storage.database import Database
from bot.storage.errors import (
    AlreadyStored,
    DatabaseBusy,
    DatabaseCorrupt,
    DatabaseFull,
    DatabaseReadOnly,
    DatabaseUnreachable,
    StoreError,
    as_store_error,
)


class Refusal(Exception):
    """What a driver raises: a code, and a text that quotes the row."""

    def __init__(self, *, sqlite: int | None = None, sqlstate: str | None = None) -> None:
        super().__init__("row (secret words)")
        if sqlite is not None:
            self.sqlite_errorcode = sqlite
            self.sqlite_errorname = "SQLITE_X"
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        (Refusal(sqlite=sqlite3.SQLITE_BUSY), DatabaseBusy),
        (Refusal(sqlite=sqlite3.SQLITE_BUSY_SNAPSHOT), DatabaseBusy),
        (Refusal(sqlite=sqlite3.SQLITE_FULL), DatabaseFull),
        (Refusal(sqlite=sqlite3.SQLITE_READONLY_DIRECTORY), DatabaseReadOnly),
        (Refusal(sqlite=sqlite3.SQLITE_NOTADB), DatabaseCorrupt),
        (Refusal(sqlite=sqlite3.SQLITE_CANTOPEN), DatabaseUnreachable),
        (Refusal(sqlite=sqlite3.SQLITE_IOERR_FSYNC), StoreError),
        (Refusal(sqlstate="53100"), DatabaseFull),
        (Refusal(sqlstate="53300"), DatabaseBusy),
        (Refusal(sqlstate="25006"), DatabaseReadOnly),
        (Refusal(sqlstate="57P01"), DatabaseUnreachable),
        (Refusal(sqlstate="28P01"), DatabaseUnreachable),
        (Refusal(sqlstate="40P01"), DatabaseBusy),
        (Refusal(sqlstate="XX001"), DatabaseCorrupt),
        (Refusal(sqlstate="42601"), StoreError),
        (Refusal(), StoreError),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, Exception) else one.__name__,
)
def test_a_refusal_is_told_by_its_code(refusal: Exception, error: type[StoreError]) -> None:
    told = as_store_error(OperationalError("INSERT", {"a": "secret words"}, refusal))

    assert type(told) is error
    assert "secret" not in f"{told} {told.facts}"


def test_a_broken_constraint_is_something_already_stored() -> None:
    told = as_store_error(IntegrityError("INSERT", {"a": "secret words"}, Refusal()))

    assert type(told) is AlreadyStored


def test_a_cut_connection_is_a_database_out_of_reach() -> None:
    assert type(as_store_error(ConnectionResetError())) is DatabaseUnreachable


async def test_a_full_disk_stores_nothing(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'small.sqlite3'}")
    async with database.write() as connection:
        await connection.execute(text("CREATE TABLE words (word TEXT)"))

    async def overflow() -> None:
        async with database.write() as connection:
            await connection.execute(text("PRAGMA max_page_count = 4"))
            for _ in range(20):
                await connection.execute(text("INSERT INTO words VALUES (:word)"), {"word": "x" * 4000})

    with pytest.raises(DatabaseFull):
        await overflow()
    async with database.read() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM words"))).scalar_one() == 0
    await database.close()


async def test_an_error_of_the_caller_goes_on_as_it_is(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'data.sqlite3'}")

    async def fail() -> None:
        async with database.write():
            raise FileNotFoundError

    with pytest.raises(FileNotFoundError):
        await fail()
    await database.close()
