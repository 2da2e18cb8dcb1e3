"""Without this step nobody could sign without an account."""

from alembic import op
from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Integer, String, Text, UniqueConstraint

revision = "0012"
down_revision = "0011"

STAMP = DateTime(timezone=True)
# SQLite numbers rows by itself only in a column called INTEGER.
COUNTER = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of signing by a link."""
    _assessors()
    _links()
    _signatures()
    _replies()


def downgrade() -> None:
    """Drop the tables of signing by a link."""
    op.drop_table("replies")
    op.drop_table("signatures")
    op.drop_table("signing_links")
    op.drop_table("assessors")


def _assessors() -> None:
    op.create_table(
        "assessors",
        Column("id", String(32), primary_key=True),
        Column("person_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("learner_id", String(32), ForeignKey("people.id")),
        Column("part", String(100), nullable=False),
        Column("registration", String(60), nullable=False),
        Column("entered_by", String(32), ForeignKey("people.id"), nullable=False),
        Column("entered_at", STAMP, nullable=False),
    )
    op.create_index("ix_assessors_person_id", "assessors", ["person_id"])
    op.create_index("ix_assessors_learner_id", "assessors", ["learner_id"])


def _links() -> None:
    op.create_table(
        "signing_links",
        Column("id", String(32), primary_key=True),
        Column("request_id", String(32), ForeignKey("requests.id"), nullable=False),
        Column("person_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("token_hash", String(64), nullable=False),
        Column("made_at", STAMP, nullable=False),
        Column("made_by", String(32), ForeignKey("people.id")),
        Column("expires_at", STAMP, nullable=False),
        Column("used_at", STAMP),
        Column("revoked_at", STAMP),
        UniqueConstraint("token_hash", name="uq_signing_links_token_hash"),
    )
    op.create_index("ix_signing_links_request_id", "signing_links", ["request_id"])
    op.create_index("ix_signing_links_person_id", "signing_links", ["person_id"])


def _signatures() -> None:
    op.create_table(
        "signatures",
        Column("decision_id", String(32), ForeignKey("decisions.id"), primary_key=True),
        Column("by", String(32), ForeignKey("people.id"), nullable=False),
        Column("name", String(100), nullable=False),
        Column("part", String(100), nullable=False),
        Column("registration", String(60), nullable=False),
        Column("link_made_at", STAMP, nullable=False),
        Column("handed_on_by", String(32), ForeignKey("people.id")),
    )
    op.create_index("ix_signatures_by", "signatures", ["by"])


def _replies() -> None:
    op.create_table(
        "replies",
        Column("seq", COUNTER, primary_key=True),
        Column("request_id", String(32), ForeignKey("requests.id"), nullable=False),
        Column("learner_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("by", String(32), ForeignKey("people.id"), nullable=False),
        Column("kind", String(32), nullable=False),
        Column("words", Text, nullable=False),
        Column("instead", String(200), nullable=False),
        Column("at", STAMP, nullable=False),
    )
    op.create_index("ix_replies_request_id", "replies", ["request_id"])
    op.create_index("ix_replies_learner_id", "replies", ["learner_id"])
    op.create_index("ix_replies_by", "replies", ["by"])
