"""Signing in to the pages: one-time links and signed-in browsers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "invites",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("outside", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("expires", _MOMENT, nullable=False),
        sa.Column("used", _MOMENT),
    )
    op.create_table(
        "sign_ins",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("outside", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("expires", _MOMENT, nullable=False),
    )
