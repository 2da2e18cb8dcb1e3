"""Without this an accreditation meeting would be handed screenshots: here a milestone is told whole, for paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action, Standing
from elearn.domain.errors import NotFound
from elearn.domain.evidence import Verdict
from elearn.domain.findings import MilestoneFinding
from elearn.domain.pathways import Milestone
from elearn.domain.people import Actor, Role
from elearn.domain.receipts import shown
from elearn.domain.signoffs import corrected
from elearn.services.evidence import record_of
from elearn.services.milestones import Progress, last_day, named, on_its_day
from elearn.services.people import standings
from elearn.storage import assignments, people, receipts, signing, signoffs
from elearn.storage.signing import SignatureRow
from elearn.storage.signoffs import DecisionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An agreement: the code it can be looked up by, what took its place, the entries mended since it was given.

    ``signature`` is what its signer said of herself if she has no account; ``fell`` the day on which it was answered
    anew otherwise, so that it stands no more.
    """

    row: DecisionRow
    code: str
    signature: SignatureRow | None
    amended_by: DecisionRow | None
    fell: date | None
    corrected: tuple[str, ...]

    @property
    def lag(self) -> int:
        """How many days lay between the meeting and the signature."""
        return (self.row.decided_on - self.row.met_on).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One milestone of a report, as it stands today, and the agreements about it in their order."""

    milestone: Milestone
    finding: MilestoneFinding
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A learner's pathway, or one milestone of it (``only``), for paper; no "not yet" and no reflection is in it.

    That an agreement stands no more is told, and not what stands in its place.

    A pathway that has ``ended`` is told as it stood on that day, but for agreements that were amended since.
    """

    progress: Progress
    parts: tuple[Part, ...]
    only: str | None
    ended: date | None
    name: str
    names: Mapping[str, str]
    roles: frozenset[Role]


def report(
    session: Session,
    actor: Actor,
    assignment_id: str,
    only: str | None = None,
    *,
    today: date,
    timezone: ZoneInfo,
) -> Report:
    """A report for the learner and her own supervisor; for whoever is asked to sign, of that one milestone.

    A pathway that has ended can be reported still: who completed it may have to show it years later. Raises
    ``NotFound`` for everybody else, and for a milestone that the pathway does not have.
    """
    row = assignments.by_id(session, assignment_id)
    if row is None:
        raise NotFound
    held = standings(session, actor, row.learner_id, today) | _asked(session, actor, assignment_id, only)
    access.require(actor, Action.SEE_REPORT, held)
    record = record_of(session, row.learner_id, timezone, [row])
    progress = on_its_day(record, row, today)
    decided = record.decided(row)
    ids = {each.id for each in decided}
    kept = _Kept(codes=receipts.codes(session, ids), signatures=signing.signatures(session, ids))
    parts = tuple(
        Part(milestone=milestone, finding=finding, given=_given(progress, decided, kept, finding.id))
        for finding in progress.judgement.milestones
        if only in (None, finding.id) and (milestone := progress.pathway.milestone(finding.id))
    )
    if not parts:
        raise NotFound
    names = people.names(
        session, {row.learner_id, *(each.by for each in decided), *named([record], [progress])}
    )
    return Report(
        progress=progress,
        parts=parts,
        only=only,
        ended=last_day(row, timezone),
        name=names[row.learner_id],
        names=names,
        roles=people.roles_of(session, row.learner_id),
    )


def _asked(session: Session, actor: Actor, assignment_id: str, only: str | None) -> frozenset[Standing]:
    """Whether the actor is the one who is asked to sign just this milestone, and has not answered yet."""
    waiting = signoffs.open_for(session, assignment_id, only) if only else None
    return frozenset({Standing.NAMED} if waiting and waiting.asked_of == actor.id else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What is kept beside decisions, by their ids."""

    codes: Mapping[str, str]
    signatures: Mapping[str, SignatureRow]


def _given(
    progress: Progress, decided: tuple[DecisionRow, ...], kept: _Kept, milestone: str
) -> tuple[Given, ...]:
    later = {each.amends: each for each in decided if each.amends}

    def last(row: DecisionRow) -> DecisionRow:
        return last(later[row.id]) if row.id in later else row

    return tuple(
        Given(
            row=each,
            code=shown(kept.codes.get(each.id, "")),
            signature=kept.signatures.get(each.id),
            amended_by=later.get(each.id),
            fell=last(each).decided_on if last(each).decision != Verdict.AGREE else None,
            corrected=() if each.id in later else corrected(each.finding, progress.evidence),
        )
        for each in decided
        if each.milestone == milestone and each.decision == Verdict.AGREE
    )
