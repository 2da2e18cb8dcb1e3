"""Without this step a request would be whatever the record says today, and nobody could tell what had been asked."""

from alembic import op
from sqlalchemy import JSON, Column, String
from sqlalchemy.dialects.postgresql import JSONB

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add what was asked and its hash; requests from before have neither, and are read as the record is."""
    op.add_column("requests", Column("body", JSON().with_variant(JSONB(), "postgresql")))
    op.add_column("requests", Column("body_hash", String(64)))


def downgrade() -> None:
    """Drop what was asked."""
    op.drop_column("requests", "body_hash")
    op.drop_column("requests", "body")
