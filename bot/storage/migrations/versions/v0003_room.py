"""The trainer's room: groups, members, sharing, comments, corrections, assignments, who looked."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _to(
    name: str, target: str, *, key: bool = False, nullable: bool = False, index: bool = True
) -> sa.Column[str]:
    foreign = sa.ForeignKey(target, ondelete="CASCADE")
    return sa.Column(name, sa.Text, foreign, primary_key=key, nullable=nullable, index=index)


def _number() -> sa.Column[int]:
    return sa.Column("row", _NUMBER, primary_key=True, autoincrement=True)


def upgrade() -> None:
    """Make the tables."""
    _people()
    _groups()
    _sharing()
    _words()
    _work()
    _looks()


def _people() -> None:
    op.create_table("trainers", _to("teacher", "teachers.id", key=True, index=False), _text("name"))
    op.create_table(
        "trainer_codes",
        sa.Column("digest", sa.Text, primary_key=True),
        _text("in_group"),
        sa.Column("expires", _MOMENT, nullable=False),
        sa.Column("used", _MOMENT),
    )


def _groups() -> None:
    op.create_table(
        "training_groups",
        sa.Column("id", sa.Text, primary_key=True),
        _text("name"),
        sa.Column("code", sa.Text, nullable=False, unique=True),
        _text("dates"),
        sa.Column("made", _MOMENT, nullable=False),
    )
    op.create_table(
        "leaders",
        _to("in_group", "training_groups.id", key=True, index=False),
        _to("trainer", "trainers.teacher", key=True),
    )
    op.create_table(
        "members",
        _to("in_group", "training_groups.id", key=True, index=False),
        _to("teacher", "teachers.id", key=True),
        _text("name"),
        sa.Column("joined", _MOMENT, nullable=False),
        sa.Column("shares_plan", sa.Boolean, nullable=False),
    )


def _sharing() -> None:
    op.create_table(
        "shares",
        _to("session", "sessions.id", key=True, index=False),
        _to("in_group", "training_groups.id", key=True),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_table("marks", _to("session", "sessions.id", key=True, index=False), _text("marks"))


def _words() -> None:
    op.create_table(
        "comments",
        _number(),
        _to("in_group", "training_groups.id"),
        _to("trainer", "teachers.id"),
        _to("teacher", "teachers.id"),
        _text("about"),
        _text("kind"),
        _to("session", "sessions.id", nullable=True),
        sa.Column("turn", sa.Integer, nullable=False),
        _text("quote"),
        _text("text"),
        sa.Column("at", _MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "comment_answers",
        _number(),
        sa.Column(
            "comment", _NUMBER, sa.ForeignKey("comments.row", ondelete="CASCADE"), nullable=False, index=True
        ),
        _to("by", "teachers.id"),
        _text("text"),
        sa.Column("at", _MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )


def _work() -> None:
    op.create_table(
        "room_corrections",
        _number(),
        sa.Column("trainer", sa.Text, sa.ForeignKey("teachers.id", ondelete="SET NULL"), index=True),
        _to("session", "sessions.id"),
        sa.Column("turn", sa.Integer, nullable=False),
        _text("kind"),
        _text("words"),
        _text("was"),
        _text("becomes"),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("exported", _MOMENT),
        _to("in_group", "training_groups.id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "assignments",
        sa.Column("id", sa.Text, primary_key=True),
        _to("in_group", "training_groups.id"),
        _to("teacher", "teachers.id", nullable=True),
        _text("module"),
        _text("text"),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )


def _looks() -> None:
    op.create_table(
        "looks",
        _number(),
        _to("teacher", "teachers.id"),
        _text("who"),
        _text("what"),
        _text("session"),
        sa.Column("at", _MOMENT, nullable=False, index=True),
        sa.Column("by", sa.Text, sa.ForeignKey("teachers.id", ondelete="SET NULL"), index=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "letters",
        _number(),
        _to("teacher", "teachers.id"),
        _text("messages"),
        sa.Column("at", _MOMENT, nullable=False),
        _to("session", "sessions.id", nullable=True),
        _to("about_teacher", "teachers.id", nullable=True),
        sqlite_autoincrement=True,
    )
