"""Without this step a session could not be prepared, and what was agreed in it would be forgotten."""

from alembic import op
from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, DateTime, ForeignKey, Integer, String
from sqlalchemy.dialects.postgresql import JSONB

revision = "0013"
down_revision = "0012"

STAMP = DateTime(timezone=True)
DOCUMENT = JSON().with_variant(JSONB(), "postgresql")
# SQLite numbers rows by itself only in a column called INTEGER.
COUNTER = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of preparations, and of what is agreed and ticked."""
    op.create_table(
        "preparations",
        Column("seq", COUNTER, primary_key=True),
        Column("id", String(32), nullable=False, unique=True),
        Column("learner_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("state", String(32), nullable=False),
        Column("brought", DOCUMENT, nullable=False),
        Column("words", DOCUMENT, nullable=False),
        Column("replaces", String(32), unique=True),
        Column("kept_on", Date, nullable=False),
        Column("kept_at", STAMP, nullable=False),
    )
    op.create_index("ix_preparations_learner_id", "preparations", ["learner_id"])
    op.create_table(
        "follow_ups",
        Column("seq", COUNTER, primary_key=True),
        Column("id", String(32), nullable=False, unique=True),
        Column("learner_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("entry_id", String(32), ForeignKey("entries.id"), nullable=False),
        Column("whose", String(32), ForeignKey("people.id"), nullable=False),
        Column("what", String(200), nullable=False),
        Column("by", String(32), ForeignKey("people.id"), nullable=False),
        Column("at", STAMP, nullable=False),
    )
    op.create_index("ix_follow_ups_learner_id", "follow_ups", ["learner_id"])
    op.create_index("ix_follow_ups_entry_id", "follow_ups", ["entry_id"])
    op.create_table(
        "follow_up_ticks",
        Column("seq", COUNTER, primary_key=True),
        Column("follow_up_id", String(32), ForeignKey("follow_ups.id"), nullable=False),
        Column("done", Boolean, nullable=False),
        Column("by", String(32), ForeignKey("people.id"), nullable=False),
        Column("at", STAMP, nullable=False),
    )
    op.create_index("ix_follow_up_ticks_follow_up_id", "follow_up_ticks", ["follow_up_id"])


def downgrade() -> None:
    """Drop them again, children before parents."""
    op.drop_table("follow_up_ticks")
    op.drop_table("follow_ups")
    op.drop_table("preparations")
