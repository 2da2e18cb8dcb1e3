"""Without this step nothing that was not known would come up again: cards, the ledger of reviews, and their pace."""

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    String,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB

revision = "0010"
down_revision = "0009"

STAMP = DateTime(timezone=True)
DOCUMENT = JSON().with_variant(JSONB(), "postgresql")
# SQLite numbers rows by itself only in a column called INTEGER.
COUNTER = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of reviews."""
    op.create_table(
        "review_cards",
        Column("id", String(32), primary_key=True),
        Column("person_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("quiz", String(60), nullable=False),
        Column("question", String(60), nullable=False),
        Column("question_hash", String(64), nullable=False),
        Column("made_on", Date, nullable=False),
        Column("showings", Integer, nullable=False),
        Column("stability", Float(53), nullable=False),
        Column("difficulty", Float(53), nullable=False),
        Column("state", Integer, nullable=False),
        Column("step", Integer),
        Column("last_at", STAMP, nullable=False),
        Column("due_at", STAMP, nullable=False),
        Column("last_on", Date, nullable=False),
        Column("due_on", Date, nullable=False),
    )
    op.create_index("ix_review_cards_person_id", "review_cards", ["person_id"])
    op.create_table(
        "review_log",
        Column("seq", COUNTER, primary_key=True),
        Column("card_id", String(32), ForeignKey("review_cards.id"), nullable=False),
        Column("showing", Integer, nullable=False),
        Column("question_hash", String(64), nullable=False),
        Column("given", DOCUMENT, nullable=False),
        Column("recall", String(32), nullable=False),
        Column("at", STAMP, nullable=False),
        Column("on", Date, nullable=False),
        UniqueConstraint("card_id", "showing"),
    )
    op.create_table(
        "review_pace",
        Column("person_id", String(32), ForeignKey("people.id"), primary_key=True),
        Column("most", Integer, nullable=False),
        Column("set_at", STAMP, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables of reviews, children before parents."""
    op.drop_table("review_pace")
    op.drop_table("review_log")
    op.drop_table("review_cards")
