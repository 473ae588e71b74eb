"""Operating: what replicas, alarms and limits need."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "replicas",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("seen", _MOMENT, nullable=False),
    )
    op.create_table(
        "alarms",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("raised", _MOMENT, nullable=False),
    )
    is_dead = sa.text("status = 'dead'")
    for table, column in (("inbox", "update_id"), ("outbox", "row")):
        op.create_index(f"{table}_dead", table, [column], sqlite_where=is_dead, postgresql_where=is_dead)
