"""Without this a requirement that makes no sense for one learner would stop her for ever."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain.access import Action, Standing
from elearn.domain.errors import NotFound, Refused
from elearn.domain.findings import Finding
from elearn.domain.logbook import EntryKind
from elearn.domain.pathways import Closer, Milestone, Requirement
from elearn.domain.people import Actor, Role
from elearn.domain.signoffs import finding_at, requirement_at
from elearn.services import audit
from elearn.services.milestones import Progress, standings
from elearn.services.people import require
from elearn.services.privacy import guard
from elearn.storage import assignments
from elearn.storage.base import new_id
from elearn.storage.logbook import EntryRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiving:
    """One requirement that the actor may set aside for one learner."""

    progress: Progress
    milestone: Milestone
    requirement: Requirement
    finding: Finding
    address: str
    name: str


def waiving(
    session: Session, actor: Actor, assignment_id: str, address: str, *, today: date, timezone: ZoneInfo
) -> Waiving:
    """The requirement at `milestone/requirement`; raises ``NotFound`` for whoever may not set it aside."""
    row = assignments.by_id(session, assignment_id)
    if row is None or row.ended_at:
        raise NotFound
    held = require(session, actor, Action.WAIVE, row.learner_id, today)
    found = standings(session, [row.learner_id], today, timezone)
    progress = next(each for each in found.of[row.learner_id] if each.assignment.id == row.id)
    named = requirement_at(progress.pathway, address)
    if named is None or not may_waive(actor, held, named[1].waive):
        raise NotFound
    milestone = progress.judgement.milestone(named[0].id)
    finding = finding_at(milestone, address) if milestone else None
    if finding is None:
        raise NotFound
    return Waiving(
        progress=progress,
        milestone=named[0],
        requirement=named[1],
        finding=finding,
        address=address,
        name=found.names[row.learner_id],
    )


def waive(
    session: Session,
    actor: Actor,
    assignment_id: str,
    address: str,
    reason: str,
    *,
    kept: Collection[str] = (),
    today: date,
    now: datetime,
    timezone: ZoneInfo,
) -> None:
    """Set one requirement aside for one learner, with a reason; it then counts as met, and no count changes.

    Doing it twice changes nothing; what is met needs no waiver and raises ``Refused``.
    """
    assignments.locked(session, assignment_id)
    found = waiving(session, actor, assignment_id, address, today=today, timezone=timezone)
    if not reason.strip():
        raise Refused("reason-missing", field="reason")
    if found.finding.waived and found.finding.waived.by == actor.id:
        return
    if found.finding.met:
        raise Refused("waive-met-already")
    id_, learner = new_id(), found.progress.assignment.learner_id
    guard(session, actor, {"reason": reason}, kept, about=learner, entry=id_, now=now)
    row = EntryRow(
        id=id_,
        learner_id=learner,
        kind=EntryKind.WAIVER,
        on=today,
        facts={"pathway": found.progress.pathway.id, "requirement": address},
        words={},
        reason=reason.strip(),
        entered_at=now,
        entered_on=today,
        entered_by=actor.id,
    )
    session.add(row)
    session.flush()
    audit.record(session, "waived", by=actor.id, about=learner, now=now, entry=id_, requirement=address)


def may_waive(actor: Actor, held: frozenset[Standing], by: Closer | None) -> bool:
    """Whether somebody who stands so to a learner may set aside what may be waived by such a person."""
    match by:
        case None:
            return False
        case Closer.SUPERVISOR:
            return Standing.SUPERVISOR in held
        case Closer.ASSESSOR:
            return Role.ASSESSOR in actor.roles
        case Closer.COORDINATOR:
            return Standing.COORDINATOR in held
