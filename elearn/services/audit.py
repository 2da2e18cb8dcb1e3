"""Without this each use case would write its own kind of line into the audited record."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from elearn.domain.audit import Act, first_break, key_name, stamped_back
from elearn.storage import audit


def record(
    session: Session, action: str, *, by: str | None, about: str | None, now: datetime, **detail: object
) -> None:
    """Add one sealed act, in the transaction of what it records; ``detail`` holds ids and codes only."""
    audit.append(session, Act(at=now, actor=by, action=action, subject=about, detail=detail))


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """How the sealed record stands: how many acts, where the chain breaks first, which stamps run backwards.

    ``unkeyed`` acts were sealed with a key that is not at hand: their order is examined, not their seal.
    """

    acts: int
    broken_at: int | None
    backwards: tuple[int, ...]
    unkeyed: int


def examine(session: Session, keys: tuple[str, ...]) -> Examined:
    """How the sealed record stands, as far as these keys can tell."""
    links, known = tuple(audit.chain(session)), {key_name(key): key for key in keys}
    return Examined(
        acts=len(links),
        broken_at=first_break(links, known),
        backwards=stamped_back(links),
        unkeyed=sum(each.key_id not in known for each in links),
    )


def broken_at(session: Session, keys: tuple[str, ...]) -> int | None:
    """Where the chain of acts no longer holds under these keys, or None."""
    return first_break(audit.chain(session), {key_name(key): key for key in keys})
