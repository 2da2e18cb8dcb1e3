"""Without this step a letter would still ask for what was taken back, and any hand could replace a sealed act."""

from alembic import op
from sqlalchemy import Column, String, text

revision = "0020"
down_revision = "0019"

OPEN = text("closed_at IS NULL")
# REPLACE takes a row away without the triggers of DELETE, unless the connection asks for them as ours do.
REFUSES_REPLACE = """
    CREATE TRIGGER audit_refuses_replace BEFORE INSERT ON audit
    WHEN EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'audit rows are added, never changed'); END
"""


def upgrade() -> None:
    """Say of a letter which request it is about; refuse a row in the place of a sealed one on SQLite."""
    op.add_column("outbox", Column("matter", String(32)))
    op.create_index("ix_outbox_matter", "outbox", ["matter"], sqlite_where=OPEN, postgresql_where=OPEN)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(REFUSES_REPLACE)


def downgrade() -> None:
    """Take both away again."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_refuses_replace")
    op.drop_index("ix_outbox_matter", "outbox")
    op.drop_column("outbox", "matter")
