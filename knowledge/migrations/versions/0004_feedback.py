"""Whether answers helped, without who said so."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("day", sa.Date, nullable=False, index=True),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("entry_id", sa.String(64), nullable=False, index=True),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("helpful", sa.Boolean, nullable=False),
    )
