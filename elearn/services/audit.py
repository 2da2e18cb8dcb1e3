"""Without this each use case would write its own kind of line into the audited record."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.orm import Session

from elearn.domain import audit as rules
from elearn.domain.audit import Act, Examined, Head, key_name
from elearn.storage import audit

_KEPT = "acts_kept_back"


def record(
    session: Session, action: str, *, by: str | None, about: str | None, now: datetime, **detail: object
) -> None:
    """Add one sealed act, in the transaction of what it records; ``detail`` holds ids and codes only."""
    record_all(session, [Act(at=now, actor=by, action=action, subject=about, detail=detail)])


def record_all(session: Session, acts: Iterable[Act]) -> None:
    """The same of several acts, one sealed to the other in this order."""
    kept: list[Act] | None = session.info.get(_KEPT)
    if kept is None:
        audit.append(session, *acts)
    else:
        kept.extend(acts)


@contextmanager
def in_order_of_time(session: Session) -> Iterator[None]:
    """Keep acts back while a past is played one life after another, and seal them at its end in the order of its days.

    Sealed as they come, they would read as if a clock had been set back at each new life.
    """
    kept: list[Act] = []
    session.info[_KEPT] = kept
    try:
        yield
    finally:
        del session.info[_KEPT]
    audit.append(session, *sorted(kept, key=lambda each: each.at))


def examine(session: Session, keys: Collection[str], kept: Head | None = None) -> Examined:
    """How the sealed record stands, as far as these keys can tell, and against a head that was kept elsewhere."""
    # The database's own head is read first: acts added meanwhile make the chain longer, never shorter.
    heads = [audit.head(session), *([kept] if kept else [])]
    return rules.examine(audit.chain(session), {key_name(key): key for key in keys}, heads)


def broken_at(session: Session, keys: Collection[str]) -> int | None:
    """Where the chain of acts no longer holds under these keys, or None."""
    broken = examine(session, keys).broken
    return broken.seq if broken else None
