"""Without this a whole quiz could not be saved at one touch without undoing what another device saved meanwhile."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from elearn.domain import answers
from elearn.domain.answers import Answer
from elearn.domain.attempts import Attempt, Given, shown_as
from elearn.domain.confidence import CONFIDENCE, Confidence, read_confidence
from elearn.domain.errors import Conflict, Refused
from elearn.domain.library import Catalogue
from elearn.domain.people import Actor
from elearn.domain.sheets import Sent, read_answer
from elearn.services.attempts import attempt_of, hold
from elearn.storage import quizzes

SHOWN = "shown"
"""The field that says what a question's answer was when the page was made."""


def save_all(
    session: Session,
    actor: Actor,
    catalogue: Catalogue,
    quiz_id: str,
    attempt_id: str,
    sent: Mapping[int, Sent],
    now: datetime,
) -> Mapping[int, Refused]:
    """Save what was changed on a page of many questions; returns what was refused, by number, and then saves nothing.

    A question whose answer is as the page showed it is left alone: it may have been answered elsewhere meanwhile.
    Raises ``NotFound`` for a question that the attempt does not ask, ``Conflict`` once it is handed in.
    """
    held = hold(session, actor, catalogue, quiz_id, attempt_id)
    if held.submitted_at is not None:
        raise Conflict("attempt-handed-in")
    attempt = attempt_of(session, catalogue, held, quizzes.answers(session, held.id))
    changed: dict[str, tuple[Answer | None, Confidence | None]] = {}
    refused: dict[int, Refused] = {}
    for number, fields in sent.items():
        try:
            answer, sure = _read(attempt, number, fields)
        except Refused as refusal:
            refused[number] = refusal
        else:
            if shown_as(answer, sure) not in fields.get(SHOWN, ()):
                changed[attempt.question(number).id] = answer, sure
    if not refused:
        _keep(session, attempt, changed, now)
    return refused


def shown(given: Given | None) -> str:
    """What the page carries along to know later whether the answer was changed on it."""
    return shown_as(given.answer, given.confidence) if given else shown_as(None, None)


def _read(attempt: Attempt, number: int, sent: Sent) -> tuple[Answer | None, Confidence | None]:
    question, once = attempt.question(number), attempt.quiz.by_completion
    answer = read_answer(question, attempt.seed, sent)
    if once and answer is not None and not answers.is_whole(question, answer):
        raise Refused("answer-whole", field="answer")
    sure = None if once else read_confidence(sent.get(CONFIDENCE, ()))
    return answer, None if answer is None else sure


def _keep(
    session: Session,
    attempt: Attempt,
    changed: Mapping[str, tuple[Answer | None, Confidence | None]],
    now: datetime,
) -> None:
    kept: list[dict[str, Any]] = [
        {"question": question, "given": answers.as_json(answer), "confidence": sure}
        for question, (answer, sure) in changed.items()
        if answer is not None
    ]
    once = attempt.quiz.by_completion
    opened = [question for question, (answer, _sure) in changed.items() if answer is None and not once]
    if kept:
        quizzes.keep_answers(session, attempt.id, kept, now, first=once)
    if opened:
        quizzes.drop_answers(session, attempt.id, opened)
