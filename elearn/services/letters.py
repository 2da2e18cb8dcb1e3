"""Without this each use case would queue letters in its own way: to people of the demo, or where no mail is set up."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from elearn.domain.outbox import LetterKind, good_for
from elearn.mail.letters import Letter
from elearn.storage import outbox, people
from elearn.storage.people import PersonRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A letter and to whom it goes; ``about``, ``matter`` and ``once`` are as in ``queue``."""

    to: str
    letter: Letter
    about: str | None = None
    matter: str | None = None
    once: str | None = None


def house(session: Session) -> str:
    """The address with which links in letters begin; empty where no mail is set up."""
    return str(session.info.get("letters_from", ""))


def link(session: Session, path: str) -> str:
    """An address of ours as a letter holds it: built from the setting, never from a request."""
    return f"{house(session)}{path}"


def reaches(session: Session, person: PersonRow) -> bool:
    """Whether a letter to this person would be queued: mail is set up, and she is no one of the demo."""
    return bool(
        house(session) and person.email and not (person.demo or person.disabled_at or person.erased_at)
    )


def queue(
    session: Session,
    person_id: str,
    letter: Letter,
    now: datetime,
    *,
    about: str | None = None,
    matter: str | None = None,
    once: str | None = None,
) -> bool:
    """Queue a letter in the transaction of the act it tells of; False where none is sent.

    ``about`` is the other person whom it names, ``matter`` the request it asks to be answered.
    Of letters with the same ``once`` only the first is queued.
    """
    person = people.by_id(session, person_id)
    if person is None or not reaches(session, person):
        return False
    sent = Sent(to=person_id, letter=letter, about=about, matter=matter, once=once)
    return outbox.add(session, **_kept(sent, now))


def queue_all(session: Session, letters: Collection[Sent], now: datetime) -> None:
    """Queue these letters as ``queue`` does each; two statements, however many they are."""
    if not letters:
        return
    known = people.by_ids(session, {each.to for each in letters})
    reached = [each for each in letters if each.to in known and reaches(session, known[each.to])]
    outbox.add_all(session, [_kept(each, now) for each in reached])


def drop_unsent(session: Session, person_id: str, *kinds: LetterKind, now: datetime) -> None:
    """Take back letters of these kinds that have not left yet, since the link in them opens no longer."""
    outbox.take_back(session, person_id, kinds, now)


def drop_asking(session: Session, requests: Collection[str], now: datetime) -> None:
    """Take back letters that ask for an answer to these requests and have not left yet: another way leads to it now."""
    outbox.take_back_asking(session, requests, now)


def _kept(sent: Sent, now: datetime) -> dict[str, Any]:
    """A letter as its row is written."""
    return {
        "person_id": sent.to,
        "about_id": sent.about,
        "kind": sent.letter.kind.value,
        "matter": sent.matter,
        "once": sent.once,
        "subject": sent.letter.subject,
        "body": sent.letter.body,
        "queued_at": now,
        "good_until": now + good_for(sent.letter.kind),
        "due_at": now,
    }
