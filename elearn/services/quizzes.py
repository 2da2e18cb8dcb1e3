"""Without this nobody could begin a quiz, have each answer saved, hand it in once and for all, or read how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn.domain import access, answers, marking
from elearn.domain.access import Action
from elearn.domain.attempts import Attempt, Try, draw, last_asked, require_another, tries_left
from elearn.domain.confidence import CONFIDENCE, read_confidence
from elearn.domain.errors import Conflict, NotFound, Refused
from elearn.domain.feedback import Feedback, feedback_on
from elearn.domain.library import Catalogue
from elearn.domain.marking import Marks
from elearn.domain.people import Actor
from elearn.domain.quizzes import Quiz
from elearn.domain.sheets import Sent, read_answer
from elearn.services.attempts import (
    attempt_of,
    edition_of,
    hold,
    names,
    present,
    present_name,
    present_question,
    try_of,
)
from elearn.services.marks import Judged, judged, mark_row
from elearn.services.review_cards import take_up
from elearn.storage import editions, evidence, quizzes
from elearn.storage.base import new_id
from elearn.storage.evidence import AchievementRow
from elearn.storage.quizzes import AttemptRow, Tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What somebody finds at the door of a quiz; `offered` is whether a new attempt can be begun on it at all."""

    quiz: Quiz
    tries: tuple[Try, ...]
    offered: bool

    @property
    def open(self) -> Try | None:
        """The try she can carry on with."""
        return next((each for each in self.tries if each.submitted_at is None), None)

    @property
    def done(self) -> tuple[Try, ...]:
        """The tries handed in, the last first."""
        return tuple(each for each in reversed(self.tries) if each.submitted_at is not None)

    @property
    def passed(self) -> bool:
        """Whether she ever passed, or completed, this quiz."""
        return any(each.passed for each in self.tries)

    @property
    def left(self) -> int | None:
        """How many more tries she may begin; None without limit."""
        return tries_left(self.quiz, len(self.tries))


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How one's own attempt went, and in `front` what one can do next."""

    attempt: Attempt
    judged: Judged
    front: Front

    @property
    def marks(self) -> Marks:
        """What it earned."""
        return self.judged.marks

    @property
    def feedback(self) -> tuple[Feedback, ...]:
        """What may be told of each answer."""
        return self.judged.feedback

    @property
    def keys(self) -> bool:
        """Whether the keys may be shown."""
        return self.judged.keys


def front(session: Session, actor: Actor, catalogue: Catalogue, quiz_id: str) -> Front:
    """The door of a quiz; raises ``NotFound`` for one that is neither offered nor ever begun by this person."""
    access.require(actor, Action.STUDY)
    tried = quizzes.tries(session, actor.id, names(catalogue, quiz_id))
    offered = catalogue.quizzes.get(present_name(catalogue, quiz_id))
    if offered is None and not tried:
        raise NotFound
    quiz = offered or edition_of(session, catalogue, tried[-1].attempt)
    return Front(quiz=quiz, tries=tuple(try_of(each) for each in tried), offered=offered is not None)


def history(session: Session, actor: Actor, catalogue: Catalogue, quiz_id: str) -> tuple[Try, ...]:
    """Every try of this person at a quiz, the first first."""
    access.require(actor, Action.STUDY)
    return tuple(try_of(each) for each in quizzes.tries(session, actor.id, names(catalogue, quiz_id)))


def begin(session: Session, actor: Actor, catalogue: Catalogue, quiz_id: str, now: datetime) -> str:
    """Begin an attempt on the present edition, or carry on with the one that is open; returns its id.

    Raises ``NotFound`` for a quiz that is not offered, ``Refused`` when every attempt allowed has been used.
    """
    access.require(actor, Action.STUDY)
    called = names(catalogue, quiz_id)
    # A neighbour may begin, or hand in, in the very moment between asking and adding: then ask once more.
    for _ in range(3):
        tried = quizzes.tries(session, actor.id, called)
        open_one = next((each.attempt.id for each in tried if each.attempt.submitted_at is None), None)
        if open_one:
            return open_one
        if fresh := _begin(session, actor, catalogue, called[0], tried, now):
            return fresh
    raise Conflict("attempt-moved")


def attempt(session: Session, actor: Actor, catalogue: Catalogue, quiz_id: str, attempt_id: str) -> Attempt:
    """One's own attempt as it stands; raises ``NotFound`` for anybody else's, or one at another quiz."""
    access.require(actor, Action.STUDY)
    found = quizzes.attempt(session, actor.id, names(catalogue, quiz_id), attempt_id)
    if found is None:
        raise NotFound
    return attempt_of(session, catalogue, *found)


