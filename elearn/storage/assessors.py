"""Without this table a learner could have anybody at all sign her record: only who was entered here may, by a link."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, String, exists, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.storage.base import Base, Id, PersonRef
from elearn.storage.links import OPEN_INVITATION, LinkRow
from elearn.storage.people import PersonRow


class AssessorRow(Base):
    """That somebody without an account was entered as an assessor, by whom, and for which learner.

    A coordinator enters her for every learner (``learner_id`` None), a supervisor for a learner of her own.
    """

    __tablename__ = "assessors"
    __table_args__ = (
        Index("ix_assessors_person_id", "person_id"),
        Index("ix_assessors_learner_id", "learner_id"),
    )

    id: Mapped[Id]
    person_id: Mapped[PersonRef]
    learner_id: Mapped[str | None] = mapped_column(String(32), ForeignKey("people.id"))
    part: Mapped[str] = mapped_column(String(100))
    registration: Mapped[str] = mapped_column(String(60))
    entered_by: Mapped[PersonRef]
    entered_at: Mapped[datetime]


def entries_of(session: Session, people: Collection[str]) -> dict[str, list[AssessorRow]]:
    """How each of these people was entered as an assessor, the last time first; nobody else is in it."""
    rows = session.scalars(
        select(AssessorRow)
        .where(AssessorRow.person_id.in_(set(people)))
        .order_by(AssessorRow.entered_at.desc(), AssessorRow.id)
    )
    found: dict[str, list[AssessorRow]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found


def without_account(session: Session, learner: str | None = None) -> list[tuple[AssessorRow, PersonRow]]:
    """Everyone entered who signs by a link, by name; with a learner only those whom she may ask."""
    where: list[ColumnElement[bool]] = [
        PersonRow.passphrase_hash.is_(None),
        PersonRow.disabled_at.is_(None),
        PersonRow.erased_at.is_(None),
    ]
    if learner is not None:
        where.append(or_(AssessorRow.learner_id.is_(None), AssessorRow.learner_id == learner))
    rows = session.execute(
        select(AssessorRow, PersonRow)
        .join(PersonRow, PersonRow.id == AssessorRow.person_id)
        .where(*where)
        .order_by(PersonRow.name, AssessorRow.entered_at)
    )
    return [(row.AssessorRow, row.PersonRow) for row in rows]


def by_link(session: Session, people: Collection[str] | None = None) -> frozenset[str]:
    """Who of these people or (None) of all was entered and has no account, nor an invitation to one; by id."""
    invited = exists().where(LinkRow.person_id == PersonRow.id, OPEN_INVITATION)
    where: list[ColumnElement[bool]] = [PersonRow.passphrase_hash.is_(None), ~invited]
    if people is not None:
        where.append(PersonRow.id.in_(set(people)))
    rows = session.scalars(
        select(AssessorRow.person_id).join(PersonRow, PersonRow.id == AssessorRow.person_id).where(*where)
    )
    return frozenset(rows)
