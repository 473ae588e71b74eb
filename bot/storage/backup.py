"""A copy of a database while the program runs: always one SQLite file, also of a server."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.storage.database import database_file, database_url
from bot.storage.errors import (
    BackupFailed,
    DatabaseCorrupt,
    DatabaseUnreachable,
    as_store_error,
)
from bot.storage.moving import copy_rows


async def backup(url: str, target: Path) -> None:
    """Copy the database to a file; what stood there before stays until the copy is whole and sound.

    Raises:
        BackupFailed: The target cannot be written.
        StoreError: The database itself cannot be read.
    """
    source = database_file(database_url(url))
    if source is None:
        await _copy_server(url, target)
        return
    if not source.is_file():
        raise DatabaseUnreachable(FileNotFoundError.__name__)
    await asyncio.to_thread(_copy, source, target)


async def _copy_server(url: str, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder:
            rows, unfinished = Path(folder) / "rows.sqlite3", Path(folder) / target.name
            await copy_rows(url, f"sqlite:///{rows}")
            await asyncio.to_thread(_copy_pages, rows, unfinished)
            unfinished.replace(target)
    except OSError as error:
        raise BackupFailed(str(target)) from error


def _copy(source: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder:
            unfinished = Path(folder) / target.name
            _copy_pages(source, unfinished)
            unfinished.replace(target)
    except OSError as error:
        raise BackupFailed(str(target)) from error
    except sqlite3.Error as error:
        raise as_store_error(error) from error


def _copy_pages(source: Path, target: Path) -> None:
    # Opened read-only through the URI, so that a backup can never make an empty database by mistake.
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as whole,
        closing(sqlite3.connect(target)) as copy,
    ):
        whole.backup(copy)
        # One file without companions is easier to carry away and to put back.
        copy.execute("PRAGMA journal_mode = DELETE")
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise DatabaseCorrupt
