"""Without these tables nothing would come up again: cards, the ledger of every review, and how many a day she wants."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Float, ForeignKey, Index, ScalarSelect, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.domain.memory import Memory, Recall
from elearn.domain.reviews import PACE, Card, Origin
from elearn.storage.base import Base, Body, Code, Hash, PersonRef, Seq, Slug
from elearn.storage.once import insert


class CardRow(Base):
    """One question that comes up again for one person; a kept row that follows from her attempts and the ledger."""

    __tablename__ = "review_cards"
    __table_args__ = (Index("ix_review_cards_person_id", "person_id"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[PersonRef]
    quiz: Mapped[Slug]
    question: Mapped[Slug]
    question_hash: Mapped[Hash]
    made_on: Mapped[date]
    showings: Mapped[int]
    stability: Mapped[float] = mapped_column(Float(53))
    difficulty: Mapped[float] = mapped_column(Float(53))
    state: Mapped[int]
    step: Mapped[int | None]
    last_at: Mapped[datetime]
    due_at: Mapped[datetime]
    last_on: Mapped[date]
    due_on: Mapped[date]


class ReviewRow(Base):
    """One showing of a card and what was answered. Only ever added; a showing is answered once."""

    __tablename__ = "review_log"
    __table_args__ = (UniqueConstraint("card_id", "showing"),)

    seq: Mapped[Seq]
    card_id: Mapped[str] = mapped_column(String(32), ForeignKey("review_cards.id"))
    showing: Mapped[int]
    question_hash: Mapped[Hash]
    given: Mapped[Body]
    recall: Mapped[Code]
    at: Mapped[datetime]
    on: Mapped[date]


class PaceRow(Base):
    """How many questions a day one person wants; 0 is none for now."""

    __tablename__ = "review_pace"

    person_id: Mapped[str] = mapped_column(String(32), ForeignKey("people.id"), primary_key=True)
    most: Mapped[int]
    set_at: Mapped[datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """How many reviews a person wants a day, and how many she has done on this one."""

    most: int
    done: int


def cards_of(session: Session, person: str, today: date) -> tuple[list[Card], Day]:
    """Every card of a person in the order they were made in, and how her day stands; one statement."""
    rows = session.execute(
        select(CardRow, _most(person), _done(person, today))
        .where(CardRow.person_id == person)
        .order_by(CardRow.made_on, CardRow.id)
        .execution_options(populate_existing=True)
    ).all()
    return [as_card(row) for row, _, _ in rows], _day(*rows[0][1:]) if rows else Day(most=PACE, done=0)


def hold(session: Session, person: str, card_id: str) -> Card | None:
    """One card of a person's own, kept from every other tab until the transaction ends."""
    row = session.scalars(
        select(CardRow)
        .where(CardRow.id == card_id, CardRow.person_id == person)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    return as_card(row) if row else None


def add(session: Session, person: str, cards: Iterable[Card]) -> None:
    """Add these cards; one that is there already stays as it is."""
    values = [{"id": each.id, "person_id": person, **_kept(each)} for each in cards]
    if values:
        session.execute(insert(session, CardRow).values(values).on_conflict_do_nothing())


def keep(session: Session, card: Card) -> None:
    """Keep how a card that is held stands now."""
    row = session.get_one(CardRow, card.id)
    for name, value in _kept(card).items():
        setattr(row, name, value)
    session.flush()


def review(session: Session, card_id: str, showing: int) -> ReviewRow | None:
    """What was answered at one showing of a card."""
    return session.scalars(
        select(ReviewRow).where(ReviewRow.card_id == card_id, ReviewRow.showing == showing)
    ).one_or_none()


def reviews_of(session: Session, person: str) -> list[ReviewRow]:
    """The ledger of a person's reviews, in order."""
    return list(
        session.scalars(
            select(ReviewRow)
            .join(CardRow, CardRow.id == ReviewRow.card_id)
            .where(CardRow.person_id == person)
            .order_by(ReviewRow.seq)
        )
    )


def add_review(session: Session, row: ReviewRow) -> None:
    """Add one line to the ledger."""
    session.add(row)
    session.flush()


def pace(session: Session, person: str) -> int:
    """How many a day a person wants."""
    wanted = session.scalar(select(PaceRow.most).where(PaceRow.person_id == person))
    return PACE if wanted is None else wanted


def set_pace(session: Session, person: str, most: int, now: datetime) -> None:
    """Keep how many a day a person wants."""
    kept = {"most": most, "set_at": now}
    session.execute(
        insert(session, PaceRow)
        .values(person_id=person, **kept)
        .on_conflict_do_update(index_elements=[PaceRow.person_id], set_=kept)
    )


def as_card(row: CardRow) -> Card:
    """A row as the rules know it."""
    return Card(
        id=row.id,
        origin=Origin(quiz=row.quiz, question=row.question, hash=row.question_hash, made_on=row.made_on),
        showings=row.showings,
        memory=Memory(
            stability=row.stability,
            difficulty=row.difficulty,
            state=row.state,
            step=row.step,
            last=row.last_at,
            due=row.due_at,
        ),
        last_on=row.last_on,
        due_on=row.due_on,
    )


def recall(row: ReviewRow) -> Recall:
    """How the card came back at one showing."""
    return Recall(row.recall)


def _most(person: str) -> ScalarSelect[int]:
    return select(PaceRow.most).where(PaceRow.person_id == person).scalar_subquery()


def _done(person: str, today: date) -> ScalarSelect[int]:
    hers = select(CardRow.id).where(CardRow.person_id == person).correlate(None)
    done = select(func.count()).where(ReviewRow.card_id.in_(hers), ReviewRow.on == today)
    return done.scalar_subquery()


def _day(most: int | None, done: int) -> Day:
    return Day(most=PACE if most is None else most, done=done)


def _kept(card: Card) -> dict[str, object]:
    return {
        "quiz": card.origin.quiz,
        "question": card.origin.question,
        "question_hash": card.origin.hash,
        "made_on": card.origin.made_on,
        "showings": card.showings,
        "stability": card.memory.stability,
        "difficulty": card.memory.difficulty,
        "state": card.memory.state,
        "step": card.memory.step,
        "last_at": card.memory.last,
        "due_at": card.memory.due,
        "last_on": card.last_on,
        "due_on": card.due_on,
    }
