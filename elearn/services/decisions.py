"""Without this no sign-off could be given: judged anew, refused with reasons, or added for ever with what was seen."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action
from elearn.domain.errors import Conflict, NotFound, Refused
from elearn.domain.evidence import DecisionEvent, Known, Verdict
from elearn.domain.pathways import Closer
from elearn.domain.people import Actor, Role
from elearn.domain.reasons import RefusalCode
from elearn.domain.receipts import shown
from elearn.domain.signed_findings import Reflections, frozen, version
from elearn.domain.signoffs import corrected, would_close
from elearn.mail.letters import answered
from elearn.services import accounts, audit, letters
from elearn.services.bundles import Bundle, bundle_of, circle, held, said
from elearn.services.passphrases import Hasher
from elearn.services.privacy import guard
from elearn.services.signoffs import following
from elearn.storage import people, receipts, signoffs
from elearn.storage import signing as signing_rows
from elearn.storage.base import new_id
from elearn.storage.signing import SignatureRow
from elearn.storage.signoffs import UNDECIDED, DecisionRow, RequestRow
from elearn.words.kinds import called
from elearn.words.reasons import spoken

LONGEST_MEETING = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """When the signer last gave her passphrase, and the one she gave with the form, if any."""

    signed_in_at: datetime
    passphrase: str
    hasher: Hasher


@dataclass(frozen=True, slots=True, kw_only=True)
class ByLink:
    """What somebody without an account says of herself; the link she came by stands for a passphrase."""

    name: str
    part: str
    registration: str
    made_at: datetime
    handed_on_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When and where an answer is given: the instant, the service's day and its time zone."""

    now: datetime
    today: date
    timezone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the signer says; ``seen`` is the bundle she had before her, as its text.

    ``kept`` are pieces of what she wrote of which she said that they identify nobody.
    """

    decision: Verdict
    seen: str
    met_on: date | None = None
    minutes: int | None = None
    known: Known | None = None
    note: str = ""
    talk_on: date | None = None
    kept: frozenset[str] = frozenset()


def asks_passphrase(signed_in_at: datetime, now: datetime) -> bool:
    """Whether the passphrase is asked for again before a signature: twelve hours after the last sign-in."""
    return now - signed_in_at >= accounts.FRESH_FOR


def decide(
    session: Session, actor: Actor, request_id: str, answer: Answer, proof: Proof | ByLink, moment: Moment
) -> DecisionRow:
    """Answer a request, once; the same answer sent twice is one decision.

    Raises ``NotFound`` for all but the person asked, ``Conflict`` when the record moved on since she saw it or
    another answer was given, ``Refused`` when a rule says no.
    """
    row = signoffs.locked(session, request_id)
    if row is None or row.closed_how in UNDECIDED:
        raise NotFound
    still_asked(session, actor, row.id)
    _may_sign(session, actor, row)
    if row.closed_at:
        return _again(session, row, _Signing(answer=answer, proof=proof, moment=moment, by=actor))
    made = _sign(session, row, _Signing(answer=answer, proof=proof, moment=moment, by=actor))
    _record(session, "decided", made, moment.now)
    return made


def still_asked(session: Session, actor: Actor, request_id: str) -> None:
    """Raise ``Conflict`` where this was asked of the actor, and went with the trainee to whoever supervises her now."""
    row = signoffs.request(session, request_id)
    if row is None or row.asked_of == actor.id or row.closer != Closer.SUPERVISOR:
        return
    relations = people.relations_of(session, [row.learner_id])
    if any(each.supervisor == actor.id and each.until and each.since <= row.asked_on for each in relations):
        raise Conflict("handed-on")


def amend(
    session: Session,
    actor: Actor,
    decision_id: str,
    answer: Answer,
    reason: str,
    proof: Proof | ByLink,
    moment: Moment,
) -> DecisionRow:
    """Add a decision that takes the place of one's own earlier one, with a reason; the earlier one stays.

    This is also how a decision is signed again after the record behind it was corrected.
    """
    old = signoffs.decision(session, decision_id)
    row = signoffs.locked(session, old.request_id) if old and old.by == actor.id else None
    if old is None or row is None:
        raise NotFound
    _may_sign(session, actor, row)
    signing = _Signing(
        answer=answer, proof=proof, moment=moment, by=actor, amends=old.id, reason=reason, under=old.edition
    )
    if signoffs.answers_to(session, row.id)[-1].id != old.id:
        return _again(session, row, signing)
    if not reason.strip():
        raise Refused("reason-missing", field="reason")
    if following(session, row):
        raise Refused("asked-again-since")
    made = _sign(session, row, signing)
    _record(session, "amended", made, moment.now, amends=old.id)
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A decision as it stood, and the milestone as it stands today.

    ``code`` is that under which anybody may look it up, ``signature`` what its signer said of herself if she has no
    account, ``handed_on_by`` who handed her the link on, if anybody. ``amended_by`` is what took its place,
    ``before`` the decision whose place it takes, ``corrected`` the entries mended since, ``may_amend`` whether the
    reader may sign anew, ``own`` whether she is the learner. ``reflections`` are what she shared when it was
    signed, for her and the signer: whoever is asked next reads only what is shared with her. ``asked`` is what a
    first decision was asked with, for the two, where it is kept.
    """

    row: DecisionRow
    code: str
    signature: SignatureRow | None
    handed_on_by: str
    bundle: Bundle
    amended_by: str | None
    corrected: tuple[str, ...]
    before: DecisionRow | None
    may_amend: bool
    own: bool
    reflections: Reflections
    asked: Mapping[str, Any] | None

    @property
    def as_asked(self) -> bool:
        """Whether it was signed on just what was asked, as far as both are kept."""
        kept = (self.asked or {}).get("bundle"), self.row.finding.get("bundle")
        return None not in kept and kept[0] == kept[1]


