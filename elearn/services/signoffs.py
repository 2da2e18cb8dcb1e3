"""Without this no learner could ask anybody to close a milestone, and nobody would know that she was asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action, Standing
from elearn.domain.errors import Conflict, NotFound, Refused
from elearn.domain.evidence import Verdict
from elearn.domain.findings import Refusal
from elearn.domain.milestones import may_ask, may_close
from elearn.domain.pathways import Closer
from elearn.domain.people import Actor, Role
from elearn.domain.replies import Reply, asks_back
from elearn.domain.signed_findings import canonical, version
from elearn.domain.signoffs import Lapse
from elearn.mail import letters as wording
from elearn.services import audit, letters, signing_links
from elearn.services.bundles import AsAsked, Bundle, as_asked, bundle_of, circle, held, said
from elearn.services.letters import Sent
from elearn.services.people import supervisors_today
from elearn.services.privacy import guard
from elearn.storage import assessors, assignments, people, signing, signoffs
from elearn.storage.base import new_id
from elearn.storage.signing import ReplyRow, SigningLinkRow
from elearn.storage.signoffs import DECLINED, GONE, UNDECIDED, WITHDRAWN, DecisionRow, RequestRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who might be asked, and why she may not be; ``by_link`` is she who has no account."""

    person: str
    name: str
    refusal: Refusal | None
    by_link: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What the learner needs before she asks: how the milestone stands, and whom she may ask.

    ``came_back`` is what she asked last, where whoever she asked will not answer it, or may not any more;
    ``declined`` the words of a no.
    """

    bundle: Bundle
    refusal: Refusal | None
    candidates: tuple[Candidate, ...]
    came_back: RequestRow | None
    declined: ReplyRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as the two of them see it, with the "not yet" that went before it and what was said since.

    ``bundle`` is the record as it is now, ``asked`` what was asked, where that is otherwise. ``link`` is the newest
    link to somebody without an account; ``by_link`` says that she is asked so.
    """

    row: RequestRow
    bundle: Bundle
    asked: AsAsked | None
    earlier: DecisionRow | None
    own: bool
    replies: tuple[ReplyRow, ...]
    by_link: bool
    link: SigningLinkRow | None

    @property
    def declined(self) -> bool:
        """Whether she who was asked has said no, so that somebody else can be asked."""
        return self.row.closed_how == DECLINED

    @property
    def lapsed(self) -> Lapse | None:
        """Why it was taken back that the learner did not take back, where it was."""
        return next((each for each in Lapse if self.row.closed_how == each), None)

    @property
    def over(self) -> bool:
        """Whether nobody will decide it, so that somebody else can be asked."""
        return self.row.closed_how in UNDECIDED

    @property
    def asks_back(self) -> bool:
        """Whether a question of hers waits for the learner."""
        last = self.replies[-1] if self.replies else None
        return last is not None and asks_back(last.kind, last.by, self.row.asked_of)


def asking(
    session: Session, actor: Actor, assignment_id: str, milestone: str, *, today: date, timezone: ZoneInfo
) -> Asking:
    """Whom the learner may ask to close a milestone; raises ``NotFound`` when it is not hers or nobody closes it."""
    row = assignments.by_id(session, assignment_id)
    if row is None or row.ended_at:
        raise NotFound
    access.require(actor, Action.ASK_SIGN_OFF, held(actor, row.learner_id))
    bundle = bundle_of(session, assignment_id, milestone, today, timezone)
    came_back = signoffs.last_came_back(session, assignment_id, milestone)
    return Asking(
        bundle=bundle,
        refusal=may_ask(bundle.progress.judgement, milestone),
        candidates=_candidates(session, bundle, today),
        came_back=came_back,
        declined=_no_to(session, came_back) if came_back else None,
    )


