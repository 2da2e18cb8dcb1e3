"""Without this step nothing that somebody marks in a drawn clip would be kept, nor that she shares it."""

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

revision = "0015"
down_revision = "0014"

STAMP = DateTime(timezone=True)
DOCUMENT = JSON().with_variant(JSONB(), "postgresql")
# SQLite numbers rows by itself only in a column called INTEGER.
COUNTER = BigInteger().with_variant(Integer(), "sqlite")
OPEN = text("submitted_at IS NULL")


def upgrade() -> None:
    """Make the tables of what is marked in clips."""
    op.create_table(
        "clip_attempts",
        Column("id", String(32), primary_key=True),
        Column("person_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("clip", String(60), nullable=False),
        Column("edition", String(64), ForeignKey("editions.hash"), nullable=False),
        Column("number", Integer, nullable=False),
        Column("marks", DOCUMENT, nullable=False),
        Column("tolerance", String(20), nullable=False),
        Column("result", DOCUMENT),
        Column("begun_at", STAMP, nullable=False),
        Column("saved_at", STAMP),
        Column("submitted_at", STAMP),
        UniqueConstraint("person_id", "clip", "number"),
        Index(
            "uq_clip_attempts_open",
            "person_id",
            "clip",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
    )
    op.create_table(
        "clip_sharings",
        Column("seq", COUNTER, primary_key=True),
        Column("attempt_id", String(32), ForeignKey("clip_attempts.id"), nullable=False),
        Column("shared", Boolean, nullable=False),
        Column("at", STAMP, nullable=False),
    )
    op.create_index("ix_clip_sharings_attempt_id", "clip_sharings", ["attempt_id"])


def downgrade() -> None:
    """Drop these tables, the child before its parent."""
    op.drop_table("clip_sharings")
    op.drop_table("clip_attempts")