def decision(session: Session, actor: Actor, decision_id: str, moment: Moment) -> Signed:
    """One decision with what it rests on; raises ``NotFound`` for all but the two, and the next signer of a not yet."""
    row = signoffs.decision(session, decision_id)
    if row is None or not (held(actor, row.learner_id, named=row.by) or _signs_next(session, actor, row)):
        raise NotFound
    bundle = bundle_of(
        session, row.assignment_id, row.milestone, moment.today, moment.timezone, signed_under=row.edition
    )
    chain = signoffs.answers_to(session, row.request_id)
    amended_by = next((each.id for each in chain if each.amends == row.id), None)
    signature = signing_rows.signature(session, row.id)
    handed = signature.handed_on_by if signature else None
    of_the_two = actor.id in (row.learner_id, row.by)
    return Signed(
        row=row,
        code=shown(receipts.codes(session, {row.id})[row.id]),
        signature=signature,
        handed_on_by=people.names(session, {handed}).get(handed, "") if handed else "",
        bundle=bundle,
        amended_by=amended_by,
        corrected=() if amended_by else corrected(row.finding, bundle.progress.evidence),
        before=next((each for each in chain if each.id == row.amends), None),
        may_amend=row.by == actor.id and amended_by is None and bool(bundle.names[row.learner_id]),
        own=row.learner_id == actor.id,
        reflections=row.finding.get("reflections", {}) if of_the_two else {},
        asked=signoffs.body_of(session, row.request_id) if of_the_two and not row.amends else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signing:
    """One signature about to be given; an amendment ``under`` its old edition where the present one lacks the gate."""

    answer: Answer
    proof: Proof | ByLink
    moment: Moment
    by: Actor
    amends: str | None = None
    reason: str = ""
    under: str | None = None


def _sign(session: Session, row: RequestRow, signing: _Signing) -> DecisionRow:
    """Add the decision if every rule allows it; what was before the signer is kept as it stood."""
    answer, moment = signing.answer, signing.moment
    proof = signing.proof
    if isinstance(proof, Proof) and asks_passphrase(proof.signed_in_at, moment.now):
        accounts.prove(session, signing.by.id, proof.passphrase, proof.hasher)
    bundle = bundle_of(
        session, row.assignment_id, row.milestone, moment.today, moment.timezone, signed_under=signing.under
    )
    if version(answer.seen) != bundle.version:
        raise Conflict("bundle-moved")
    _check_answer(answer, bundle, moment.today)
    id_, met_on = new_id(), answer.met_on or moment.today
    if above := circle(session, signing.by.id, row.learner_id, met_on):
        raise Refused(f"sign-{above.code}")
    _check_rules(bundle, _as_event(id_, row, signing, met_on), answer, moment.today)
    written = {"note": answer.note, "reason": signing.reason}
    guard(session, signing.by, written, answer.kept, about=row.learner_id, entry=id_, now=moment.now)
    made = DecisionRow(
        id=id_,
        request_id=row.id,
        learner_id=row.learner_id,
        assignment_id=row.assignment_id,
        edition=bundle.edition,
        milestone=row.milestone,
        by=signing.by.id,
        role=row.closer,
        met_on=met_on,
        **_given(answer),
        bundle=bundle.version,
        finding=frozen(bundle.finding, bundle.progress.evidence, bundle.reflections),
        amends=signing.amends,
        reason=signing.reason.strip() or None,
        decided_at=moment.now,
        decided_on=moment.today,
    )
    session.add(made)
    session.flush()
    receipts.issue(session, made.id)
    if isinstance(proof, ByLink):
        signing_rows.sign(session, made.id, signing.by.id, **asdict(proof))
    row.closed_at, row.closed_how = row.closed_at or moment.now, answer.decision.value
    session.flush()
    return made


def _given(answer: Answer) -> dict[str, Any]:
    agreed = answer.decision is Verdict.AGREE
    return {
        "decision": answer.decision.value,
        "known": answer.known.value if answer.known else None,
        "minutes": answer.minutes,
        "note": answer.note.strip(),
        "talk_on": None if agreed else answer.talk_on,
    }


def _as_event(id_: str, row: RequestRow, signing: _Signing, met_on: date) -> DecisionEvent:
    """The agreement that would be; a "not yet" needs the same person, and no meeting of any length."""
    agreed = signing.answer.decision is Verdict.AGREE
    return DecisionEvent(
        id=id_,
        on=signing.moment.today,
        milestone=row.milestone,
        by=signing.by.id,
        decision=Verdict.AGREE,
        met_on=met_on,
        minutes=signing.answer.minutes if agreed else None,
        request=row.id,
        replaces=signing.amends,
    )


def _check_answer(answer: Answer, bundle: Bundle, today: date) -> None:
    """Raise ``Refused`` unless the answer says what it must say; all that is missing is told at once."""
    wanting = list(_wanting(answer, bundle, today))
    if wanting:
        first, *rest = wanting
        first.also = tuple(rest)
        raise first


def _wanting(answer: Answer, bundle: Bundle, today: date) -> Iterator[Refused]:
    """What an answer must say and does not, in the order of its fields."""
    agreed = answer.decision is Verdict.AGREE
    if answer.met_on and answer.met_on > today:
        yield Refused("meeting-in-future", field="met_on")
    elif agreed and answer.met_on is None:
        yield Refused("meeting-day-missing", field="met_on")
    if answer.minutes is not None and not 0 < answer.minutes <= LONGEST_MEETING:
        yield Refused("meeting-minutes", field="minutes")
    elif agreed and answer.minutes is None and bundle.closes.minutes:
        yield Refused("meeting-minutes-missing", field="minutes", need=bundle.closes.minutes)
    if agreed and answer.known is None:
        yield Refused("known-missing", field="known")
    if not agreed and not answer.note.strip():
        yield Refused("not-yet-says-what", field="note")
    if not agreed and answer.talk_on and answer.talk_on < today:
        yield Refused("talk-in-past", field="talk_on")


def _check_rules(bundle: Bundle, event: DecisionEvent, answer: Answer, today: date) -> None:
    """Raise ``Refused`` unless the pathway lets this person close it, and everything was there by the meeting."""
    agreed = answer.decision is Verdict.AGREE
    if agreed and bundle.finding.missing and bundle.finding.since is None:
        raise Refused("sign-still-missing", missing=bundle.missing)
    if agreed and bundle.finding.after:
        raise Refused("sign-earlier-milestones", after=bundle.after)
    refusal, missing = would_close(bundle.progress.pathway, bundle.progress.evidence, event, today)
    if refusal is not None:
        field = "minutes" if refusal.code is RefusalCode.MEETING_TOO_SHORT else None
        raise Refused(f"sign-{refusal.code}", field=field, **said(refusal, bundle, today))
    if agreed and missing:
        raise Refused(
            "sign-missing-that-day",
            field="met_on",
            day=spoken(event.met_on, today),
            lacking=", ".join(called(each.id) for each in missing),
        )


def _may_sign(session: Session, actor: Actor, row: RequestRow) -> None:
    """Raise ``NotFound`` for all but the person asked, while she has account and part, and the learner is there."""
    access.require(actor, Action.DECIDE, held(actor, row.learner_id, named=row.asked_of))
    person, learner = people.by_id(session, actor.id), people.by_id(session, row.learner_id)
    if person is None or person.disabled_at or person.erased_at or learner is None or learner.erased_at:
        raise NotFound
    if row.closer == Closer.COORDINATOR and Role.COORDINATOR not in actor.roles:
        raise NotFound


def _again(session: Session, row: RequestRow, signing: _Signing) -> DecisionRow:
    """The answer that stands, when it is this one once more in all that was said; else raises ``Conflict``."""
    stands = signoffs.answers_to(session, row.id)[-1]
    given = {**_given(signing.answer), "amends": signing.amends, "reason": signing.reason.strip() or None}
    # Without a day of its own a "not yet" was given on the day it was signed.
    given["met_on"] = signing.answer.met_on or stands.decided_on
    same = all(getattr(stands, name) == value for name, value in given.items())
    if not same or not _signed_as(session, stands, signing.proof):
        raise Conflict("decided-otherwise")
    return stands


def _signed_as(session: Session, made: DecisionRow, proof: Proof | ByLink) -> bool:
    """Whether somebody who signs by a link says of herself what she said at this signature."""
    kept = signing_rows.signature(session, made.id)
    if isinstance(proof, Proof) or kept is None:
        return True
    return (kept.name, kept.part, kept.registration) == (proof.name, proof.part, proof.registration)


def _signs_next(session: Session, actor: Actor, row: DecisionRow) -> bool:
    """Whether the actor is asked next, after this "not yet"."""
    asked = signoffs.request(session, row.request_id)
    later = following(session, asked) if asked and row.decision == Verdict.NOT_YET else None
    return later is not None and later.asked_of == actor.id


def _record(session: Session, action: str, made: DecisionRow, now: datetime, **more: str) -> None:
    """Seal the act, and tell the learner that there is an answer."""
    detail = {"decision": made.id, "milestone": made.milestone, "bundle": made.bundle}
    audit.record(
        session,
        action,
        by=made.by,
        about=made.learner_id,
        now=now,
        verdict=made.decision,
        **detail,
        **more,
    )
    learner = people.names(session, {made.learner_id}).get(made.learner_id, "")
    link = letters.link(session, f"/sign-off/decision/{made.id}")
    letters.queue(session, made.learner_id, answered(learner, link), now)
