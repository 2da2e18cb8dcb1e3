"""Without this table a letter could be lost with a dead mail server, or sent for an act that never came about."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    delete,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.domain.outbox import Fate
from elearn.storage.base import Base, Code, Id, PersonRef, new_id
from elearn.storage.once import insert
from elearn.storage.people import PersonRow

OPEN = text("closed_at IS NULL")


class LetterRow(Base):
    """A letter to one person; her address is asked for at delivery, and the body is wiped when the letter is closed.

    ``about_id`` is the other person it speaks of, with whom it goes when she is erased. ``matter`` is the request it
    asks her to answer, with which it is taken back while it has not left. ``once`` is taken by the first
    letter of that name. ``lease`` belongs to whoever is delivering it until ``leased_until``. ``answer`` is the last
    answer of the mail server, a code and never its words.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_person_id", "person_id"),
        Index("ix_outbox_about_id", "about_id"),
        Index("ix_outbox_matter", "matter", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_outbox_due_at", "due_at", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[Id]
    person_id: Mapped[PersonRef]
    about_id: Mapped[str | None] = mapped_column(String(32), ForeignKey("people.id"))
    kind: Mapped[Code]
    matter: Mapped[str | None] = mapped_column(String(32))
    once: Mapped[str | None] = mapped_column(String(80), unique=True)
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str | None] = mapped_column(Text)
    queued_at: Mapped[datetime]
    good_until: Mapped[datetime]
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    lease: Mapped[str | None] = mapped_column(String(32))
    leased_until: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(String(32))
    closed_at: Mapped[datetime | None]
    closed_how: Mapped[Code | None]


class SilenceRow(Base):
    """A person who wants no weekly letter, since when."""

    __tablename__ = "silences"

    person_id: Mapped[PersonRef] = mapped_column(primary_key=True)
    since: Mapped[datetime]


def claim(session: Session, now: datetime, lease_for: timedelta) -> tuple[LetterRow, PersonRow] | None:
    """Take the letter that has been due longest, for as long as the lease lasts; None when none is due.

    On PostgreSQL a row that another deliverer is taking is passed over; on SQLite writers take turns.
    """
    found = session.execute(
        select(LetterRow, PersonRow)
        .join(PersonRow, PersonRow.id == LetterRow.person_id)
        .where(
            LetterRow.closed_at.is_(None),
            LetterRow.due_at <= now,
            or_(LetterRow.leased_until.is_(None), LetterRow.leased_until <= now),
        )
        .order_by(LetterRow.due_at, LetterRow.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=LetterRow)
        .execution_options(populate_existing=True)
    ).first()
    if found is None:
        return None
    letter, person = found
    letter.lease, letter.leased_until, letter.tries = new_id(), now + lease_for, letter.tries + 1
    session.flush()
    return letter, person


def close(
    session: Session, letter_id: str, lease: str | None, fate: Fate, answer: str | None, now: datetime
) -> None:
    """Close a letter held under this lease and wipe its body; nothing where the lease went to another meanwhile."""
    session.execute(
        update(LetterRow)
        .where(LetterRow.id == letter_id, LetterRow.lease == lease, LetterRow.closed_at.is_(None))
        .values(closed_at=now, closed_how=fate.value, answer=answer, body=None, lease=None, leased_until=None)
    )


def put_off(session: Session, letter_id: str, lease: str, until: datetime, answer: str) -> None:
    """Give a letter back, to be tried again at that instant."""
    session.execute(
        update(LetterRow)
        .where(LetterRow.id == letter_id, LetterRow.lease == lease)
        .values(due_at=until, answer=answer, lease=None, leased_until=None)
    )


def take_back(session: Session, person_id: str, kinds: Collection[str], now: datetime) -> None:
    """Close a person's unsent letters of these kinds, whose link a newer one has replaced."""
    _take_back(session, (LetterRow.person_id == person_id) & LetterRow.kind.in_(set(kinds)), now)


def take_back_asking(session: Session, requests: Select[str] | Collection[str], now: datetime) -> None:
    """Close unsent letters that ask somebody to answer these requests: they are over, or asked otherwise by now."""
    _take_back(session, LetterRow.matter.in_(requests), now)


def _take_back(session: Session, which: ColumnElement[bool], now: datetime) -> None:
    session.execute(
        update(LetterRow)
        .where(which, LetterRow.closed_at.is_(None), LetterRow.lease.is_(None))
        .values(closed_at=now, closed_how=Fate.NOT_WANTED.value, body=None)
    )


def add(session: Session, **values: Any) -> bool:
    """Queue a letter; False, and none queued, when one of the same ``once`` was queued before."""
    added = insert(session, LetterRow).values(id=new_id(), tries=0, **values)
    return session.scalar(added.on_conflict_do_nothing().returning(LetterRow.id)) is not None


def add_all(session: Session, letters: Iterable[Mapping[str, Any]]) -> None:
    """Queue several letters; one statement."""
    values = [{"id": new_id(), "tries": 0, **each} for each in letters]
    if values:
        session.execute(insert(session, LetterRow).values(values).on_conflict_do_nothing())


def undelivered(session: Session, most: int) -> list[tuple[LetterRow, str]]:
    """Letters that still wait, and those that were refused or came too late, with the person's name; newest first."""
    rows = session.execute(
        select(LetterRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == LetterRow.person_id)
        .where(
            or_(LetterRow.closed_at.is_(None), LetterRow.closed_how.in_([Fate.REFUSED, Fate.TOO_LATE])),
            PersonRow.erased_at.is_(None),
        )
        .order_by(LetterRow.queued_at.desc(), LetterRow.id)
        .limit(most)
    )
    return [(row.LetterRow, row.name) for row in rows]


def forget(session: Session, before: datetime) -> None:
    """Remove letters closed before that instant."""
    session.execute(delete(LetterRow).where(LetterRow.closed_at < before))


def is_silent(session: Session, person_id: str) -> bool:
    """Whether this person wants no weekly letter."""
    return session.get(SilenceRow, person_id) is not None


def silent(session: Session) -> frozenset[str]:
    """Everyone who wants no weekly letter."""
    return frozenset(session.scalars(select(SilenceRow.person_id)))


def silence(session: Session, person_id: str, now: datetime) -> None:
    """Note that a person wants no weekly letter; saying so twice changes nothing."""
    session.execute(
        insert(session, SilenceRow)
        .values(person_id=person_id, since=now)
        .on_conflict_do_nothing(index_elements=[SilenceRow.person_id])
    )


def unsilence(session: Session, person_id: str) -> None:
    """Note that she wants it again."""
    row = session.get(SilenceRow, person_id)
    if row is not None:
        session.delete(row)
        session.flush()
