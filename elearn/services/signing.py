"""Without this whoever has no account could answer no request: she comes by a link that opens it and nothing else."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from elearn.domain.errors import Conflict, NotFound, Refused
from elearn.domain.evidence import Verdict
from elearn.domain.people import Actor
from elearn.domain.receipts import shown
from elearn.domain.replies import Reply
from elearn.mail import letters as wording
from elearn.services import decisions, letters, replies, signing_links, tokens
from elearn.services.bundles import AsAsked, Bundle, as_asked, bundle_of, held
from elearn.services.decisions import Answer, ByLink, Moment
from elearn.services.privacy import guard
from elearn.services.signoffs import earlier_not_yet
from elearn.storage import assessors, people, receipts, sessions, signing, signoffs
from elearn.storage.assessors import AssessorRow
from elearn.storage.people import PersonRow
from elearn.storage.signing import ReplyRow, SignatureRow, SigningLinkRow
from elearn.storage.signoffs import DECLINED, DecisionRow, RequestRow
from elearn.words.reasons import spoken
from elearn.words.signoffs import VERDICTS

AGAIN_AFTER = timedelta(minutes=10)
"""A fresh link asked for twice within this time is one link, and one letter."""


class State(StrEnum):
    """What a link leads to."""

    OPEN = "open"
    ANEW = "anew"
    OLD = "old"
    ANSWERED = "answered"
    DECLINED = "declined"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """At whose browser the link was opened: who is signed in there, and the token by which it is known."""

    person: str | None
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """What she says of herself."""

    name: str
    part: str
    registration: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a link opens: while it does, the one bundle she was asked about; afterwards the code of her answer.

    A link that was made after her answer opens what she answered once more, to be amended; ``decision`` is then hers,
    and ``signature`` what she said of herself.
    ``bundle`` is the record as it is now, ``asked`` what was asked, where that is otherwise; ``mailed`` says whether
    a letter would reach her.
    """

    state: State
    row: RequestRow
    person: PersonRow
    entry: AssessorRow | None
    mailed: bool
    bundle: Bundle | None = None
    asked: AsAsked | None = None
    learner: str = ""
    earlier: DecisionRow | None = None
    replies: tuple[ReplyRow, ...] = ()
    decision: DecisionRow | None = None
    signature: SignatureRow | None = None
    code: str = ""


def opened(session: Session, token: str, browser: Browser, moment: Moment) -> Opened:
    """What a link leads to; looking never spends it, since mail scanners look too.

    Raises ``NotFound`` for a link that never was, ``Refused`` in a browser of the learner's own.
    """
    link, row, person = _found(session, token)
    _rule_out_learner(session, row.learner_id, browser)
    entry = next(iter(assessors.entries_of(session, [person.id]).get(person.id, ())), None)
    state, mailed = _state(session, link, row, moment.now), letters.reaches(session, person)
    found = Opened(state=state, row=row, person=person, entry=entry, mailed=mailed)
    if found.state is State.OPEN:
        bundle = bundle_of(session, row.assignment_id, row.milestone, moment.today, moment.timezone)
        return replace(
            found,
            bundle=bundle,
            asked=as_asked(session, row, bundle),
            learner=people.names(session, {row.learner_id})[row.learner_id],
            earlier=earlier_not_yet(session, row),
            replies=tuple(signing.replies(session, row.id)),
        )
    if found.state is State.ANEW:
        made = signoffs.answers_to(session, row.id)[-1]
        where = (row.assignment_id, row.milestone, moment.today, moment.timezone)
        return replace(
            found,
            bundle=bundle_of(session, *where, signed_under=made.edition),
            learner=people.names(session, {row.learner_id})[row.learner_id],
            decision=made,
            signature=signing.signature(session, made.id),
        )
    if found.state is State.ANSWERED:
        made = signoffs.answers_to(session, row.id)[-1]
        return replace(found, decision=made, code=shown(receipts.codes(session, [made.id])[made.id]))
    return found


