"""The tables of learning over weeks; all of a teacher's rows vanish with the teacher."""

from sqlalchemy import Column, Date, ForeignKey, Integer, Table, Text

from bot.storage.tables import Counter, When, metadata


def _teacher(*, primary_key: bool = False, index: bool = False) -> Column[str]:
    key = ForeignKey("teachers.id", ondelete="CASCADE")
    return Column("teacher", Text, key, primary_key=primary_key, nullable=False, index=index)


choices = Table(
    "choices",
    metadata,
    _teacher(primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("at", When, nullable=False),
)

goals = Table(
    "goals",
    metadata,
    Column("row", Counter, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    _teacher(index=True),
    Column("module", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", When, nullable=False),
    Column("looked_back", Text, nullable=False),
    Column("looked_back_at", When),
    sqlite_autoincrement=True,
)

own_assignments = Table(
    "own_assignments",
    metadata,
    Column("id", Text, primary_key=True),
    _teacher(index=True),
    Column("text", Text, nullable=False),
    Column("due", Date, nullable=False),
    Column("made", When, nullable=False),
    Column("done", When),
)

reminders = Table(
    "reminders",
    metadata,
    _teacher(primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("due", When, nullable=False, index=True),
    Column("weekday", Integer, nullable=False),
    Column("time", Text, nullable=False),
)
