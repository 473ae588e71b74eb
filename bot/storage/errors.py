"""What can be wrong with a database, told apart so that each can have its own sentence."""

import sqlite3

from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.model.errors import BotError, UpdateAtFault


class StoreError(BotError):
    """The database refused; the same work may succeed later."""

    key = "error.database_failed"

    def __init__(self, reason: str = "") -> None:
        """Name the kind of refusal, never the row that was to be stored."""
        super().__init__(reason=reason)


class AlreadyStored(StoreError, UpdateAtFault):
    """A row that may exist once is there already, such as the same turn of a session."""

    key = "error.already_stored"


class DatabaseBusy(StoreError):
    """Another program has held the database for too long."""

    key = "error.database_busy"


class DatabaseFull(StoreError):
    """There is no room left on the disk."""

    key = "error.disk_full"


class DatabaseReadOnly(StoreError):
    """The file or its folder may not be written."""

    key = "error.database_read_only"


class DatabaseCorrupt(StoreError):
    """The file is not a sound database."""

    key = "error.database_corrupt"


class DatabaseUnreachable(StoreError):
    """The file cannot be opened, or the server does not answer or does not let us in."""

    key = "error.database_unreachable"


class NewerDatabase(BotError):
    """The database was made by a later version of this program."""

    key = "error.newer_database"

    def __init__(self, found: str, known: str) -> None:
        """Name the version of the database and the last one that this program knows."""
        super().__init__(found=found, known=known)


class UnknownDatabase(BotError):
    """The URL is not one of a database that this program can use."""

    key = "error.unknown_database"

    def __init__(self, kind: str) -> None:
        """Name the kind of database, never the whole URL: it may hold a password."""
        super().__init__(kind=kind)


class BackupFailed(BotError):
    """The copy could not be written."""

    key = "error.backup_failed"

    def __init__(self, target: str) -> None:
        """Name the file that could not be written."""
        super().__init__(target=target)


_SQLITE = {
    sqlite3.SQLITE_BUSY: DatabaseBusy,
    sqlite3.SQLITE_LOCKED: DatabaseBusy,
    sqlite3.SQLITE_FULL: DatabaseFull,
    sqlite3.SQLITE_READONLY: DatabaseReadOnly,
    sqlite3.SQLITE_PERM: DatabaseReadOnly,
    sqlite3.SQLITE_CORRUPT: DatabaseCorrupt,
    sqlite3.SQLITE_NOTADB: DatabaseCorrupt,
    sqlite3.SQLITE_CANTOPEN: DatabaseUnreachable,
}
# The first two signs of a SQLSTATE are its class; a whole one wins.
_POSTGRES = {
    "08": DatabaseUnreachable,  # connection
    "28": DatabaseUnreachable,  # password
    "3D": DatabaseUnreachable,  # no such database
    "57": DatabaseUnreachable,  # shutting down
    "53100": DatabaseFull,
    "53300": DatabaseBusy,  # too many connections
    "25": DatabaseReadOnly,  # a replica that takes no writes
    "XX": DatabaseCorrupt,
    "40": DatabaseBusy,  # deadlock
    "55": DatabaseBusy,  # lock not available
}


def as_store_error(error: Exception) -> StoreError:
    """Return our own error for one of the driver's; its text (which may quote a row) stays behind."""
    if isinstance(error, IntegrityError):
        return AlreadyStored(type(error.orig).__name__)
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    code = getattr(cause, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _SQLITE.get(code & 0xFF, StoreError)(getattr(cause, "sqlite_errorname", ""))
    state = str(getattr(cause, "sqlstate", None) or "")
    if state:
        return (_POSTGRES.get(state) or _POSTGRES.get(state[:2], StoreError))(state)
    is_away = isinstance(cause, OSError) or getattr(error, "connection_invalidated", False)
    return (DatabaseUnreachable if is_away else StoreError)(type(cause).__name__)
