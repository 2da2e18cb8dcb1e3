"""People who tried a quiz, as many as a test wants: without them its statistics would always rest on too few."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from sqlalchemy import insert
from sqlalchemy.orm import Session

from elearn.domain import answers as shapes
from elearn.domain import marking
from elearn.domain.answers import Answer
from elearn.domain.editions import quiz_edition
from elearn.domain.people import Role
from elearn.domain.quizzes import Quiz
from elearn.storage import editions
from elearn.storage.people import PersonRow, RoleRow
from elearn.storage.quizzes import AnswerRow, AttemptRow, MarkRow

Given = Mapping[str, Answer]


def attempted(
    session: Session,
    quiz: Quiz,
    given: Sequence[Given],
    now: datetime,
    *,
    prefix: str = "t",
    role: Role = Role.TRAINEE,
    number: int = 1,
    asked: Sequence[Sequence[str]] | None = None,
) -> None:
    """Enter a person for each of these sets of answers, who tried the quiz and handed it in."""
    edition = editions.remember(session, quiz_edition(quiz), now)
    ids = [f"{prefix}{at:04}" for at in range(len(given))]
    drawn = asked or [[question.id for question in quiz.questions]] * len(given)
    session.execute(
        insert(PersonRow),
        [{"id": each, "name": f"Person {each}", "created_at": now, "demo": False} for each in ids],
    )
    session.execute(
        insert(RoleRow), [{"id": each, "person_id": each, "role": role, "since": now} for each in ids]
    )
    session.execute(
        insert(AttemptRow),
        [
            {
                "id": each,
                "person_id": each,
                "quiz": quiz.id,
                "edition": edition,
                "number": number,
                "seed": each,
                "questions": list(which),
                "begun_at": now,
                "submitted_at": now,
            }
            for each, which in zip(ids, drawn, strict=True)
        ],
    )
    session.execute(
        insert(AnswerRow),
        [
            {"attempt_id": each, "question": question, "given": shapes.as_json(answer), "saved_at": now}
            for each, said in zip(ids, given, strict=True)
            for question, answer in said.items()
        ],
    )
    for each, which, said in zip(ids, drawn, given, strict=True):
        questions = [question for question in quiz.questions if question.id in which]
        found = marking.mark(quiz, questions, said)
        earned = {mark.question.id: mark.earned for mark in found.each}
        marked(session, each, earned, now, passed=found.passed)
    session.flush()


def marked(
    session: Session, attempt: str, earned: Mapping[str, Fraction], now: datetime, *, passed: bool
) -> None:
    """Add a mark to an attempt; the later one is the one that was given last."""
    session.add(
        MarkRow(
            attempt_id=attempt,
            why="submitted",
            earned=str(sum(earned.values())),
            possible=str(len(earned)),
            passed=passed,
            questions={question: {"earned": str(each), "possible": "1"} for question, each in earned.items()},
            marked_at=now,
        )
    )
    session.flush()
