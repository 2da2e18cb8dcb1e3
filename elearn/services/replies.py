"""Without this whoever is asked for a signature with an account could only sign, and never ask back or say no."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action
from elearn.domain.errors import Conflict, NotFound, Refused
from elearn.domain.people import Actor
from elearn.domain.privacy import Identifier, identifiers
from elearn.domain.replies import Reply
from elearn.mail import letters as wording
from elearn.services import audit, letters
from elearn.services.bundles import held
from elearn.services.decisions import Moment
from elearn.services.privacy import guard
from elearn.storage import people, signing, signoffs
from elearn.storage.signing import ReplyRow
from elearn.storage.signoffs import DECLINED, GONE, RequestRow

ADDRESSES = frozenset({Identifier.EMAIL, Identifier.PHONE})
"""What says how a colleague is reached: whoever enters her asks for it, and no text here need hold it."""


def reply(
    session: Session,
    actor: Actor,
    request_id: str,
    kind: Reply,
    words: str,
    instead: str,
    moment: Moment,
    *,
    kept: Collection[str] = (),
) -> None:
    """Ask the learner back, or say no and perhaps who else could; raises ``NotFound`` for all but the person asked."""
    row = signoffs.locked(session, request_id)
    if row is None or row.closed_how in GONE:
        raise NotFound
    access.require(actor, Action.DECIDE, held(actor, row.learner_id, named=row.asked_of))
    if row.closed_at and not (row.closed_how == DECLINED and kind is Reply.DECLINED):
        raise Conflict("decided-otherwise")
    say(session, row, actor, kind, words, instead, moment, kept=kept)


def say(
    session: Session,
    row: RequestRow,
    actor: Actor,
    kind: Reply,
    words: str,
    instead: str,
    moment: Moment,
    *,
    kept: Collection[str],
) -> None:
    """Keep what is said about a request that is held, and tell the learner; the same said twice is said once.

    A no closes the request, so that somebody else can be asked.
    """
    if row.closed_how == DECLINED:
        return
    if kind is Reply.QUESTION and not words.strip():
        raise Refused("question-missing", field="words")
    if any(each.kind in ADDRESSES for each in identifiers(instead)):
        raise Refused("instead-by-name", field="instead")
    given = (actor.id, kind, words.strip(), instead.strip())
    last = next(reversed(signing.replies(session, row.id)), None)
    if last and (last.by, last.kind, last.words, last.instead) == given:
        return
    texts = {"words": words, "instead": instead}
    guard(session, actor, texts, kept, about=row.learner_id, entry=row.id, now=moment.now)
    add(session, row, actor.id, kind, words, instead, moment.now)
    learner = people.names(session, {row.learner_id})[row.learner_id]
    at = letters.link(session, f"/sign-off/{row.id}")
    if kind is Reply.DECLINED:
        signoffs.close(session, row, DECLINED, moment.now)
        written = wording.answered(learner, at)
    else:
        written = wording.question(learner, actor.name, at)
    letters.queue(session, row.learner_id, written, moment.now, about=actor.id)
    audit.record(
        session, f"request-{kind.value}", by=actor.id, about=row.learner_id, now=moment.now, request=row.id
    )


def add(
    session: Session, row: RequestRow, by: str, kind: Reply, words: str, instead: str, now: datetime
) -> None:
    """Add one thing that was said about a request."""
    session.add(
        ReplyRow(
            request_id=row.id,
            learner_id=row.learner_id,
            by=by,
            kind=kind.value,
            words=words.strip(),
            instead=instead.strip(),
            at=now,
        )
    )
    session.flush()
