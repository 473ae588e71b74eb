"""Learning over weeks: kinds of runs, reminders, assignments, the action plan."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_COUNTER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables, and say of each conversation what kind of run it was."""
    op.add_column("sessions", sa.Column("kind", sa.Text, nullable=False, server_default=""))
    _make_choices()
    _make_goals()
    _make_own_assignments()
    _make_reminders()


def _teacher(*, primary_key: bool = False) -> sa.Column[str]:
    key = sa.ForeignKey("teachers.id", ondelete="CASCADE")
    return sa.Column("teacher", sa.Text, key, primary_key=primary_key, nullable=False)


def _make_choices() -> None:
    op.create_table(
        "choices",
        _teacher(primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )


def _make_goals() -> None:
    op.create_table(
        "goals",
        sa.Column("row", _COUNTER, primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        _teacher(),
        sa.Column("module", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("looked_back", sa.Text, nullable=False),
        sa.Column("looked_back_at", _MOMENT),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_goals_teacher", "goals", ["teacher"])


def _make_own_assignments() -> None:
    op.create_table(
        "own_assignments",
        sa.Column("id", sa.Text, primary_key=True),
        _teacher(),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("made", _MOMENT, nullable=False),
        sa.Column("done", _MOMENT),
    )
    op.create_index("ix_own_assignments_teacher", "own_assignments", ["teacher"])


def _make_reminders() -> None:
    op.create_table(
        "reminders",
        _teacher(primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("due", _MOMENT, nullable=False),
        sa.Column("weekday", sa.Integer, nullable=False),
        sa.Column("time", sa.Text, nullable=False),
    )
    op.create_index("ix_reminders_due", "reminders", ["due"])
