"""Without this step acts would leave no sealed trace; the database itself refuses to change one."""

from alembic import op
from sqlalchemy import JSON, BigInteger, Column, DateTime, Integer, String
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"

STAMP = DateTime(timezone=True)
DOCUMENT = JSON().with_variant(JSONB(), "postgresql")
# SQLite numbers rows by itself only in a column called INTEGER.
COUNTER = BigInteger().with_variant(Integer(), "sqlite")
REFUSAL = "audit rows are added, never changed"
REFUSALS = {
    "sqlite": [
        f"CREATE TRIGGER audit_refuses_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        f"CREATE TRIGGER audit_refuses_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
        *(
            f"CREATE TRIGGER audit_refuses_{act.lower()} BEFORE {act} ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()"
            for act in ("UPDATE", "DELETE", "TRUNCATE")
        ),
    ],
}


def upgrade() -> None:
    """Make the tables of audit."""
    _audit()
    _audit_head()
    for statement in REFUSALS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Drop the tables of audit, children before parents."""
    op.drop_table("audit_head")
    op.drop_table("audit")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_refuses()")


def _audit() -> None:
    op.create_table(
        "audit",
        Column("seq", COUNTER, primary_key=True),
        Column("at", STAMP, nullable=False),
        Column("actor_id", String(32)),
        Column("action", String(32), nullable=False),
        Column("subject_id", String(32)),
        Column("detail", DOCUMENT, nullable=False),
        Column("before", String(64), nullable=False),
        Column("seal", String(64), nullable=False),
        Column("key_id", String(16), nullable=False),
    )
    op.create_index("ix_audit_subject_id", "audit", ["subject_id"])


def _audit_head() -> None:
    head = op.create_table(
        "audit_head",
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("seal", String(64), nullable=False),
    )
    # The row is there from the start: two first acts at once would otherwise both make it.
    op.bulk_insert(head, [{"id": 1, "seal": "0" * 64}])
