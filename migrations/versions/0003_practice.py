"""Without this step practice could be neither logged nor signed off."""

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
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

revision = "0003"
down_revision = "0002"

STAMP = DateTime(timezone=True)
DOCUMENT = JSON().with_variant(JSONB(), "postgresql")
# SQLite numbers rows by itself only in a column called INTEGER.
COUNTER = BigInteger().with_variant(Integer(), "sqlite")
AMENDS_NULL = text("amends IS NULL")
CLOSED_AT_NULL = text("closed_at IS NULL")
ENDED_AT_NULL = text("ended_at IS NULL")


def upgrade() -> None:
    """Make the tables of practice."""
    _assignments()
    _clients()
    _entries()
    _acts()
    _drafts()
    _requests()
    _decisions()


def downgrade() -> None:
    """Drop the tables of practice, children before parents."""
    op.drop_table("decisions")
    op.drop_table("requests")
    op.drop_table("drafts")
    op.drop_table("acts")
    op.drop_table("entries")
    op.drop_table("clients")
    op.drop_table("assignments")


def _assignments() -> None:
    op.create_table(
        "assignments",
        Column("id", String(32), primary_key=True),
        Column("learner_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("pathway", String(60), nullable=False),
        Column("edition", String(64), ForeignKey("editions.hash"), nullable=False),
        Column("began_on", Date, nullable=False),
        Column("assigned_at", STAMP, nullable=False),
        Column("assigned_by", String(32), ForeignKey("people.id")),
        Column("ended_at", STAMP),
        Column("ended_why", String(200)),
    )
    op.create_index("ix_assignments_learner_id", "assignments", ["learner_id"])
    op.create_index(
        "uq_assignments_open",
        "assignments",
        ["learner_id", "pathway"],
        unique=True,
        sqlite_where=ENDED_AT_NULL,
        postgresql_where=ENDED_AT_NULL,
    )


def _clients() -> None:
    op.create_table(
        "clients",
        Column("id", String(32), primary_key=True),
        Column("learner_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("code", String(12), nullable=False),
        Column("issued_at", STAMP, nullable=False),
        UniqueConstraint("learner_id", "code"),
    )


def _entries() -> None:
    op.create_table(
        "entries",
        Column("seq", COUNTER, primary_key=True),
        Column("id", String(32), nullable=False, unique=True),
        Column("learner_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("kind", String(32), nullable=False),
        Column("approach", String(32)),
        Column("on", Date),
        Column("facts", DOCUMENT, nullable=False),
        Column("words", DOCUMENT, nullable=False),
        Column("named", String(32), ForeignKey("people.id")),
        Column("session_id", String(32)),
        Column("replaces", String(32), unique=True),
        Column("reason", String(200)),
        Column("entered_at", STAMP, nullable=False),
        Column("entered_on", Date, nullable=False),
        Column("entered_by", String(32), ForeignKey("people.id"), nullable=False),
    )
    op.create_index("ix_entries_learner_id", "entries", ["learner_id"])
    op.create_index("ix_entries_named", "entries", ["named"])
    op.create_index("ix_entries_session_id", "entries", ["session_id"])


def _acts() -> None:
    op.create_table(
        "acts",
        Column("seq", COUNTER, primary_key=True),
        Column("entry_id", String(32), ForeignKey("entries.id"), nullable=False),
        Column("kind", String(32), nullable=False),
        Column("on", Date, nullable=False),
        Column("note", String(200)),
        Column("by", String(32), ForeignKey("people.id"), nullable=False),
        Column("at", STAMP, nullable=False),
    )
    op.create_index("ix_acts_entry_id", "acts", ["entry_id"])


def _drafts() -> None:
    op.create_table(
        "drafts",
        Column("person_id", String(32), ForeignKey("people.id"), primary_key=True),
        Column("form", String(120), primary_key=True),
        Column("fields", DOCUMENT, nullable=False),
        Column("saved_at", STAMP, nullable=False),
    )


def _requests() -> None:
    op.create_table(
        "requests",
        Column("id", String(32), primary_key=True),
        Column("learner_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("assignment_id", String(32), ForeignKey("assignments.id"), nullable=False),
        Column("milestone", String(60), nullable=False),
        Column("closer", String(32), nullable=False),
        Column("asked_of", String(32), ForeignKey("people.id"), nullable=False),
        Column("note", Text, nullable=False),
        Column("asked_at", STAMP, nullable=False),
        Column("asked_on", Date, nullable=False),
        Column("closed_at", STAMP),
        Column("closed_how", String(32)),
    )
    op.create_index("ix_requests_asked_of", "requests", ["asked_of"])
    op.create_index("ix_requests_learner_id", "requests", ["learner_id"])
    op.create_index(
        "uq_requests_open",
        "requests",
        ["assignment_id", "milestone"],
        unique=True,
        sqlite_where=CLOSED_AT_NULL,
        postgresql_where=CLOSED_AT_NULL,
    )


def _decisions() -> None:
    op.create_table(
        "decisions",
        Column("seq", COUNTER, primary_key=True),
        Column("id", String(32), nullable=False, unique=True),
        Column("request_id", String(32), ForeignKey("requests.id"), nullable=False),
        Column("learner_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("assignment_id", String(32), ForeignKey("assignments.id"), nullable=False),
        Column("edition", String(64), ForeignKey("editions.hash"), nullable=False),
        Column("milestone", String(60), nullable=False),
        Column("by", String(32), ForeignKey("people.id"), nullable=False),
        Column("role", String(32), nullable=False),
        Column("decision", String(32), nullable=False),
        Column("known", String(32)),
        Column("met_on", Date, nullable=False),
        Column("minutes", Integer),
        Column("note", Text, nullable=False),
        Column("talk_on", Date),
        Column("bundle", String(64), nullable=False),
        Column("finding", DOCUMENT, nullable=False),
        Column("amends", String(32)),
        Column("reason", String(200)),
        Column("decided_at", STAMP, nullable=False),
        Column("decided_on", Date, nullable=False),
    )
    op.create_index("ix_decisions_by", "decisions", ["by"])
    op.create_index("ix_decisions_learner_id", "decisions", ["learner_id"])
    op.create_index(
        "uq_decisions_first",
        "decisions",
        ["request_id"],
        unique=True,
        sqlite_where=AMENDS_NULL,
        postgresql_where=AMENDS_NULL,
    )
