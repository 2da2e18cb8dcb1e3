"""Without these rules a dead mail server would be asked without end, or a letter given up that could still arrive."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class LetterKind(StrEnum):
    """Every kind of letter that is sent."""

    INVITATION = "invitation"
    RESET = "reset"
    ASKED = "asked"
    ANSWERED = "answered"
    PREPARED = "prepared"
    ERASURE = "erasure"
    FRESH_LINK = "fresh-link"
    QUESTION = "question"
    RECEIPT = "receipt"
    DIGEST = "digest"


class Fate(StrEnum):
    """What became of a letter that is no longer tried."""

    DELIVERED = "delivered"
    REFUSED = "refused"
    TOO_LATE = "too-late"
    NOT_WANTED = "not-wanted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A letter on its way: to whom, under which lease it was taken from the outbox, and which try this is.

    ``weekly`` is her id where the letter is one that she may stop.
    """

    id: str
    lease: str
    tries: int
    name: str
    address: str
    subject: str
    body: str
    weekly: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What the mail server answered: ``fate`` None means that the letter is tried again, ``code`` says why.

    ``server_down`` says that it was the server's trouble and no fault of this letter, so that others need not be tried.
    """

    fate: Fate | None
    code: str
    server_down: bool = False


PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
)
"""How long a letter rests after each try that failed; the last one again and again."""

GOOD_FOR = {
    LetterKind.INVITATION: timedelta(days=14),
    LetterKind.RESET: timedelta(hours=1),
    LetterKind.ASKED: timedelta(days=30),
    LetterKind.FRESH_LINK: timedelta(days=30),
}
USUALLY = timedelta(days=5)


def pause(tries: int) -> timedelta:
    """How long a letter rests after this many tries."""
    return PAUSES[min(max(tries, 1), len(PAUSES)) - 1]


def good_for(kind: LetterKind) -> timedelta:
    """How long a letter may be late before it would only mislead: as long as the link in it opens."""
    return GOOD_FOR.get(kind, USUALLY)


def week_of(day: date) -> str:
    """The ISO week of a day, such as 2026-W48: one weekly letter a person bears each."""
    year, week, _day = day.isocalendar()
    return f"{year}-W{week:02}"


def mark(key: str, person: str) -> str:
    """What shows that a link to stop the weekly letter was made here, for this person."""
    return hmac.new(key.encode(), f"no weekly letter for {person}".encode(), hashlib.sha256).hexdigest()[:40]


def way_off(key: str, person: str) -> str:
    """The path at which a reader's own mail program stops her weekly letter, by the token in it and nothing else."""
    return f"/letters/off/{person}/{mark(key, person)}"


def is_marked(key: str, person: str, shown: str) -> bool:
    """Whether such a link is ours; compared so that its time tells nothing."""
    return hmac.compare_digest(mark(key, person).encode(), shown.encode("utf-8", "replace"))
