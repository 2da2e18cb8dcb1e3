"""Without this no answer would become a card, nor could cards be worked out again from what was answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain.attempts import Attempt, tries_left
from elearn.domain.confidence import Confidence
from elearn.domain.library import Catalogue
from elearn.domain.marking import Marks
from elearn.domain.quizzes import Quiz
from elearn.domain.reviews import (
    Answered,
    Card,
    Made,
    Sitting,
    cards_made,
    new_card,
    question_hash,
    recall_of,
    reviewed,
)
from elearn.services.attempts import edition_of, names, present_name, present_question
from elearn.services.tokens import fingerprint
from elearn.storage import quizzes, reviews
from elearn.storage.quizzes import AttemptRow, MarkRow, Tried


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """One question of an attempt: whether it was wholly right, and how sure she said she was."""

    right: bool
    confidence: Confidence | None


def take_up(
    session: Session,
    catalogue: Catalogue,
    row: AttemptRow,
    attempt: Attempt,
    marks: Marks,
    *,
    now: datetime,
    today: date,
) -> None:
    """Make cards of what is worth coming back to, once an attempt just handed in lets anything be learnt from.

    It costs nothing while nothing may: a first try that is not enough asks the database no more.
    """
    told = {
        mark.question.id: _Told(right=mark.right, confidence=attempt.confidence(number))
        for number, mark in enumerate(marks.each, 1)
    }
    sitting = _sitting(catalogue, row, attempt.quiz, told, passed=marks.passed, at=now, on=today)
    earlier = _earlier(session, catalogue, row) if row.number > 1 else ()
    made = [each for each in cards_made((*earlier, sitting)) if each.at == now]
    reviews.add(session, row.person_id, [_card(row.person_id, each) for each in made])


def rebuild(session: Session, catalogue: Catalogue, person: str, timezone: ZoneInfo) -> int:
    """Work out every card of a person again from her attempts and the ledger of reviews; returns how many there are."""
    cards = {each.id: each for each in _cards(session, catalogue, person, timezone)}
    for row in reviews.reviews_of(session, person):
        if row.card_id in cards:
            cards[row.card_id] = reviewed(cards[row.card_id], reviews.recall(row), row.at, row.on)
    reviews.add(session, person, cards.values())
    for each in cards.values():
        reviews.keep(session, each)
    return len(cards)


def rebuild_all(session: Session, catalogue: Catalogue, timezone: ZoneInfo) -> int:
    """Work out everybody's cards again; returns how many there are."""
    return sum(rebuild(session, catalogue, each, timezone) for each in quizzes.everybody(session))


def _cards(session: Session, catalogue: Catalogue, person: str, timezone: ZoneInfo) -> Iterable[Card]:
    by_quiz: dict[str, list[Tried]] = {}
    for tried in quizzes.all_tries(session, person):
        by_quiz.setdefault(present_name(catalogue, tried.attempt.quiz), []).append(tried)
    for several in by_quiz.values():
        for made in cards_made(_sittings(session, catalogue, several, timezone)):
            yield _card(person, made)


def _card(person: str, made: Made) -> Card:
    answered = made.answered
    named = f"{person}:{answered.quiz}/{answered.question}:{answered.hash}"
    return new_card(fingerprint(named)[:24], made)


def _earlier(session: Session, catalogue: Catalogue, row: AttemptRow) -> tuple[Sitting, ...]:
    tried = quizzes.tries(session, row.person_id, names(catalogue, row.quiz))
    before = [each for each in tried if each.attempt.id != row.id]
    return _sittings(session, catalogue, before, None)


def _sittings(
    session: Session, catalogue: Catalogue, tried: Iterable[Tried], timezone: ZoneInfo | None
) -> tuple[Sitting, ...]:
    """Attempts that were handed in, by their number: a clock may jump and a number does not."""
    done = [(each.attempt, each.mark) for each in tried if each.mark and each.attempt.submitted_at]
    sure = quizzes.confidences(session, [row.id for row, _mark in done])
    found = []
    for row, mark in sorted(done, key=lambda pair: pair[0].number):
        at = row.submitted_at or row.begun_at
        quiz = edition_of(session, catalogue, row)
        told = _told(row, mark, sure.get(row.id, {}))
        on = at.astimezone(timezone).date() if timezone else at.date()
        found.append(_sitting(catalogue, row, quiz, told, passed=mark.passed, at=at, on=on))
    return tuple(found)


def _told(row: AttemptRow, mark: MarkRow, sure: Mapping[str, str]) -> dict[str, _Told]:
    earned = {question: each["earned"] == each["possible"] for question, each in mark.questions.items()}
    return {
        question: _Told(
            right=earned[question], confidence=Confidence(sure[question]) if question in sure else None
        )
        for question in row.questions
    }


def _sitting(
    catalogue: Catalogue,
    row: AttemptRow,
    quiz: Quiz,
    told: Mapping[str, _Told],
    *,
    passed: bool,
    at: datetime,
    on: date,
) -> Sitting:
    return Sitting(
        at=at,
        on=on,
        opens=passed or tries_left(quiz, row.number) == 0,
        answered=tuple(_answered(catalogue, row.quiz, quiz, *each) for each in told.items()),
    )


def _answered(catalogue: Catalogue, quiz_id: str, quiz: Quiz, question_id: str, told: _Told) -> Answered:
    recall = recall_of(told.confidence, right=told.right)
    question = quiz.question(question_id)
    named = f"{present_name(catalogue, quiz_id)}/{present_question(catalogue, quiz_id, question_id)}"
    return Answered(
        address=named,
        quiz=quiz_id,
        question=question_id,
        hash=question_hash(question, question_id) if question and recall else "",
        recall=recall if question else None,
    )
