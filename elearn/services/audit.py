"""Without this each use case would write its own kind of line into the audited record."""

from datetime import datetime

from sqlalchemy.orm import Session

from elearn.domain.audit import Act, first_break, key_name
from elearn.storage import audit


def record(
    session: Session, action: str, *, by: str | None, about: str | None, now: datetime, **detail: object
) -> None:
    """Add one sealed act, in the transaction of what it records; ``detail`` holds ids and codes only."""
    audit.append(session, Act(at=now, actor=by, action=action, subject=about, detail=detail))


def broken_at(session: Session, keys: tuple[str, ...]) -> int | None:
    """Where the chain of acts no longer holds under these keys, or None."""
    return first_break(audit.chain(session), {key_name(key): key for key in keys})
