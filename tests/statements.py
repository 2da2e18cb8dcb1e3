"""Without this each test would count in its own way how often the database is asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event

OF_A_TRANSACTION = ("BEGIN", "PRAGMA", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@contextmanager
def heard(target: Connection | Engine) -> Iterator[list[str]]:
    """Every statement sent meanwhile, but for those that open and close transactions."""
    said: list[str] = []

    def hear(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(OF_A_TRANSACTION):
            said.append(statement)

    event.listen(target, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(target, "before_cursor_execute", hear)
