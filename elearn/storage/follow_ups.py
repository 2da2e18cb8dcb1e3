"""Without these tables what was agreed in a session would be lost, or nobody could tell what of it is done."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.domain.follow_ups import FollowUp
from elearn.storage.base import Base, PersonRef, Seq
from elearn.storage.once import insert


class FollowUpRow(Base):
    """Something agreed in a session, and whose it is to do; never changed, only ticked."""

    __tablename__ = "follow_ups"
    __table_args__ = (
        Index("ix_follow_ups_learner_id", "learner_id"),
        Index("ix_follow_ups_entry_id", "entry_id"),
    )

    seq: Mapped[Seq]
    id: Mapped[str] = mapped_column(String(32), unique=True)
    learner_id: Mapped[PersonRef]
    entry_id: Mapped[str] = mapped_column(String(32), ForeignKey("entries.id"))
    whose: Mapped[PersonRef]
    what: Mapped[str] = mapped_column(String(200))
    by: Mapped[PersonRef]
    at: Mapped[datetime]


class TickRow(Base):
    """A tick beside something agreed, or that the tick was taken off again; the last row holds."""

    __tablename__ = "follow_up_ticks"
    __table_args__ = (Index("ix_follow_up_ticks_follow_up_id", "follow_up_id"),)

    seq: Mapped[Seq]
    follow_up_id: Mapped[str] = mapped_column(String(32), ForeignKey("follow_ups.id"))
    done: Mapped[bool]
    by: Mapped[PersonRef]
    at: Mapped[datetime]


def add(session: Session, rows: Iterable[dict[str, Any]]) -> None:
    """Add what was agreed; what is there already stays as it is."""
    values = list(rows)
    if values:
        session.execute(insert(session, FollowUpRow).values(values).on_conflict_do_nothing())


def tick(session: Session, id_: str, *, done: bool, by: str, at: datetime) -> None:
    """Add a tick, or that it was taken off."""
    session.add(TickRow(follow_up_id=id_, done=done, by=by, at=at))
    session.flush()


def of_learners(session: Session, learners: Collection[str], timezone: ZoneInfo) -> list[FollowUp]:
    """Everything agreed with these learners, the oldest first; two statements."""
    rows = session.scalars(
        select(FollowUpRow).where(FollowUpRow.learner_id.in_(set(learners))).order_by(FollowUpRow.seq)
    ).all()
    return _told(session, rows, timezone)


def one(session: Session, id_: str, timezone: ZoneInfo) -> FollowUp | None:
    """One thing agreed, held against other writers until this transaction ends."""
    rows = session.scalars(select(FollowUpRow).where(FollowUpRow.id == id_).with_for_update()).all()
    return next(iter(_told(session, rows, timezone)), None)


def _told(session: Session, rows: Collection[FollowUpRow], timezone: ZoneInfo) -> list[FollowUp]:
    ticks = session.scalars(
        select(TickRow).where(TickRow.follow_up_id.in_([row.id for row in rows])).order_by(TickRow.seq)
    )
    last = {tick.follow_up_id: tick for tick in ticks}
    return [
        FollowUp(
            id=row.id,
            learner=row.learner_id,
            whose=row.whose,
            what=row.what,
            since=row.at.astimezone(timezone).date(),
            done=last[row.id].at.astimezone(timezone).date()
            if row.id in last and last[row.id].done
            else None,
        )
        for row in rows
    ]
