"""The first tables: knowledge, missed questions, inbox, outbox, conversations."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create everything of the first release."""
    _knowledge()
    _missed()
    _delivery()


def _knowledge() -> None:
    op.create_table(
        "entry",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("status", sa.String(16), nullable=False, index=True),
        sa.Column("published_number", sa.Integer),
        sa.Column("seed_digest", sa.String),
    )
    op.create_table(
        "entry_revision",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("entry_id", sa.String(64), sa.ForeignKey("entry.id"), nullable=False, index=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("code", sa.String(16), nullable=False, index=True),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("entry_id", "number"),
    )
    op.create_table(
        "phrasing",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("entry_id", sa.String(64), sa.ForeignKey("entry.id"), nullable=False, index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("normalized", sa.Text, nullable=False),
    )
    op.create_table(
        "instrument",
        sa.Column("code", sa.String(64), primary_key=True),
        sa.Column("cite", sa.String, nullable=False, unique=True),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("successor", sa.String),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("seed_digest", sa.String),
    )
    op.create_table(
        "provision",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("instrument_code", sa.String(64), sa.ForeignKey("instrument.code"), nullable=False, index=True),
        sa.Column("pinpoint", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("in_force_from", sa.Date),
        sa.Column("in_force_until", sa.Date),
        sa.Column("successor", sa.String),
        sa.Column("confidence", sa.String, nullable=False),
        sa.UniqueConstraint("instrument_code", "pinpoint"),
    )
    op.create_table(
        "citation",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("entry_id", sa.String(64), sa.ForeignKey("entry.id"), nullable=False, index=True),
        sa.Column("provision_id", sa.Integer, sa.ForeignKey("provision.id"), nullable=False, index=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("history", sa.Boolean, nullable=False),
    )
    op.create_table(
        "knowledge_version",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cause", sa.String, nullable=False),
        sa.Column("files_digest", sa.String),
    )


def _missed() -> None:
    op.create_table(
        "missed_question",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("fingerprint", sa.String(64), nullable=False, unique=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("normalized", sa.Text, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("channels", sa.JSON, nullable=False),
        sa.Column("candidates", sa.JSON, nullable=False),
        sa.Column("first_asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_asked_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_missed_question_open", "missed_question", ["status", "count"])


def _delivery() -> None:
    op.create_table(
        "conversation",
        sa.Column("chat", sa.String(64), primary_key=True),
        sa.Column("state", sa.JSON, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "inbox_item",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("delivery_key", sa.String(64), nullable=False, unique=True),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
    )
    op.create_index("ix_inbox_item_status", "inbox_item", ["status", "id"])
    op.create_table(
        "outbox_item",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("inbox_id", sa.Integer, sa.ForeignKey("inbox_item.id"), index=True),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("error", sa.String),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_outbox_item_status", "outbox_item", ["status", "id"])
