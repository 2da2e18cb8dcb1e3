"""Without this step nobody could say how sure she is of an answer: a word beside it, empty where none was asked."""

from alembic import op
from sqlalchemy import Column, String

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Give each answer room for how sure its giver is."""
    op.add_column("answers", Column("confidence", String(32)))


def downgrade() -> None:
    """Take that room away again."""
    op.drop_column("answers", "confidence")
