"""The tables of the trainer's room. What hangs on a teacher or a conversation goes when that goes."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, Table, Text

from bot.storage.tables import Counter, When, metadata


def _person(name: str, *, primary_key: bool = False, nullable: bool = False) -> Column[str]:
    key = ForeignKey("teachers.id", ondelete="CASCADE")
    return Column(name, Text, key, primary_key=primary_key, nullable=nullable, index=not primary_key)


def _group(*, primary_key: bool = False) -> Column[str]:
    key = ForeignKey("training_groups.id", ondelete="CASCADE")
    return Column("in_group", Text, key, primary_key=primary_key, nullable=False, index=not primary_key)


def _session(*, primary_key: bool = False, nullable: bool = False) -> Column[str]:
    key = ForeignKey("sessions.id", ondelete="CASCADE")
    return Column("session", Text, key, primary_key=primary_key, nullable=nullable, index=not primary_key)


def _number() -> Column[int]:
    return Column("row", Counter, primary_key=True, autoincrement=True)


trainers = Table(
    "trainers",
    metadata,
    _person("teacher", primary_key=True),
    Column("name", Text, nullable=False),
)

trainer_codes = Table(
    "trainer_codes",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("in_group", Text, nullable=False),
    Column("expires", When, nullable=False),
    Column("used", When),
)

training_groups = Table(
    "training_groups",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("code", Text, nullable=False, unique=True),
    Column("dates", Text, nullable=False),
    Column("made", When, nullable=False),
)

leaders = Table(
    "leaders",
    metadata,
    _group(primary_key=True),
    Column("trainer", Text, ForeignKey("trainers.teacher", ondelete="CASCADE"), primary_key=True, index=True),
)

members = Table(
    "members",
    metadata,
    _group(primary_key=True),
    Column("teacher", Text, ForeignKey("teachers.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("name", Text, nullable=False),
    Column("joined", When, nullable=False),
    Column("shares_plan", Boolean, nullable=False),
)

shares = Table(
    "shares",
    metadata,
    _session(primary_key=True),
    Column(
        "in_group", Text, ForeignKey("training_groups.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
    Column("at", When, nullable=False),
)

marks = Table(
    "marks",
    metadata,
    _session(primary_key=True),
    Column("marks", Text, nullable=False),
)

comments = Table(
    "comments",
    metadata,
    _number(),
    _group(),
    _person("trainer"),
    _person("teacher"),
    Column("about", Text, nullable=False),
    Column("kind", Text, nullable=False),
    _session(nullable=True),
    Column("turn", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", When, nullable=False),
    sqlite_autoincrement=True,
)

comment_answers = Table(
    "comment_answers",
    metadata,
    _number(),
    Column("comment", Counter, ForeignKey("comments.row", ondelete="CASCADE"), nullable=False, index=True),
    _person("by"),
    Column("text", Text, nullable=False),
    Column("at", When, nullable=False),
    sqlite_autoincrement=True,
)

room_corrections = Table(
    "room_corrections",
    metadata,
    _number(),
    Column("trainer", Text, ForeignKey("teachers.id", ondelete="SET NULL"), index=True),
    _session(),
    Column("turn", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("was", Text, nullable=False),
    Column("becomes", Text, nullable=False),
    Column("at", When, nullable=False),
    Column("exported", When),
    _group(),
    sqlite_autoincrement=True,
)

assignments = Table(
    "assignments",
    metadata,
    Column("id", Text, primary_key=True),
    _group(),
    _person("teacher", nullable=True),
    Column("module", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("due", Date, nullable=False),
    Column("at", When, nullable=False),
)

looks = Table(
    "looks",
    metadata,
    _number(),
    _person("teacher"),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("session", Text, nullable=False),
    Column("at", When, nullable=False, index=True),
    Column("by", Text, ForeignKey("teachers.id", ondelete="SET NULL"), index=True),
    sqlite_autoincrement=True,
)

letters = Table(
    "letters",
    metadata,
    _number(),
    _person("teacher"),
    Column("messages", Text, nullable=False),
    Column("at", When, nullable=False),
    # Whose words stand in it: while it waits it goes with them.
    _session(nullable=True),
    _person("about_teacher", nullable=True),
    sqlite_autoincrement=True,
)
