"""Without this no link to sign by could be made; a learner never sees one, and only its hash is kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.mail.letters import Letter, asked_by_link
from elearn.services import audit, letters, tokens
from elearn.storage import assessors, people, signing
from elearn.storage.base import new_id
from elearn.storage.signing import SigningLinkRow
from elearn.storage.signoffs import RequestRow
from elearn.words.reasons import spoken

LASTS = timedelta(days=30)

Writer = Callable[[str, str, str, str, str], Letter]
"""Writes a letter from its reader's name, the learner's, the milestone's, the link and its last day."""


def signs_by_link(session: Session, person_id: str) -> bool:
    """Whether this person was entered as an assessor and has no account to sign with."""
    person = people.by_id(session, person_id)
    return bool(
        person
        and person.passphrase_hash is None
        and assessors.entries_of(session, [person_id]).get(person_id)
    )


def make(
    session: Session, row: RequestRow, *, shown_to: str | None, now: datetime, beside: bool = False
) -> str:
    """A fresh link to a request, good for 30 days and one answer; its token.

    Earlier ones stop opening it, unless it is made ``beside`` them: she may be writing in one at this moment. An
    answer through either spends both.
    """
    if not beside:
        signing.revoke_open(session, row.id, now)
    letters.drop_asking(session, [row.id], now)
    token = tokens.fresh()
    session.add(
        SigningLinkRow(
            id=new_id(),
            request_id=row.id,
            person_id=row.asked_of,
            token_hash=tokens.fingerprint(token),
            made_at=now,
            made_by=shown_to,
            expires_at=now + LASTS,
        )
    )
    session.flush()
    audit.record(
        session,
        "signing-link-made",
        by=shown_to,
        about=row.learner_id,
        now=now,
        request=row.id,
        to=row.asked_of,
    )
    return token


def send(
    session: Session,
    row: RequestRow,
    title: str,
    now: datetime,
    timezone: ZoneInfo,
    *,
    write: Writer = asked_by_link,
    beside: bool = False,
) -> bool:
    """Make a link and send it to the address that was entered; False where no letter can be sent, and none is made.

    ``write`` is the letter that tells why it comes, ``beside`` as in ``make``.
    """
    person = people.by_id(session, row.asked_of)
    if person is None or not letters.reaches(session, person):
        return False
    token = make(session, row, shown_to=None, now=now, beside=beside)
    learner = people.names(session, {row.learner_id})[row.learner_id]
    until = spoken((now + LASTS).astimezone(timezone).date(), now.astimezone(timezone).date())
    link = letters.link(session, f"/sign/{token}")
    written = write(person.name, learner, title, link, until)
    return letters.queue(session, person.id, written, now, about=row.learner_id, matter=row.id)
