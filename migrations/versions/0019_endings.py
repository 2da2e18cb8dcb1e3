"""Without this step a last day set today would be read as if it had been known when something was signed."""

from alembic import op
from sqlalchemy import JSON, Column, text
from sqlalchemy.dialects.postgresql import JSONB

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Add which last days were known until when; of those set before, only the last is known."""
    kept = JSON().with_variant(JSONB(), "postgresql")
    op.add_column("relations", Column("endings", kept, nullable=False, server_default=text("'[]'")))


def downgrade() -> None:
    """Drop which last days were known until when."""
    op.drop_column("relations", "endings")
