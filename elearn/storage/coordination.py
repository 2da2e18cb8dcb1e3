"""Without these questions a coordinator's desk would count people one by one, and slow down with every intake."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from elearn.domain.desks import Wait
from elearn.domain.entry_rights import SEEN_KINDS
from elearn.domain.logbook import ActKind, EntryKind
from elearn.domain.people import Role
from elearn.storage.assignments import AssignmentRow
from elearn.storage.confirmations import sessions_left
from elearn.storage.desks import as_wait, unanswered
from elearn.storage.evidence import AchievementRow
from elearn.storage.links import LinkRow
from elearn.storage.logbook import ActRow, EntryRow
from elearn.storage.people import PersonRow, RelationRow, RoleRow
from elearn.storage.signoffs import DecisionRow

ACTIVE = PersonRow.disabled_at.is_(None) & PersonRow.erased_at.is_(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many there are of one thing; `group` says of what sort: role, pathway, signed, quiz, supervision, invited."""

    group: str
    key: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """A person on a coordinator's desk, and since when she is there; `until` is the last good moment of her link."""

    id: str
    name: str
    since: datetime
    until: datetime | None = None


def counts(session: Session, since: date) -> list[Count]:
    """People by role and pathway, what they reached, and supervisions confirmed since a day; one statement."""
    rows = session.execute(
        union_all(_roles(), _pathways(), _signed(), _quizzes(), _supervisions(since), _invited())
    )
    return [Count(group=row[0], key=row[1], count=row[2]) for row in rows]


def invitations(session: Session, most: int) -> list[Someone]:
    """People who have not been here yet, the oldest invitation first."""
    last = (
        select(
            LinkRow.person_id,
            func.max(LinkRow.made_at).label("made"),
            func.max(LinkRow.expires_at).label("ends"),
        )
        .where(LinkRow.purpose == "invitation")
        .group_by(LinkRow.person_id)
        .subquery()
    )
    rows = session.execute(
        select(PersonRow.id, PersonRow.name, last.c.made, last.c.ends)
        .join(last, last.c.person_id == PersonRow.id)
        .where(ACTIVE, PersonRow.passphrase_hash.is_(None))
        .order_by(last.c.made, PersonRow.id)
        .limit(most)
    )
    return [Someone(id=row.id, name=row.name, since=row.made, until=row.ends) for row in rows]


def unsupervised(session: Session, today: date, most: int) -> list[Someone]:
    """Trainees whom nobody supervises today, the longest here first."""
    rows = session.execute(
        select(PersonRow.id, PersonRow.name, PersonRow.created_at)
        .where(ACTIVE, _has_role(Role.TRAINEE), ~_supervised(PersonRow.id, today))
        .order_by(PersonRow.created_at, PersonRow.id)
        .limit(most)
    )
    return [Someone(id=row.id, name=row.name, since=row.created_at) for row in rows]


def waits(session: Session, coordinator: str, today: date, most: int) -> list[Wait]:
    """Sessions whose supervisor has left, and papers of learners whom nobody supervises; the longest wait first."""
    left = [each.id for each in sessions_left(session, today)]
    which = or_(
        EntryRow.id.in_(left),
        EntryRow.kind.in_(SEEN_KINDS) & ~_supervised(EntryRow.learner_id, today),
    )
    asked = unanswered(which).where(EntryRow.learner_id != coordinator).order_by(EntryRow.seq).limit(most)
    return [as_wait(row) for row in session.execute(asked)]


def _supervised(learner: Any, today: date) -> ColumnElement[bool]:
    supervisor = aliased(PersonRow)
    return exists().where(
        RelationRow.learner_id == learner,
        RelationRow.since <= today,
        or_(RelationRow.until.is_(None), RelationRow.until >= today),
        supervisor.id == RelationRow.supervisor_id,
        supervisor.disabled_at.is_(None),
    )


def _has_role(role: Role) -> ColumnElement[bool]:
    return exists().where(RoleRow.person_id == PersonRow.id, RoleRow.role == role, RoleRow.until.is_(None))


def _roles() -> Select[str, str, int]:
    return (
        select(cast("role", String), RoleRow.role, func.count(RoleRow.person_id.distinct()))
        .join(PersonRow, PersonRow.id == RoleRow.person_id)
        .where(ACTIVE, RoleRow.until.is_(None))
        .group_by(RoleRow.role)
    )


def _pathways() -> Select[str, str, int]:
    return (
        select(
            cast("pathway", String), AssignmentRow.pathway, func.count(AssignmentRow.learner_id.distinct())
        )
        .join(PersonRow, PersonRow.id == AssignmentRow.learner_id)
        .where(ACTIVE, AssignmentRow.ended_at.is_(None))
        .group_by(AssignmentRow.pathway)
    )


def _signed() -> Select[str, str, int]:
    amended = aliased(DecisionRow)
    address = AssignmentRow.pathway + "/" + DecisionRow.milestone
    return (
        select(cast("signed", String), address, func.count(DecisionRow.learner_id.distinct()))
        .join(AssignmentRow, AssignmentRow.id == DecisionRow.assignment_id)
        .where(DecisionRow.decision == "agree", ~exists().where(amended.amends == DecisionRow.id))
        .group_by(AssignmentRow.pathway, DecisionRow.milestone)
    )


def _quizzes() -> Select[str, str, int]:
    return (
        select(cast("quiz", String), AchievementRow.ref, func.count(AchievementRow.learner_id.distinct()))
        .where(AchievementRow.kind == "quiz", AchievementRow.passed.is_(True))
        .group_by(AchievementRow.ref)
    )


def _supervisions(since: date) -> Select[str, str, int]:
    one = func.coalesce(EntryRow.session_id, EntryRow.id)
    return (
        select(cast("supervision", String), literal(""), func.count(one.distinct()))
        .join(ActRow, ActRow.entry_id == EntryRow.id)
        .where(EntryRow.kind == EntryKind.SUPERVISION, ActRow.kind == ActKind.CONFIRMED, EntryRow.on >= since)
    )


def _invited() -> Select[str, str, int]:
    return select(cast("invited", String), literal(""), func.count(PersonRow.id)).where(
        ACTIVE, PersonRow.passphrase_hash.is_(None)
    )
