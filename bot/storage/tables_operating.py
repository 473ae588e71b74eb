"""The operator's tables: which processes live and which alarms were raised. Nothing of a teacher."""

from sqlalchemy import Column, Table, Text

from bot.storage.tables import When, metadata

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
