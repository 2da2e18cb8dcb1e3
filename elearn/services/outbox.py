"""Without this letters would lie in their table: it hands them out one by one, and keeps what came of each."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action
from elearn.domain.outbox import Delivery, Envelope, Fate, LetterKind, pause
from elearn.domain.people import Actor
from elearn.services.people import Operator
from elearn.storage import outbox
from elearn.storage.outbox import LetterRow
from elearn.storage.people import PersonRow

LEASE = timedelta(minutes=10)
"""So long a letter belongs to whoever took it; every step of a conversation with the server is far shorter."""
MOST = 100
KEPT = timedelta(days=90)
"""So long it is kept that a letter was sent; what it said is wiped at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """A letter that has not arrived: ``fate`` None while it is still tried, ``answer`` the server's last code."""

    id: str
    person: str
    name: str
    kind: str
    queued_at: datetime
    tries: int
    due_at: datetime
    fate: Fate | None
    answer: str


def claim(session: Session, now: datetime) -> Envelope | None:
    """The letter that has waited longest, taken so that nobody else delivers it; None when none is due.

    Letters that nobody wants any more, or that would come too late, are closed on the way.
    """
    while found := outbox.claim(session, now, LEASE):
        letter, person = found
        fate = _unwanted(letter, person, now)
        if fate is None:
            return Envelope(
                id=letter.id,
                lease=letter.lease or "",
                tries=letter.tries,
                name=person.name,
                address=person.email or "",
                subject=letter.subject,
                body=letter.body or "",
                weekly=person.id if letter.kind == LetterKind.DIGEST else None,
            )
        outbox.close(session, letter.id, letter.lease, fate, letter.answer, now)
    return None


def settle(session: Session, envelope: Envelope, came: Delivery, now: datetime) -> None:
    """Keep what came of a letter: closed and its body wiped, or put off for longer each time."""
    if came.fate is not None:
        outbox.close(session, envelope.id, envelope.lease, came.fate, came.code, now)
    else:
        outbox.put_off(session, envelope.id, envelope.lease, now + pause(envelope.tries), came.code)


def tidy(session: Session, now: datetime) -> None:
    """Forget the letters that were closed more than 90 days ago."""
    outbox.forget(session, now - KEPT)


def undelivered(session: Session, hand: Actor | Operator) -> tuple[Undelivered, ...]:
    """What has not arrived, the newest first; for whoever runs people's affairs. Never what a letter says."""
    if isinstance(hand, Actor):
        access.require(hand, Action.RUN_PEOPLE)
    return tuple(
        Undelivered(
            id=row.id,
            person=row.person_id,
            name=name,
            kind=row.kind,
            queued_at=row.queued_at,
            tries=row.tries,
            due_at=row.due_at,
            fate=Fate(row.closed_how) if row.closed_how else None,
            answer=row.answer or "",
        )
        for row, name in outbox.undelivered(session, MOST)
    )


def _unwanted(letter: LetterRow, person: PersonRow, now: datetime) -> Fate | None:
    if person.demo or person.disabled_at or person.erased_at or not person.email or not letter.body:
        return Fate.NOT_WANTED
    return Fate.TOO_LATE if letter.good_until <= now else None
