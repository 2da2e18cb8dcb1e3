"""Without this step two open pages of one clip would each remove what the other has marked."""

from alembic import op
from sqlalchemy import Column, String

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add which open page kept the marks last; of those kept before nobody knows."""
    op.add_column("clip_attempts", Column("page", String(32)))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("clip_attempts", "page")
