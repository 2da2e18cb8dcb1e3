"""Without this step no letter could be queued in the transaction of the act that it tells of."""

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, Integer, String, Text, UniqueConstraint, text

revision = "0006"
down_revision = "0005"

STAMP = DateTime(timezone=True)
OPEN = text("closed_at IS NULL")


def upgrade() -> None:
    """Make the tables of letters."""
    op.create_table(
        "outbox",
        Column("id", String(32), primary_key=True),
        Column("person_id", String(32), ForeignKey("people.id"), nullable=False),
        Column("about_id", String(32), ForeignKey("people.id")),
        Column("kind", String(32), nullable=False),
        Column("once", String(80)),
        Column("subject", String(200), nullable=False),
        Column("body", Text),
        Column("queued_at", STAMP, nullable=False),
        Column("good_until", STAMP, nullable=False),
        Column("due_at", STAMP, nullable=False),
        Column("tries", Integer, nullable=False),
        Column("lease", String(32)),
        Column("leased_until", STAMP),
        Column("answer", String(32)),
        Column("closed_at", STAMP),
        Column("closed_how", String(32)),
        UniqueConstraint("once", name="uq_outbox_once"),
    )
    op.create_index("ix_outbox_person_id", "outbox", ["person_id"])
    op.create_index("ix_outbox_about_id", "outbox", ["about_id"])
    op.create_index("ix_outbox_due_at", "outbox", ["due_at"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_table(
        "silences",
        Column("person_id", String(32), ForeignKey("people.id"), primary_key=True),
        Column("since", STAMP, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables of letters."""
    op.drop_table("silences")
    op.drop_table("outbox")
