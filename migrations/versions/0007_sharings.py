"""Without this step a learner could not show her supervisor the answers of an attempt, nor take that back."""

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, DateTime, ForeignKey, Integer, String

revision = "0007"
down_revision = "0006"

# SQLite numbers rows by itself only in a column called INTEGER.
COUNTER = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Make the table of what is shared and taken back."""
    op.create_table(
        "sharings",
        Column("seq", COUNTER, primary_key=True),
        Column("attempt_id", String(32), ForeignKey("attempts.id"), nullable=False),
        Column("shared", Boolean, nullable=False),
        Column("at", DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_sharings_attempt_id", "sharings", ["attempt_id"])


def downgrade() -> None:
    """Drop that table."""
    op.drop_table("sharings")