def save_answer(
    session: Session,
    actor: Actor,
    catalogue: Catalogue,
    quiz_id: str,
    attempt_id: str,
    number: int,
    sent: Sent,
    now: datetime,
) -> bool:
    """Save what was answered to one question; nothing sent leaves it open again.

    How sure she is goes with it in an assessed quiz. An answer without it is saved all the same, so that nothing is
    lost; True says that she is to be asked again. By completion an answer must be whole and the first one stands,
    since its feedback tells the key. Raises ``Refused`` for what was not offered, ``Conflict`` once the attempt is
    handed in.
    """
    held = hold(session, actor, catalogue, quiz_id, attempt_id)
    if held.submitted_at is not None:
        raise Conflict("attempt-handed-in")
    attempt = attempt_of(session, catalogue, held, ())
    question = attempt.question(number)
    answer = read_answer(question, attempt.seed, sent)
    once = attempt.quiz.by_completion
    if once and not answers.is_whole(question, answer):
        raise Refused("answer-whole", field="answer")
    sure = None if once else read_confidence(sent.get(CONFIDENCE, ()))
    if answer is None:
        quizzes.drop_answers(session, held.id, [question.id])
    else:
        kept = answers.as_json(answer)
        quizzes.keep_answer(session, held.id, question.id, kept, sure, now, first=once)
    return answer is not None and sure is None and not once


def submit(
    session: Session,
    actor: Actor,
    catalogue: Catalogue,
    quiz_id: str,
    attempt_id: str,
    *,
    now: datetime,
    today: date,
) -> None:
    """Hand an attempt in: mark it, keep the mark, add the achievement and what comes up again. It happens once.

    Raises ``Refused`` while a quiz by completion has open questions; elsewhere what is open earns nothing.
    """
    held = hold(session, actor, catalogue, quiz_id, attempt_id)
    if held.submitted_at is not None:
        return
    attempt = attempt_of(session, catalogue, held, quizzes.answers(session, held.id))
    if attempt.quiz.by_completion and attempt.open_numbers:
        raise Refused("answers-missing", count=len(attempt.open_numbers))
    marks = marking.mark(attempt.quiz, attempt.questions, attempt.answers)
    quizzes.hand_in(session, held, mark_row(held.id, marks, now))
    evidence.achieve(session, _achievement(catalogue, actor, held, attempt.quiz, marks, now, today))
    take_up(session, catalogue, held, attempt, marks, now=now, today=today)


def result(session: Session, actor: Actor, catalogue: Catalogue, attempt: Attempt) -> Result:
    """How one's own attempt went, as it was marked then, with as much feedback as a pass allows.

    Raises ``NotFound`` for an attempt that is still open.
    """
    found = front(session, actor, catalogue, attempt.quiz.id)
    edition = next(each.edition for each in found.tries if each.id == attempt.id)
    passed = any(each.passed for each in found.tries if each.edition == edition)
    return Result(attempt=attempt, judged=judged(session, catalogue, attempt, passed=passed), front=found)


def feedback_at_once(attempt: Attempt, number: int) -> Feedback | None:
    """What is said to an answer the moment it is given: everything by completion, nothing in an assessed quiz."""
    if not attempt.quiz.by_completion or not attempt.is_answered(number):
        return None
    marks = marking.mark(attempt.quiz, [attempt.question(number)], attempt.answers)
    return feedback_on(marks.each[0], number, keys=True)


def _begin(
    session: Session, actor: Actor, catalogue: Catalogue, quiz_id: str, tried: Sequence[Tried], now: datetime
) -> str | None:
    quiz = catalogue.quizzes.get(quiz_id)
    if quiz is None:
        raise NotFound
    require_another(quiz, len(tried))
    seed, attempt_id = new_id(), new_id()
    row = {
        "id": attempt_id,
        "person_id": actor.id,
        "quiz": quiz.id,
        "edition": editions.remember(session, present(quiz), now),
        "number": len(tried) + 1,
        "seed": seed,
        "questions": [question.id for question in draw(quiz, seed, _seen(catalogue, tried))],
        "begun_at": now,
    }
    return attempt_id if quizzes.begin(session, row) else None


def _seen(catalogue: Catalogue, tried: Sequence[Tried]) -> dict[str, int]:
    """In which of these attempts each question was asked last, by what the question is called now."""
    return last_asked(
        (
            each.attempt.number,
            (present_question(catalogue, each.attempt.quiz, question) for question in each.attempt.questions),
        )
        for each in tried
    )


def _achievement(
    catalogue: Catalogue,
    actor: Actor,
    row: AttemptRow,
    quiz: Quiz,
    marks: Marks,
    now: datetime,
    today: date,
) -> AchievementRow:
    return AchievementRow(
        id=new_id(),
        learner_id=actor.id,
        kind="quiz",
        ref=present_name(catalogue, row.quiz),
        edition=row.edition,
        attempt=row.id,
        on=today,
        passed=marks.passed,
        score=None if quiz.by_completion else marking.as_decimal(marks.share),
        recorded_at=now,
    )
