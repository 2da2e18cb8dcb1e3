"""Without this step nothing could be read, answered or earned: editions, places, attempts, achievements."""

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"

STAMP = DateTime(timezone=True)
DOCUMENT = JSON().with_variant(JSONB(), "postgresql")
# SQLite numbers rows by itself only in a column called INTEGER.
COUNTER = BigInteger().with_variant(Integer(), "sqlite")
SUBMITTED_AT_NULL = text("submitted_at IS NULL")


def upgrade() -> None:
    """Make the tables of learning."""
    _editions()
    _readings()
    _places()
    _attempts()
    _answers()
    _marks()
    _achievements()


def downgrade() -> None:
    """Drop the tables of learning, children before parents."""
    op.drop_table("achievements")
    op.drop_table("marks")
    op.drop_table("answers")
    op.drop_table("attempts")
    op.drop_table("places")
    op.drop_table("readings")
    op.drop_table("editions")


def _editions() -> None:
    op.create_table(
        "editions",
        Column("hash", String(64), primary_key=True),
        Column("kind", String(32), nullable=False),
        Column("slug", String(121), nullable=False),
        Column("body", Text, nullable=False),
        Column("first_used_at", STAMP, nullable=False),
    )
    op.create_index("ix_editions_kind_slug", "editions", ["kind", "slug"])


def _readings() -> None:
    op.create_table(
        "readings",
        Column("person_id", String(32), primary_key=True),
        Column("module", String(60), primary_key=True),
        Column("lesson", String(60), primary_key=True),
        Column("read_on", Date, primary_key=True),
        Column("edition", String(64), nullable=False),
        Column("read_at", STAMP, nullable=False),
    )


def _places() -> None:
    op.create_table(
        "places",
        Column("person_id", String(32), primary_key=True),
        Column("module", String(60), primary_key=True),
        Column("lesson", String(60), nullable=False),
        Column("at", STAMP, nullable=False),
    )


def _attempts() -> None:
    op.create_table(
        "attempts",
        Column("id", String(32), primary_key=True),
        Column("person_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("quiz", String(60), nullable=False),
        Column("edition", String(64), ForeignKey("editions.hash"), nullable=False),
        Column("number", Integer, nullable=False),
        Column("seed", String(32), nullable=False),
        Column("questions", DOCUMENT, nullable=False),
        Column("begun_at", STAMP, nullable=False),
        Column("submitted_at", STAMP),
        UniqueConstraint("person_id", "quiz", "number"),
    )
    op.create_index(
        "uq_attempts_open",
        "attempts",
        ["person_id", "quiz"],
        unique=True,
        sqlite_where=SUBMITTED_AT_NULL,
        postgresql_where=SUBMITTED_AT_NULL,
    )


def _answers() -> None:
    op.create_table(
        "answers",
        Column("attempt_id", String(32), ForeignKey("attempts.id"), primary_key=True),
        Column("question", String(60), primary_key=True),
        Column("given", DOCUMENT, nullable=False),
        Column("saved_at", STAMP, nullable=False),
    )


def _marks() -> None:
    op.create_table(
        "marks",
        Column("seq", COUNTER, primary_key=True),
        Column("attempt_id", String(32), ForeignKey("attempts.id"), nullable=False),
        Column("why", String(32), nullable=False),
        Column("earned", String(20), nullable=False),
        Column("possible", String(20), nullable=False),
        Column("passed", Boolean, nullable=False),
        Column("questions", DOCUMENT, nullable=False),
        Column("marked_at", STAMP, nullable=False),
    )
    op.create_index("ix_marks_attempt_id", "marks", ["attempt_id"])


def _achievements() -> None:
    op.create_table(
        "achievements",
        Column("seq", COUNTER, primary_key=True),
        Column("id", String(32), nullable=False, unique=True),
        Column("learner_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("kind", String(32), nullable=False),
        Column("ref", String(60), nullable=False),
        Column("edition", String(64), nullable=False),
        Column("attempt", String(32), nullable=False),
        Column("on", Date, nullable=False),
        Column("passed", Boolean, nullable=False),
        Column("score", String(20)),
        Column("recorded_at", STAMP, nullable=False),
        UniqueConstraint("learner_id", "kind", "ref", "edition", "attempt"),
    )
    op.create_index("ix_achievements_learner_id", "achievements", ["learner_id"])
