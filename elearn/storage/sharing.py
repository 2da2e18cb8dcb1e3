"""Without this table nobody could tell whether a learner shares the answers of an attempt, or has taken that back."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, and_, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.storage.base import Base, Seq
from elearn.storage.people import PersonRow, RelationRow
from elearn.storage.quizzes import AttemptRow


class SharingRow(Base):
    """A learner shared the answers of one attempt with whoever supervises her, or took it back; the last row holds."""

    __tablename__ = "sharings"
    __table_args__ = (Index("ix_sharings_attempt_id", "attempt_id"),)

    seq: Mapped[Seq]
    attempt_id: Mapped[str] = mapped_column(String(32), ForeignKey("attempts.id"))
    shared: Mapped[bool]
    at: Mapped[datetime]


def shared_of(session: Session, attempts: Collection[str]) -> frozenset[str]:
    """Those of these attempts whose answers are shared now; one statement."""
    rows = session.execute(
        select(SharingRow.attempt_id, SharingRow.shared)
        .where(SharingRow.attempt_id.in_(set(attempts)))
        .order_by(SharingRow.seq)
    )
    return frozenset(
        attempt for attempt, shared in {row.attempt_id: row.shared for row in rows}.items() if shared
    )


def add(session: Session, row: SharingRow) -> None:
    """Add what she did last."""
    session.add(row)
    session.flush()


def readers(session: Session, attempt_id: str, today: date) -> tuple[bool, tuple[str, ...]]:
    """Whether the answers of an attempt are shared, and the names of those who would read them today; one statement."""
    last = (
        select(SharingRow.shared)
        .where(SharingRow.attempt_id == AttemptRow.id)
        .order_by(SharingRow.seq.desc())
        .limit(1)
        .correlate(AttemptRow)
        .scalar_subquery()
    )
    holds = and_(
        RelationRow.learner_id == AttemptRow.person_id,
        RelationRow.since <= today,
        or_(RelationRow.until.is_(None), RelationRow.until >= today),
    )
    rows = session.execute(
        select(last, PersonRow.name)
        .select_from(AttemptRow)
        .outerjoin(RelationRow, holds)
        .outerjoin(PersonRow, PersonRow.id == RelationRow.supervisor_id)
        .where(AttemptRow.id == attempt_id)
        .order_by(RelationRow.covering, PersonRow.name)
    ).all()
    return bool(rows and rows[0][0]), tuple(dict.fromkeys(name for _shared, name in rows if name))
