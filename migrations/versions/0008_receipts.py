"""Without this step no signature could be looked up from outside, not even one given before."""

import secrets

from alembic import op
from sqlalchemy import Column, ForeignKey, String, UniqueConstraint, text

revision = "0008"
down_revision = "0007"

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def upgrade() -> None:
    """Make the table of receipts, and give every decision its code."""
    receipts = op.create_table(
        "receipts",
        Column("decision_id", String(32), ForeignKey("decisions.id"), primary_key=True),
        Column("code", String(32), nullable=False),
        UniqueConstraint("code", name="uq_receipts_code"),
    )
    given = op.get_bind().execute(text("SELECT id FROM decisions")).scalars().all()
    codes = [
        {"decision_id": each, "code": "".join(secrets.choice(ALPHABET) for _ in range(20))} for each in given
    ]
    if codes:
        op.bulk_insert(receipts, codes)


def downgrade() -> None:
    """Drop the table of receipts."""
    op.drop_table("receipts")