def ask(
    session: Session,
    actor: Actor,
    assignment_id: str,
    milestone: str,
    of: str,
    note: str = "",
    *,
    kept: Collection[str] = (),
    today: date,
    now: datetime,
    timezone: ZoneInfo,
) -> RequestRow:
    """Ask one person to close a milestone, with the record as it stands; that is kept, and its hash is sealed.

    Asking her again while she has not answered changes nothing. ``kept`` are pieces of the note of which the learner
    said that they identify nobody.
    """
    assignments.locked(session, assignment_id)
    found = asking(session, actor, assignment_id, milestone, today=today, timezone=timezone)
    waiting = signoffs.open_for(session, assignment_id, milestone)
    if waiting and waiting.asked_of == of:
        return waiting
    if found.refusal is not None:
        raise Refused(f"ask-{found.refusal.code}", field=None, **said(found.refusal, found.bundle, today))
    chosen = next((each for each in found.candidates if each.person == of), None)
    if chosen is None or chosen.refusal is not None:
        raise Refused("ask-somebody-else", field="of")
    id_ = new_id()
    guard(session, actor, {"note": note}, kept, about=actor.id, entry=id_, now=now)
    body = found.bundle.body
    row = RequestRow(
        id=id_,
        learner_id=actor.id,
        assignment_id=assignment_id,
        milestone=milestone,
        closer=found.bundle.closes.by,
        asked_of=of,
        note=note.strip(),
        body=body,
        body_hash=version(canonical(body)),
        asked_at=now,
        asked_on=today,
    )
    session.add(row)
    session.flush()
    sealed = {"request": row.id, "milestone": milestone, "bundle": row.body_hash}
    audit.record(session, "asked", by=actor.id, about=actor.id, now=now, **sealed)
    if chosen.by_link:
        signing_links.send(session, row, found.bundle.finding.title, now, timezone)
    else:
        tell(session, row, found.bundle.finding.title, now)
    return row


def tell(session: Session, row: RequestRow, title: str, now: datetime) -> None:
    """Tell whoever is asked, and has an account, by letter; in the place of one that has not left yet."""
    tell_all(session, [(row, title)], now)


def tell_all(session: Session, asked: Collection[tuple[RequestRow, str]], now: datetime) -> None:
    """The same of several requests with what their milestones are called; four statements, however many they are."""
    letters.drop_asking(session, [row.id for row, _title in asked], now)
    names = people.names(session, {who for row, _title in asked for who in (row.asked_of, row.learner_id)})
    written = [
        Sent(
            to=row.asked_of,
            letter=wording.asked(
                names[row.asked_of],
                names[row.learner_id],
                title,
                letters.link(session, f"/sign-off/{row.id}"),
            ),
            about=row.learner_id,
            matter=row.id,
        )
        for row, title in asked
    ]
    letters.queue_all(session, written, now)


def withdraw(session: Session, actor: Actor, request_id: str, now: datetime) -> RequestRow:
    """Take a request back before it is answered; it is then gone from the list of her who was asked."""
    row = signoffs.locked(session, request_id)
    if row is None:
        raise NotFound
    access.require(actor, Action.ASK_SIGN_OFF, held(actor, row.learner_id))
    if row.closed_at and row.closed_how not in GONE:
        raise Conflict("answered-already")
    if row.closed_at is None:
        signoffs.close(session, row, WITHDRAWN, now)
    return row


def request(
    session: Session, actor: Actor, request_id: str, *, today: date, timezone: ZoneInfo
) -> Request | DecisionRow:
    """An open request for the two of them, or the decision once there is one; raises ``NotFound`` for others.

    A withdrawn request is gone, for both; one that will not be decided is there for the learner, who reads why.
    """
    row = signoffs.request(session, request_id)
    if row is None or row.closed_how == WITHDRAWN:
        raise NotFound
    standings = held(actor, row.learner_id, named=row.asked_of)
    access.require(actor, Action.SEE_REQUEST, standings)
    if row.closed_how in UNDECIDED and Standing.SELF not in standings:
        raise NotFound
    if row.closed_at and row.closed_how not in UNDECIDED:
        return signoffs.answers_to(session, row.id)[-1]
    bundle = bundle_of(session, row.assignment_id, row.milestone, today, timezone)
    return Request(
        row=row,
        bundle=bundle,
        asked=as_asked(session, row, bundle),
        earlier=None if row.closed_how in GONE else earlier_not_yet(session, row),
        own=Standing.SELF in standings,
        replies=tuple(signing.replies(session, row.id)),
        by_link=signing_links.signs_by_link(session, row.asked_of),
        link=signing.newest(session, [row.id]).get(row.id),
    )


