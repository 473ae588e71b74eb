"""The first tables: teachers and their conversations, and the durable path of a chat channel."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_COUNTER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_IS_NEW = sa.text("status = 'new'")


def upgrade() -> None:
    """Make the tables."""
    _make_teachers()
    _make_sessions()
    _make_keeping()
    _make_inbox()
    _make_outbox()


def _teacher() -> sa.Column[str]:
    return sa.Column("teacher", sa.Text, sa.ForeignKey("teachers.id", ondelete="CASCADE"), nullable=False)


def _session(*, primary_key: bool = False) -> sa.Column[str]:
    key = sa.ForeignKey("sessions.id", ondelete="CASCADE")
    return sa.Column("session", sa.Text, key, primary_key=primary_key, nullable=False)


def _make_teachers() -> None:
    op.create_table(
        "teachers",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("consent", sa.Text, nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("waiting_for", sa.Text, nullable=False),
        sa.Column("helped", sa.Text, nullable=False),
        sa.Column("made", _MOMENT, nullable=False),
    )
    op.create_table(
        "keys",
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("outside", sa.Text, primary_key=True),
        _teacher(),
    )
    op.create_index("ix_keys_teacher", "keys", ["teacher"])


def _make_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("row", _COUNTER, primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        _teacher(),
        sa.Column("persona", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("position", sa.Text, nullable=False),
        sa.Column("opening", sa.Text, nullable=False),
        sa.Column("started", _MOMENT, nullable=False),
        sa.Column("ended", _MOMENT),
        sa.Column("outcome", sa.Text),
        sa.Column("branch_of", sa.Text, nullable=False),
        sa.Column("branch_turn", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sessions_teacher", "sessions", ["teacher"])
    op.create_table(
        "turns",
        _session(primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("tension", sa.Integer, nullable=False),
        sa.Column("trust", sa.Integer, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
    )


def _make_keeping() -> None:
    op.create_table(
        "answers",
        sa.Column("teacher", sa.Text, sa.ForeignKey("teachers.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("messages", sa.Text, nullable=False),
    )
    op.create_index("ix_answers_at", "answers", ["at"])
    op.create_table(
        "corrections",
        sa.Column("row", _COUNTER, primary_key=True, autoincrement=True),
        _teacher(),
        _session(),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_corrections_teacher", "corrections", ["teacher"])
    op.create_index("ix_corrections_session", "corrections", ["session"])
    op.create_table(
        "contents",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
    )


def _make_inbox() -> None:
    op.create_table(
        "chats",
        sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("teacher", sa.Text),
        sa.Column("blocked", sa.Boolean, nullable=False),
    )
    op.create_index("ix_chats_teacher", "chats", ["teacher"])
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("raw", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("received", _MOMENT, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_index("ix_inbox_received", "inbox", ["received"])
    op.create_index(
        "inbox_new", "inbox", ["chat", "update_id"], sqlite_where=_IS_NEW, postgresql_where=_IS_NEW
    )


def _make_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("row", _COUNTER, primary_key=True, autoincrement=True),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("update_id", sa.BigInteger),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due", _MOMENT, nullable=False),
        sa.Column("taken_until", _MOMENT),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("finished", _MOMENT),
        sa.UniqueConstraint("update_id", "seq", name="outbox_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_finished", "outbox", ["finished"])
    op.create_index("outbox_new", "outbox", ["chat", "row"], sqlite_where=_IS_NEW, postgresql_where=_IS_NEW)
