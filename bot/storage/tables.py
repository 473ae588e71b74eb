"""The tables. Who is behind a teacher stands in `keys`; chat numbers only in the channel's own tables."""

from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)


class Status(StrEnum):
    """Where an inbox or outbox row stands."""

    NEW = "new"
    DONE = "done"
    DEAD = "dead"


class When(TypeDecorator[datetime]):
    """A moment in UTC; SQLite, which knows no time zones, keeps it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone and bring the others to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (the base class names it)
        """Give the zone back."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


metadata = MetaData()
# SQLite counts rows by itself in an INTEGER column only.
Counter = BigInteger().with_variant(Integer, "sqlite")


def _teacher(*, nullable: bool = False) -> Column[str]:
    key = ForeignKey("teachers.id", ondelete="CASCADE")
    return Column("teacher", Text, key, nullable=nullable, index=True)


teachers = Table(
    "teachers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("consent", Text, nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("waiting_for", Text, nullable=False),
    Column("helped", Text, nullable=False),
    Column("made", When, nullable=False),
)

keys = Table(
    "keys",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("outside", Text, primary_key=True),
    _teacher(),
)

sessions = Table(
    "sessions",
    metadata,
    Column("row", Counter, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    _teacher(),
    Column("persona", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("position", Text, nullable=False),
    Column("opening", Text, nullable=False),
    Column("started", When, nullable=False),
    Column("ended", When),
    Column("outcome", Text),
    Column("branch_of", Text, nullable=False),
    Column("branch_turn", Integer, nullable=False),
    Column("kind", Text, nullable=False, server_default=""),
    sqlite_autoincrement=True,
)

turns = Table(
    "turns",
    metadata,
    Column("session", Text, ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", When, nullable=False),
    Column("state", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("tension", Integer, nullable=False),
    Column("trust", Integer, nullable=False),
    Column("facts", Text, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column("teacher", Text, ForeignKey("teachers.id", ondelete="CASCADE"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("at", When, nullable=False, index=True),
    Column("messages", Text, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    Column("row", Counter, primary_key=True, autoincrement=True),
    _teacher(),
    Column("session", Text, ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("turn", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("at", When, nullable=False),
    sqlite_autoincrement=True,
)

contents = Table(
    "contents",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("source", Text, nullable=False),
)

invites = Table(
    "invites",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("outside", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("expires", When, nullable=False),
    Column("used", When),
)

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("outside", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("expires", When, nullable=False),
)

# No foreign key leads to `chats`: receiving must never wait for a running turn, which locks the chat's row.
chats = Table(
    "chats",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("teacher", Text, index=True),
    Column("blocked", Boolean, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat", BigInteger, nullable=False),
    Column("raw", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("received", When, nullable=False, index=True),
    Column("reason", Text, nullable=False),
)
_is_new = text("status = 'new'")
Index("inbox_new", inbox.c.chat, inbox.c.update_id, sqlite_where=_is_new, postgresql_where=_is_new)

outbox = Table(
    "outbox",
    metadata,
    Column("row", Counter, primary_key=True, autoincrement=True),
    Column("chat", BigInteger, nullable=False),
    Column("update_id", BigInteger),
    Column("seq", Integer, nullable=False),
    Column("message", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due", When, nullable=False),
    Column("taken_until", When),
    Column("message_id", BigInteger),
    Column("reason", Text, nullable=False),
    Column("finished", When, index=True),
    UniqueConstraint("update_id", "seq", name="outbox_once"),
    sqlite_autoincrement=True,
)
Index("outbox_new", outbox.c.chat, outbox.c.row, sqlite_where=_is_new, postgresql_where=_is_new)
