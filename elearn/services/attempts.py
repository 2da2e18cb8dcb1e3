"""Without this an attempt would be rows; here it is put together on the edition it began on, for its owner alone."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from sqlalchemy.orm import Session

from elearn.domain import access, answers
from elearn.domain.access import Action
from elearn.domain.attempts import Attempt, Given, Try
from elearn.domain.confidence import Confidence
from elearn.domain.editions import Edition, quiz_edition, quiz_from_canonical
from elearn.domain.errors import NotFound
from elearn.domain.library import Catalogue, ChangeKind
from elearn.domain.people import Actor
from elearn.domain.quizzes import Question, Quiz
from elearn.domain.remarking import corrected
from elearn.storage import editions, quizzes
from elearn.storage.quizzes import AnswerRow, AttemptRow, Tried

_PAST: dict[str, Quiz] = {}
"""Editions that are no longer offered; one never changes under its hash, so each is read once."""
_PRESENT: dict[str, tuple[Quiz, Edition]] = {}


def present_name(catalogue: Catalogue, quiz_id: str) -> str:
    """What the quiz with this id is called now."""
    return catalogue.moved_quizzes.get(quiz_id, quiz_id)


def present_question(catalogue: Catalogue, quiz_id: str, question: str) -> str:
    """What a question of the quiz with this id is called now."""
    address = f"{quiz_id}/{question}"
    return catalogue.moved_quizzes.get(address, address).rpartition("/")[2]


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
            each.question: Given(
                answer=answers.from_json(each.given),
                saved_at=each.saved_at,
                confidence=Confidence(each.confidence) if each.confidence else None,
            )
            for each in given
        },
        begun_at=row.begun_at,
        submitted_at=row.submitted_at,
    )


def edition_of(session: Session, catalogue: Catalogue, row: AttemptRow) -> Quiz:
    """The quiz as it stood when the attempt was begun; read from the database only where it has changed since."""
    if _is_offered(catalogue, row):
        return catalogue.quizzes[row.quiz]
    recall(session, catalogue, [row])
    return _PAST[row.edition]


def corrected_since(catalogue: Catalogue, attempt: Attempt) -> dict[str, Question]:
    """The questions of an attempt whose key was corrected since, as it stands now, by the id they were asked under.

    Only a change that was declared as material is taken for a correction.
    """
    was_in = attempt.quiz.id
    quiz, found = catalogue.quizzes.get(present_name(catalogue, was_in)), {}
    for each in attempt.questions if quiz else ():
        called = present_question(catalogue, was_in, each.id)
        addresses = {f"{present_name(catalogue, was_in)}/{called}", f"{was_in}/{each.id}"}
        said = [change for address in addresses for change in catalogue.quiz_changes.get(address, ())]
        question = quiz.question(called) if quiz else None
        if question and any(change.kind is ChangeKind.MATERIAL for change in said):
            found[each.id] = question
    return corrected(attempt.questions, found)


def recall(session: Session, catalogue: Catalogue, rows: Iterable[AttemptRow]) -> None:
    """Have the editions of all these attempts at hand; at most one statement, however many they are."""
    wanted = {row.edition for row in rows if not _is_offered(catalogue, row)} - _PAST.keys()
    for edition, body in editions.bodies(session, wanted).items() if wanted else ():
        _PAST[edition] = quiz_from_canonical(body)


def _is_offered(catalogue: Catalogue, row: AttemptRow) -> bool:
    offered = catalogue.quizzes.get(row.quiz)
    return offered is not None and present(offered).hash == row.edition


def present(quiz: Quiz) -> Edition:
    """The edition of a quiz that is offered now; worked out once."""
    # Not by its value: to look a whole quiz up by what is in it takes longer than all else on the page of a question.
    kept = _PRESENT.get(quiz.id)
    if kept is None or kept[0] is not quiz:
        kept = _PRESENT[quiz.id] = quiz, quiz_edition(quiz)
    return kept[1]


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
