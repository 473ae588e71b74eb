"""The operator's tables: which processes live and which alarms were raised. Nothing of a teacher."""

from sqlalchemy import Column, Index, Table, Text, text

from bot.storage.tables import When, inbox, metadata, outbox

replicas = Table(
    "replicas",
    metadata,
    Column("name", Text, primary_key=True),
    Column("seen", When, nullable=False),
)

alarms = Table(
    "alarms",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("raised", When, nullable=False),
)

# What was given up is asked for twice a minute, and is hardly ever there.
_is_dead = text("status = 'dead'")
Index("inbox_dead", inbox.c.update_id, sqlite_where=_is_dead, postgresql_where=_is_dead)
Index("outbox_dead", outbox.c.row, sqlite_where=_is_dead, postgresql_where=_is_dead)
