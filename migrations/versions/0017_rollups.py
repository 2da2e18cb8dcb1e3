"""Without this step a coordinator's desk would read through everybody's record each time it is opened.

The rows follow from the others: the command that brings a database up works them out after this step, and the one that
rebuilds what follows from the ledgers does so at any time.
"""

from alembic import op
from sqlalchemy import Column, Date, ForeignKey, Integer, String, text

revision = "0017"
down_revision = "0016"

OPEN = text("purpose = 'invitation' AND used_at IS NULL AND revoked_at IS NULL")


def upgrade() -> None:
    """Make the tables of what is counted and of a coordinator's turns, and the index over open invitations."""
    op.create_table(
        "counted",
        Column("person_id", String(32), ForeignKey("people.id"), primary_key=True),
        Column("thing", String(80), primary_key=True),
    )
    op.create_table(
        "counts",
        Column("thing", String(80), primary_key=True),
        Column("people", Integer, nullable=False),
    )
    op.create_table(
        "turns",
        Column("learner_id", String(32), ForeignKey("people.id"), primary_key=True),
        Column("entry_id", String(32), primary_key=True),
        Column("since", Date, primary_key=True),
        Column("until", Date, nullable=False),
        Column("kind", String(32), nullable=False),
        Column("place", Integer, nullable=False),
    )
    op.create_index("ix_turns_kind", "turns", ["kind", "until", "since", "place", "learner_id"])
    op.create_index(
        "ix_links_open", "links", ["made_at", "person_id"], sqlite_where=OPEN, postgresql_where=OPEN
    )


def downgrade() -> None:
    """Drop these tables and the index."""
    op.drop_index("ix_links_open", "links")
    op.drop_table("turns")
    op.drop_table("counts")
    op.drop_table("counted")
