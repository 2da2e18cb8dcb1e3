"""Without this step nobody would be known: people, roles, supervision, and how they come in."""

from alembic import op
from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Date, DateTime, ForeignKey, Integer, String
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None

STAMP = DateTime(timezone=True)
DOCUMENT = JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Make the tables of people."""
    _people()
    _roles()
    _relations()
    _links()
    _sessions()
    _devices()
    _kept_forms()
    _throttle()


def downgrade() -> None:
    """Drop the tables of people, children before parents."""
    op.drop_table("throttle")
    op.drop_table("kept_forms")
    op.drop_table("devices")
    op.drop_table("sessions")
    op.drop_table("links")
    op.drop_table("relations")
    op.drop_table("roles")
    op.drop_table("people")


def _people() -> None:
    op.create_table(
        "people",
        Column("id", String(32), primary_key=True),
        Column("name", String(100), nullable=False),
        Column("email", String(254)),
        Column("email_folded", String(254), unique=True),
        Column("passphrase_hash", String(200)),
        Column("demo", Boolean, nullable=False),
        Column("created_at", STAMP, nullable=False),
        Column("disabled_at", STAMP),
        Column("erased_at", STAMP),
    )


def _roles() -> None:
    op.create_table(
        "roles",
        Column("id", String(32), primary_key=True),
        Column("person_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("role", String(32), nullable=False),
        Column("since", STAMP, nullable=False),
        Column("until", STAMP),
    )
    op.create_index("ix_roles_person_id", "roles", ["person_id"])


def _relations() -> None:
    op.create_table(
        "relations",
        Column("id", String(32), primary_key=True),
        Column("learner_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("supervisor_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("covering", Boolean, nullable=False),
        Column("since", Date, nullable=False),
        Column("until", Date),
        Column("recorded_at", STAMP, nullable=False),
        Column("recorded_by", String(32), ForeignKey("people.id")),
        CheckConstraint("learner_id <> supervisor_id", name="not_oneself"),
    )
    op.create_index("ix_relations_learner_id", "relations", ["learner_id"])
    op.create_index("ix_relations_supervisor_id", "relations", ["supervisor_id"])


def _links() -> None:
    op.create_table(
        "links",
        Column("id", String(32), primary_key=True),
        Column("person_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("purpose", String(32), nullable=False),
        Column("token_hash", String(64), nullable=False, unique=True),
        Column("made_at", STAMP, nullable=False),
        Column("made_by", String(32), ForeignKey("people.id")),
        Column("expires_at", STAMP, nullable=False),
        Column("used_at", STAMP),
        Column("revoked_at", STAMP),
    )
    op.create_index("ix_links_person_id", "links", ["person_id"])


def _sessions() -> None:
    op.create_table(
        "sessions",
        Column("id", String(32), primary_key=True),
        Column("person_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("token_hash", String(64), nullable=False, unique=True),
        Column("signed_in_at", STAMP, nullable=False),
        Column("last_seen_at", STAMP, nullable=False),
        Column("ended_at", STAMP),
        Column("ended_why", String(32)),
    )
    op.create_index("ix_sessions_person_id", "sessions", ["person_id"])


def _devices() -> None:
    op.create_table(
        "devices",
        Column("id", String(32), primary_key=True),
        Column("person_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("token_hash", String(64), nullable=False, unique=True),
        Column("known_since", STAMP, nullable=False),
    )


def _kept_forms() -> None:
    op.create_table(
        "kept_forms",
        Column("id", String(32), primary_key=True),
        Column("person_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("path", String(300), nullable=False),
        Column("fields", DOCUMENT, nullable=False),
        Column("kept_at", STAMP, nullable=False),
    )
    op.create_index("ix_kept_forms_person_id", "kept_forms", ["person_id"])


def _throttle() -> None:
    op.create_table(
        "throttle",
        Column("bucket", String(120), primary_key=True),
        Column("began_at", STAMP, nullable=False),
        Column("tries", Integer, nullable=False),
    )