def earlier_not_yet(session: Session, row: RequestRow) -> DecisionRow | None:
    """The "not yet" that the request before this one came to, for the learner and the next signer."""
    before, _after = _beside(session, row)
    answers = signoffs.answers_to(session, before[-1].id) if before else []
    return answers[-1] if answers and answers[-1].decision == Verdict.NOT_YET else None


def following(session: Session, row: RequestRow) -> RequestRow | None:
    """The request on the same milestone that came after this one, if there is one."""
    _before, after = _beside(session, row)
    return next(iter(after), None)


def asked(session: Session, actor: Actor) -> list[tuple[RequestRow, str]]:
    """The open requests that wait for this person with the learner's name, the longest wait first."""
    rows = signoffs.asked_of(session, actor.id)
    names = people.names(session, {each.learner_id for each in rows})
    return [(each, names[each.learner_id]) for each in rows]


def signed(session: Session, actor: Actor) -> list[tuple[DecisionRow, str]]:
    """What this person signed with the learner's name, the latest first; amended ones too."""
    rows = signoffs.signed_by(session, actor.id)
    names = people.names(session, {each.learner_id for each in rows})
    return [(each, names[each.learner_id]) for each in rows]


def _no_to(session: Session, row: RequestRow) -> ReplyRow | None:
    """The no by which a request came back; None where it was taken back."""
    said = signing.replies(session, row.id) if row.closed_how == DECLINED else []
    return next((each for each in reversed(said) if each.kind == Reply.DECLINED), None)


def _beside(session: Session, row: RequestRow) -> tuple[list[RequestRow], list[RequestRow]]:
    """The lasting requests on the same milestone before this one and after it, each list in order."""
    found = signoffs.lasting(session, row.assignment_id, row.milestone)
    place = [each.id for each in found].index(row.id)
    return found[:place], found[place + 1 :]


def _candidates(session: Session, bundle: Bundle, today: date) -> tuple[Candidate, ...]:
    """Everyone the learner might think of: those who may by name, then those who may not, and why not."""
    progress = bundle.progress
    found = []
    entered = {row.id for _entry, row in assessors.without_account(session)}
    hers = {row.id for _entry, row in assessors.without_account(session, bundle.learner)}
    for person in _thinkable(session, bundle, today):
        row = people.by_id(session, person)
        if person in entered - hers:
            continue  # entered for another learner, and of no business of hers
        if row is not None and not (row.disabled_at or row.erased_at or person == bundle.learner):
            why = circle(session, person, bundle.learner, today) or may_close(
                person, progress.evidence, progress.pathway, bundle.milestone.id, today
            )
            found.append(Candidate(person=person, name=row.name, refusal=why, by_link=person in hers))
    return tuple(sorted(found, key=lambda each: (each.refusal is not None, each.name)))


def _thinkable(session: Session, bundle: Bundle, today: date) -> dict[str, None]:
    supervisors = [each.supervisor for each in supervisors_today(session, bundle.learner, today)]
    match bundle.closes.by:
        case Closer.SUPERVISOR:
            return dict.fromkeys(supervisors)
        case Closer.ASSESSOR:
            assessors = [each.id for each in people.with_role(session, Role.ASSESSOR)]
            return dict.fromkeys((*supervisors, *assessors))
        case Closer.COORDINATOR:
            return dict.fromkeys(each.id for each in people.with_role(session, Role.COORDINATOR))