def decide(
    session: Session,
    token: str,
    answer: Answer,
    signer: Signer,
    browser: Browser,
    moment: Moment,
    reason: str = "",
) -> DecisionRow:
    """Answer through a link, once, under the rules that hold for everybody; a receipt goes to her address.

    Through one that was made after her answer she amends it, for a ``reason``. The same answer
    sent twice is one decision; another is refused as ``Conflict``.
    """
    row, person, link = _held(session, token, browser, moment)
    if not signer.name.strip():
        raise Refused("name-missing", field="name")
    if not signer.part.strip():
        raise Refused("part-missing", field="part")
    proof = ByLink(
        name=signer.name.strip(),
        part=signer.part.strip(),
        registration=signer.registration.strip(),
        made_at=link.made_at,
        handed_on_by=link.made_by,
    )
    try:
        actor, old = _actor(session, person), _amended(session, row, link, reason, moment.now)
        if old is None:
            made = decisions.decide(session, actor, row.id, answer, proof, moment)
        else:
            made = decisions.amend(session, actor, old, answer, reason, proof, moment)
    except Conflict as conflict:
        raise Conflict("link-answered") if conflict.code == "decided-otherwise" else conflict from conflict
    _spend(session, row, link, moment.now)
    _send_receipt(session, person, made, moment)
    return made


def reply(
    session: Session,
    token: str,
    kind: Reply,
    words: str,
    instead: str,
    browser: Browser,
    moment: Moment,
    *,
    kept: Collection[str] = (),
) -> None:
    """Ask back, or say no and perhaps who else could; a no closes the request, so that somebody else can be asked."""
    row, person, link = _held(session, token, browser, moment)
    if row.closed_how == DECLINED and kind is Reply.DECLINED:
        return
    if row.closed_at:
        raise Conflict("link-answered")
    replies.say(session, row, _actor(session, person), kind, words, instead, moment, kept=kept)
    if row.closed_at:
        _spend(session, row, link, moment.now)


def answer_question(
    session: Session, actor: Actor, request_id: str, words: str, moment: Moment, *, kept: Collection[str] = ()
) -> bool:
    """Answer a question that was asked before the signature; to her who signs by a link one more goes with the news.

    True where a letter goes to her.

    Raises ``NotFound`` for all but the learner.
    """
    row = signoffs.locked(session, request_id)
    if row is None or row.closed_at or not held(actor, row.learner_id):
        raise NotFound
    said = signing.replies(session, row.id)
    if not words.strip():
        raise Refused("answer-missing", field="words")
    if said and said[-1].kind == Reply.ANSWER and said[-1].words == words.strip():
        return True
    if not said or said[-1].kind != Reply.QUESTION:
        raise NotFound
    guard(session, actor, {"words": words}, kept, about=actor.id, entry=row.id, now=moment.now)
    replies.add(session, row, actor.id, Reply.ANSWER, words, "", moment.now)
    bundle = bundle_of(session, row.assignment_id, row.milestone, moment.today, moment.timezone)
    title = bundle.finding.title
    if signing_links.signs_by_link(session, row.asked_of):
        told = wording.question_answered_by_link
        return signing_links.send(session, row, title, moment.now, moment.timezone, write=told, beside=True)
    asked = bundle.names.get(row.asked_of) or people.names(session, {row.asked_of})[row.asked_of]
    written = wording.question_answered(
        asked, actor.name, title, letters.link(session, f"/sign-off/{row.id}")
    )
    return letters.queue(session, row.asked_of, written, moment.now, about=row.learner_id)


def question(session: Session, actor: Actor, request_id: str) -> str:
    """The question that waits for the learner, or the last one she has answered; raises ``NotFound`` where none is."""
    row = signoffs.request(session, request_id)
    if row is None or row.closed_at or actor.id != row.learner_id:
        raise NotFound
    asked = [each.words for each in signing.replies(session, row.id) if each.kind == Reply.QUESTION]
    if not asked:
        raise NotFound
    return asked[-1]


