"""Without this nobody could be put on a pathway, pinned to the edition of the day."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action
from elearn.domain.entering import EARLIEST
from elearn.domain.errors import NotFound, Refused
from elearn.domain.pathway_editions import pathway_edition
from elearn.domain.pathways import Pathway
from elearn.domain.people import LEARNERS, Actor
from elearn.services import audit
from elearn.services.people import Hand
from elearn.storage import assignments, editions, people, rollups, signoffs
from elearn.storage.assignments import AssignmentRow
from elearn.storage.base import new_id


def assign(
    session: Session,
    hand: Hand,
    pathways: Mapping[str, Pathway],
    *,
    learner: str,
    pathway: str,
    began_on: date,
    now: datetime,
) -> AssignmentRow:
    """Put a learner on the present edition of a pathway; raises ``Refused`` when she is on it already."""
    _may_assign(hand, learner)
    if began_on < EARLIEST:
        raise Refused("too-long-ago", field="began_on", year=EARLIEST.year)
    person = people.locked(session, learner)
    if person is None or person.disabled_at:
        raise NotFound
    if not people.roles_of(session, learner) & LEARNERS:
        raise Refused("not-a-learner", field="pathway", name=person.name)
    if pathway not in pathways:
        raise Refused("no-such-pathway", field="pathway", pathway=pathway)
    if assignments.open_one(session, learner, pathway):
        raise Refused("already-assigned", field="pathway")
    row = AssignmentRow(
        id=new_id(),
        learner_id=learner,
        pathway=pathway,
        edition=editions.remember(session, pathway_edition(pathways[pathway]), now),
        began_on=began_on,
        assigned_at=now,
        assigned_by=hand.id,
    )
    session.add(row)
    rollups.keep(session, {learner})
    audit.record(
        session, "assigned", by=hand.id, about=learner, now=now, pathway=pathway, edition=row.edition
    )
    return row


def unassign(session: Session, hand: Hand, assignment_id: str, why: str, now: datetime) -> None:
    """End an assignment with a reason; what was recorded and decided under it stays, open requests are taken back.

    Assigned to the same pathway again, a learner is on its present edition and keeps all that was decided.
    """
    row = assignments.by_id(session, assignment_id)
    if row is None:
        raise NotFound
    _may_assign(hand, row.learner_id)
    if not why.strip():
        raise Refused("reason-missing", field="why")
    rollups.hold(session, {row.learner_id})
    row = assignments.locked(session, assignment_id)
    if row is None or row.ended_at:
        raise NotFound
    row.ended_at, row.ended_why, row.ended_by = now, why.strip(), hand.id
    signoffs.close_open(session, signoffs.on_assignment(row.id), signoffs.WITHDRAWN, now)
    rollups.keep(session, {row.learner_id})
    audit.record(session, "unassigned", by=hand.id, about=row.learner_id, now=now, pathway=row.pathway)


def _may_assign(hand: Hand, learner: str) -> None:
    if isinstance(hand, Actor):
        access.require(hand, Action.RUN_PEOPLE)
        if hand.id == learner:
            raise Refused("not-yourself")
