"""Without these tables what was marked in a clip would be gone with its page, or judged by a key of later."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, and_, or_, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.storage.base import Base, Document, Hash, Id, PersonRef, Seq, Slug
from elearn.storage.once import insert
from elearn.storage.people import PersonRow, RelationRow

OPEN = text("submitted_at IS NULL")


class ClipAttemptRow(Base):
    """Somebody marking one edition of a clip; what she marked may change until it is handed in, and never after.

    ``page`` is the open page that kept it last, None once two of them have.
    """

    __tablename__ = "clip_attempts"
    __table_args__ = (
        UniqueConstraint("person_id", "clip", "number"),
        Index(
            "uq_clip_attempts_open",
            "person_id",
            "clip",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
    )

    id: Mapped[Id]
    person_id: Mapped[PersonRef]
    clip: Mapped[Slug]
    edition: Mapped[Hash] = mapped_column(ForeignKey("editions.hash"))
    number: Mapped[int]
    marks: Mapped[list[dict[str, Any]]] = mapped_column(Document)
    tolerance: Mapped[str] = mapped_column(String(20))
    result: Mapped[dict[str, Any] | None] = mapped_column(Document)
    begun_at: Mapped[datetime]
    saved_at: Mapped[datetime | None]
    page: Mapped[str | None] = mapped_column(String(32))
    submitted_at: Mapped[datetime | None]


class ClipSharingRow(Base):
    """Somebody shared what she marked with whoever supervises her, or took it back; the last row holds."""

    __tablename__ = "clip_sharings"
    __table_args__ = (Index("ix_clip_sharings_attempt_id", "attempt_id"),)

    seq: Mapped[Seq]
    attempt_id: Mapped[str] = mapped_column(String(32), ForeignKey("clip_attempts.id"))
    shared: Mapped[bool]
    at: Mapped[datetime]


def of_person(session: Session, person: str, clips: Collection[str]) -> list[ClipAttemptRow]:
    """A person's attempts at these clips, the first first; one statement."""
    return list(
        session.scalars(
            select(ClipAttemptRow)
            .where(ClipAttemptRow.person_id == person, ClipAttemptRow.clip.in_(set(clips)))
            .order_by(ClipAttemptRow.begun_at, ClipAttemptRow.number)
        )
    )


def one(session: Session, person: str, attempt_id: str) -> ClipAttemptRow | None:
    """One person's attempt."""
    return session.scalars(
        select(ClipAttemptRow).where(ClipAttemptRow.id == attempt_id, ClipAttemptRow.person_id == person)
    ).one_or_none()


def firsts(session: Session, clips: Collection[str], edition: str) -> list[ClipAttemptRow]:
    """Everybody's first go at one edition of a clip, under any of its names, where it was handed in."""
    return list(
        session.scalars(
            select(ClipAttemptRow)
            .where(
                ClipAttemptRow.clip.in_(set(clips)),
                ClipAttemptRow.edition == edition,
                ClipAttemptRow.number == 1,
                ClipAttemptRow.submitted_at.is_not(None),
            )
            .order_by(ClipAttemptRow.submitted_at, ClipAttemptRow.id)
        )
    )


def hold(session: Session, person: str, clips: Collection[str]) -> list[ClipAttemptRow]:
    """The same attempts as ``of_person``, kept from everybody else until the transaction ends."""
    rows = session.scalars(
        select(ClipAttemptRow)
        .where(ClipAttemptRow.person_id == person, ClipAttemptRow.clip.in_(set(clips)))
        .order_by(ClipAttemptRow.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return sorted(rows, key=lambda row: (row.begun_at, row.number))


def begin(session: Session, row: Mapping[str, Any]) -> bool:
    """Add an attempt unless one is open already or has its number; True when it was added."""
    added = session.scalars(
        insert(session, ClipAttemptRow).values(row).on_conflict_do_nothing().returning(ClipAttemptRow.id)
    )
    return added.first() is not None


def shared_of(session: Session, attempts: Collection[str]) -> frozenset[str]:
    """Those of these attempts that are shared now; one statement."""
    rows = session.execute(
        select(ClipSharingRow.attempt_id, ClipSharingRow.shared)
        .where(ClipSharingRow.attempt_id.in_(set(attempts)))
        .order_by(ClipSharingRow.seq)
    )
    return frozenset(
        attempt for attempt, shared in {row.attempt_id: row.shared for row in rows}.items() if shared
    )


def share(session: Session, attempt_id: str, now: datetime, *, shared: bool) -> None:
    """Add what she did last."""
    session.add(ClipSharingRow(attempt_id=attempt_id, shared=shared, at=now))
    session.flush()


def shared_by(session: Session, person: str) -> list[ClipAttemptRow]:
    """What a person shares of her attempts now, the last first; one statement."""
    last = (
        select(ClipSharingRow.shared)
        .where(ClipSharingRow.attempt_id == ClipAttemptRow.id)
        .order_by(ClipSharingRow.seq.desc())
        .limit(1)
        .correlate(ClipAttemptRow)
        .scalar_subquery()
    )
    return list(
        session.scalars(
            select(ClipAttemptRow)
            .where(ClipAttemptRow.person_id == person, last.is_(True))
            .order_by(ClipAttemptRow.submitted_at.desc(), ClipAttemptRow.id)
        )
    )


def readers(session: Session, person: str, today: date) -> Sequence[str]:
    """The names of those who supervise a person today; one statement."""
    found = session.scalars(
        select(PersonRow.name)
        .join(RelationRow, PersonRow.id == RelationRow.supervisor_id)
        .where(
            and_(
                RelationRow.learner_id == person,
                RelationRow.since <= today,
                or_(RelationRow.until.is_(None), RelationRow.until >= today),
            )
        )
        .order_by(RelationRow.covering, PersonRow.name)
    )
    return tuple(dict.fromkeys(found))