def fresh(session: Session, token: str, browser: Browser, moment: Moment) -> bool:
    """Send a fresh link, in the place of one that opens no longer, to the address that was entered and to no other.

    False where no letter can be sent: a coordinator then finds the request on her page, and hands a link on.
    """
    _link, row, person = _found(session, token)
    _rule_out_learner(session, row.learner_id, browser)
    if signoffs.locked(session, row.id) is None or row.closed_at:
        raise NotFound
    last = signing.newest(session, [row.id])[row.id]
    if not letters.reaches(session, person):
        return False
    if last.opens(moment.now) and moment.now - last.made_at < AGAIN_AFTER:
        return True
    bundle = bundle_of(session, row.assignment_id, row.milestone, moment.today, moment.timezone)
    title = bundle.finding.title
    return signing_links.send(session, row, title, moment.now, moment.timezone, write=wording.fresh_link)


def _found(session: Session, token: str) -> tuple[SigningLinkRow, RequestRow, PersonRow]:
    link = signing.by_token(session, tokens.fingerprint(token))
    row = signoffs.request(session, link.request_id) if link else None
    person = people.by_id(session, link.person_id) if link else None
    if link is None or row is None or person is None or person.disabled_at or person.erased_at:
        raise NotFound
    return link, row, person


def _held(
    session: Session, token: str, browser: Browser, moment: Moment
) -> tuple[RequestRow, PersonRow, SigningLinkRow]:
    """The request a link leads to, held until the end; raises ``Refused`` where the link opens no longer."""
    link, found, person = _found(session, token)
    _rule_out_learner(session, found.learner_id, browser)
    row = signoffs.locked(session, found.id)
    link = signing.by_token(session, tokens.fingerprint(token)) or link
    if row is None or row.asked_of != person.id:
        raise NotFound
    if row.closed_at is None and not link.opens(moment.now):
        raise Refused("signing-link-old")
    return row, person, link


def _spend(session: Session, row: RequestRow, link: SigningLinkRow, now: datetime) -> None:
    """Use up the link by which an answer came; one that was made beside it is not left to open what is answered."""
    signing.spend(session, link.id, now)
    signing.revoke_open(session, row.id, now)


def _state(session: Session, link: SigningLinkRow, row: RequestRow, now: datetime) -> State:
    if row.closed_at is None:
        usable = link.opens(now) and row.asked_of == link.person_id
        return State.OPEN if usable else State.OLD
    if row.closed_how == DECLINED:
        return State.DECLINED
    answers = signoffs.answers_to(session, row.id)
    if not answers or answers[-1].by != link.person_id:
        return State.GONE
    return State.ANEW if link.opens(now) else State.ANSWERED


def _amended(
    session: Session, row: RequestRow, link: SigningLinkRow, reason: str, now: datetime
) -> str | None:
    """The decision that is amended through a link, also when the same is sent once more; None for a first answer."""
    answers = signoffs.answers_to(session, row.id)
    if not answers:
        return None
    return answers[-1].id if link.opens(now) else answers[-1].amends if reason else None


def _rule_out_learner(session: Session, learner: str, browser: Browser) -> None:
    """Raise ``Refused`` in a browser in which the learner is signed in, or ever was."""
    known = browser.device and sessions.knows_device(session, learner, tokens.fingerprint(browser.device))
    if browser.person == learner or known:
        raise Refused("learners-own-browser")


def _actor(session: Session, person: PersonRow) -> Actor:
    return Actor(id=person.id, name=person.name, roles=people.roles_of(session, person.id))


def _send_receipt(session: Session, person: PersonRow, made: DecisionRow, moment: Moment) -> None:
    bundle = bundle_of(session, made.assignment_id, made.milestone, moment.today, moment.timezone)
    written = wording.receipt(
        person.name,
        bundle.names[made.learner_id],
        bundle.finding.title,
        VERDICTS[Verdict(made.decision)].casefold(),
        spoken(made.decided_on, moment.today),
        shown(receipts.codes(session, [made.id])[made.id]),
        letters.link(session, "/verify"),
    )
    once = f"receipt:{made.id}"
    letters.queue(session, person.id, written, moment.now, about=made.learner_id, once=once)
