"""Without this step no film could be rated: what each side saw in it, by which edition of which scale."""

from alembic import op
from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, DateTime, ForeignKey, Integer, String
from sqlalchemy.dialects.postgresql import JSONB

revision = "0014"
down_revision = "0013"

STAMP = DateTime(timezone=True)
DOCUMENT = JSON().with_variant(JSONB(), "postgresql")
# SQLite numbers rows by itself only in a column called INTEGER.
COUNTER = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Make the table of ratings."""
    op.create_table(
        "ratings",
        Column("seq", COUNTER, primary_key=True),
        Column("id", String(32), nullable=False, unique=True),
        Column("learner_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("cycle", String(32), nullable=False),
        Column("scale", String(60), nullable=False),
        Column("edition", String(64), nullable=False),
        Column("side", String(32), nullable=False),
        Column("by", String(32), ForeignKey("people.id"), nullable=False),
        Column("on", Date, nullable=False),
        Column("levels", DOCUMENT, nullable=False),
        Column("note", String(2000), nullable=False),
        Column("shared", Boolean, nullable=False),
        Column("replaces", String(32), unique=True),
        Column("approach", String(32)),
        Column("entered_at", STAMP, nullable=False),
        Column("entered_on", Date, nullable=False),
    )
    op.create_index("ix_ratings_learner_id", "ratings", ["learner_id"])


def downgrade() -> None:
    """Drop the table of ratings."""
    op.drop_table("ratings")
