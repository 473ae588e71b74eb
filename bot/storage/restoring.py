"""Putting a backup back, also while the program runs: checked and migrated first, then in one step."""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.model.errors import BotError
from bot.storage.backup import backup
from bot.storage.database import database_file, database_url
from bot.storage.errors import NewerDatabase, StoreError, as_store_error
from bot.storage.moving import copy_rows
from bot.storage.schema import prepare

_PATIENCE = 20.0
"""Seconds to wait for the program's own transactions."""


class NoBackup(BotError):
    """The file is not a backup of this program, or not a sound one."""

    key = "error.restore_file"

    def __init__(self, file: str) -> None:
        """Name the file."""
        super().__init__(file=file)


class NewerBackup(NoBackup):
    """The file was made by a later version of this program."""

    key = "error.restore_newer"


async def restore(url: str, file: Path) -> Path | None:
    """Put a backup in the place of the database; return where the database as it was is kept.

    On a server nothing may be there yet, and None is returned.

    Raises:
        NoBackup: The file cannot be put back; nothing is changed.
        NotEmpty: The server holds something already.
        StoreError: The database cannot be written.
    """
    target = database_file(database_url(url))
    with _checked(file) as copy:
        try:
            await prepare(f"sqlite:///{copy}")
        except NewerDatabase:
            raise NewerBackup(str(file)) from None
        except StoreError:
            raise NoBackup(str(file)) from None
        if target is None:
            await copy_rows(f"sqlite:///{copy}", url)
            return None
        is_there = target.is_file()
        kept = target.with_name(f"{target.stem}.before-restore{target.suffix}") if is_there else None
        if kept is not None:
            await backup(url, kept)
        await prepare(url)
        await asyncio.to_thread(_pour, copy, target)
        return kept


@contextmanager
def _checked(file: Path) -> Iterator[Path]:
    """Make a copy of a sound backup, to be migrated without touching the backup itself."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as found:
            is_sound = found.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            found.execute("SELECT version_num FROM alembic_version")
    except (sqlite3.Error, OSError):
        is_sound = False
    if not is_sound:
        raise NoBackup(str(file))
    with TemporaryDirectory(prefix="restore-") as folder:
        copy = Path(folder) / "copy.sqlite3"
        shutil.copyfile(file, copy)
        yield copy


def _pour(copy: Path, target: Path) -> None:
    """Replace all pages in one transaction: a running program sees the old or the new, never a mixture."""
    try:
        with (
            closing(sqlite3.connect(copy)) as source,
            closing(sqlite3.connect(target, timeout=_PATIENCE)) as live,
        ):
            source.backup(live)
    except sqlite3.Error as error:
        raise as_store_error(error) from error
