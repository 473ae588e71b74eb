"""Bringing a database to the tables of this program, by Alembic migrations."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.storage.database import Database, database_file
from bot.storage.errors import DatabaseReadOnly, DatabaseUnreachable, NewerDatabase, as_store_error

_MIGRATIONS = Path(__file__).parent / "migrations"
# Any number will do, as long as every replica uses the same.
_ONE_MIGRATES = text("SELECT pg_advisory_xact_lock(731964052)")


async def prepare(url: str) -> None:
    """Make the database (a SQLite file and its folder) when there is none, and migrate it in one transaction.

    Raises:
        NewerDatabase: A later version of this program made it.
        StoreError: It cannot be opened, read or written; the subclass says why.
    """
    database = Database(url)
    _try_file(database_file(database.url))
    try:
        async with database.write() as connection:
            if not database.is_file:
                await connection.execute(_ONE_MIGRATES)
            await connection.run_sync(_upgrade)
    finally:
        await database.close()


async def stored_version(url: str) -> str | None:
    """Return the schema version of a database, changing nothing; None when it has none yet.

    Raises:
        StoreError: It cannot be opened or read.
    """
    database = Database(url)
    file = database_file(database.url)
    if file is not None and not file.exists():
        return None
    try:
        async with database.read() as connection:
            return await connection.run_sync(
                lambda one: MigrationContext.configure(one).get_current_revision()
            )
    finally:
        await database.close()


def known_version() -> str:
    """Return the last schema version that this program knows."""
    return _scripts(_config()).get_current_head() or ""


def _try_file(file: Path | None) -> None:
    """Make the folder and open the file once, before the driver's thread does.

    That thread would still be talking to an event loop that a refusal has closed by then.
    """
    if file is None:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA schema_version")
    except sqlite3.Error as error:
        raise as_store_error(error) from error
    except PermissionError as error:
        raise DatabaseReadOnly(type(error).__name__) from error
    except OSError as error:
        raise DatabaseUnreachable(type(error).__name__) from error


def _upgrade(connection: Connection) -> None:
    config = _config()
    found = MigrationContext.configure(connection).get_current_revision()
    scripts = _scripts(config)
    known = scripts.get_current_head() or ""
    if found == known:
        return
    if found is not None and found not in {script.revision for script in scripts.walk_revisions()}:
        raise NewerDatabase(found, known)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def _scripts(config: Config) -> ScriptDirectory:
    return ScriptDirectory.from_config(config)
