"""Without this an attempt would be rows; here it is put together on the edition it began on, for its owner alone."""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from sqlalchemy.orm import Session

from elearn.domain import access, answers
from elearn.domain.access import Action
from elearn.domain.attempts import Attempt, Given, Try
from elearn.domain.editions import Edition, quiz_edition, quiz_from_canonical
from elearn.domain.errors import NotFound
from elearn.domain.library import Catalogue
from elearn.domain.people import Actor
from elearn.domain.quizzes import Quiz
from elearn.storage import editions, quizzes
from elearn.storage.quizzes import AnswerRow, AttemptRow, Tried

_PAST: dict[str, Quiz] = {}
"""Editions that are no longer offered; one never changes under its hash, so each is read once."""


def present_name(catalogue: Catalogue, quiz_id: str) -> str:
    """What the quiz with this id is called now."""
    return catalogue.moved_quizzes.get(quiz_id, quiz_id)


def names(catalogue: Catalogue, quiz_id: str) -> tuple[str, ...]:
    """What a quiz is called now, and what it was called before."""
    now = present_name(catalogue, quiz_id)
    return now, *(was for was, became in catalogue.moved_quizzes.items() if became == now)


def hold(session: Session, actor: Actor, catalogue: Catalogue, quiz_id: str, attempt_id: str) -> AttemptRow:
    """One's own attempt, kept from everybody else until the transaction ends; raises ``NotFound`` for another's."""
    access.require(actor, Action.STUDY)
    held = quizzes.hold(session, actor.id, names(catalogue, quiz_id), attempt_id)
    if held is None:
        raise NotFound
    return held


def attempt_of(
    session: Session, catalogue: Catalogue, row: AttemptRow, given: Sequence[AnswerRow]
) -> Attempt:
    """The attempt in these rows."""
    quiz = edition_of(session, catalogue, row)
    asked = {question.id: question for question in quiz.questions}
    return Attempt(
        id=row.id,
        quiz=quiz,
        number=row.number,
        seed=row.seed,
        questions=tuple(asked[question] for question in row.questions),
        given={
            each.question: Given(answer=answers.from_json(each.given), saved_at=each.saved_at)
            for each in given
        },
        begun_at=row.begun_at,
        submitted_at=row.submitted_at,
    )


def edition_of(session: Session, catalogue: Catalogue, row: AttemptRow) -> Quiz:
    """The quiz as it stood when the attempt was begun; read from the database only where it has changed since."""
    offered = catalogue.quizzes.get(row.quiz)
    if offered and present(offered).hash == row.edition:
        return offered
    if row.edition not in _PAST:
        _PAST[row.edition] = quiz_from_canonical(editions.bodies(session, [row.edition])[row.edition])
    return _PAST[row.edition]


@lru_cache(maxsize=512)
def present(quiz: Quiz) -> Edition:
    """The edition of a quiz that is offered now; worked out once."""
    return quiz_edition(quiz)


def try_of(tried: Tried) -> Try:
    """One line of a history."""
    row, mark = tried.attempt, tried.mark
    return Try(
        id=row.id,
        quiz=row.quiz,
        edition=row.edition,
        number=row.number,
        begun_at=row.begun_at,
        answered=tried.answered,
        asked=len(row.questions),
        submitted_at=row.submitted_at,
        passed=mark.passed if mark else None,
        share=Fraction(mark.earned) / Fraction(mark.possible) if mark else None,
    )
