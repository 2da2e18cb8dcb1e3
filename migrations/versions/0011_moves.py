"""Without this step no learner could be moved to another edition of her pathway, and nobody could say why she was."""

from alembic import op
from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Integer, String

revision = "0011"
down_revision = "0010"

# SQLite numbers rows by itself only in a column called INTEGER.
COUNTER = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Make the table of moves."""
    op.create_table(
        "moves",
        Column("seq", COUNTER, primary_key=True, autoincrement=True),
        Column("learner_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("assignment_id", String(32), ForeignKey("assignments.id"), nullable=False),
        Column("from_edition", String(64), ForeignKey("editions.hash"), nullable=False),
        Column("to_edition", String(64), ForeignKey("editions.hash"), nullable=False),
        Column("reason", String(200), nullable=False),
        Column("moved_at", DateTime(timezone=True), nullable=False),
        Column("moved_by", String(32), ForeignKey("people.id")),
    )
    op.create_index("ix_moves_assignment_id", "moves", ["assignment_id"])
    op.create_index("ix_moves_learner_id", "moves", ["learner_id"])


def downgrade() -> None:
    """Drop the table of moves."""
    op.drop_table("moves")
