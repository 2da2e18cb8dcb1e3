"""Without this step nobody would know whose words say why a pathway ended, and they would outlive her."""

from alembic import op
from sqlalchemy import Column, String

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add who ended an assignment."""
    op.add_column("assignments", Column("ended_by", String(32)))


def downgrade() -> None:
    """Drop who ended an assignment."""
    op.drop_column("assignments", "ended_by")
