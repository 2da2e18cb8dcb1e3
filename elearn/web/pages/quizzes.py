"""Without these pages nobody could take a quiz: the door, a question a page, a look over it all, and how it went."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from elearn.domain import marking
from elearn.domain.access import Action
from elearn.domain.attempts import Attempt, about_minutes
from elearn.domain.confidence import CONFIDENCE, is_sure_and_wrong
from elearn.domain.feedback import Verdict
from elearn.services import quizzes, sharing
from elearn.services.attempts import present_name
from elearn.services.quizzes import Result
from elearn.web.forms.account import Empty
from elearn.web.forms.base import did
from elearn.web.forms.quizzes import Question, asked_form, may_share
from elearn.web.gate import actor, allows
from elearn.web.house import catalogue, house, now, today
from elearn.web.phrases import listed
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.telling import objective, strengths, telling, to_read_again
from elearn.web.tongue import gettext as _
from elearn.words.quizzes import WERE
from elearn.words.refusals import sentence
from elearn.words.roles import INDUCTION, vocabulary

bp = Blueprint("quizzes", __name__, url_prefix="/quizzes/<quiz>")
Answer = str | Response | tuple[str, int]


@bp.get("")
@allows(Action.STUDY)
def front(quiz: str) -> Answer:
    """The door: what is asked, what is enough, what happened so far, and the way in."""
    if (name := present_name(catalogue(), quiz)) != quiz:
        return redirect(url_for("quizzes.front", quiz=name), 308)
    return _front(quiz)


@bp.post("/begin")
@allows(Action.STUDY)
def begin(quiz: str) -> Answer:
    """Begin, or carry on where it was left."""
    form = Empty()
    attempt = form.submit(lambda: quizzes.begin(db(), actor(), catalogue(), quiz, now()))
    if attempt is None:
        return _front(quiz, form)
    return _next_open(quizzes.attempt(db(), actor(), catalogue(), quiz, attempt))


@bp.get("/<attempt>/<int:number>")
@allows(Action.STUDY)
def question(quiz: str, attempt: str, number: int) -> Answer:
    """One question, with the answer so far; by completion also what there is to say to it."""
    found = quizzes.attempt(db(), actor(), catalogue(), quiz, attempt)
    if not found.is_open:
        return _to("result", found)
    form = asked_form(found, number)
    if found.asks_how_sure(number):
        form.refuse(_(sentence("confidence-missing")), CONFIDENCE)
    return _question(found, number, form)


@bp.post("/<attempt>/<int:number>")
@allows(Action.STUDY)
def answer(quiz: str, attempt: str, number: int) -> Answer:
    """Save the answer and go where the button says."""
    found = quizzes.attempt(db(), actor(), catalogue(), quiz, attempt)
    form = asked_form(found, number)
    unsure = form.submit(
        lambda: quizzes.save_answer(db(), actor(), catalogue(), quiz, attempt, number, form.sent(), now())
    )
    if unsure is not None:
        return _onward(found, number, request.form.get("go", "next"), ask_again=unsure)
    if form.status == 409:
        return page("quizzes/handed_in.html", attempt=found, form=form), 409
    return _question(found, number, form)


@bp.get("/<attempt>/look-over")
@allows(Action.STUDY)
def look_over(quiz: str, attempt: str) -> Answer:
    """Every question and whether it is answered, before it is all handed in."""
    found = quizzes.attempt(db(), actor(), catalogue(), quiz, attempt)
    return _look_over(found) if found.is_open else _to("result", found)


@bp.post("/<attempt>/submit")
@allows(Action.STUDY)
def submit(quiz: str, attempt: str) -> Answer:
    """Hand in; again or from another tab, the answer is the same result."""
    form = Empty()
    done = form.submit(
        lambda: did(quizzes.submit, db(), actor(), catalogue(), quiz, attempt, now=now(), today=today())
    )
    if done:
        return redirect(url_for("quizzes.result", quiz=quiz, attempt=attempt), 303)
    return _look_over(quizzes.attempt(db(), actor(), catalogue(), quiz, attempt), form)


@bp.get("/<attempt>/result")
@allows(Action.STUDY)
def result(quiz: str, attempt: str) -> Answer:
    """How it went: strengths first, and as much feedback as a pass allows."""
    found = quizzes.attempt(db(), actor(), catalogue(), quiz, attempt)
    if found.is_open:
        return _to("look_over", found)
    return _result(quizzes.result(db(), actor(), catalogue(), found))


def _front(quiz: str, form: Empty | None = None) -> Answer:
    found = quizzes.front(db(), actor(), catalogue(), quiz)
    asked = found.quiz
    shown = page(
        "quizzes/front.html",
        front=found,
        quiz=asked,
        module=catalogue().modules.get(asked.module),
        critical=[objective(asked.module, each) for each in asked.critical],
        about=about_minutes(asked.asked),
        enough=marking.needed(asked, asked.asked),
        percent=marking.percent,
        form=form or Empty(formdata=None),
        **_spoken(),
    )
    return shown, form.status if form else 200


def _question(attempt: Attempt, number: int, form: Question) -> Answer:
    said = quizzes.feedback_at_once(attempt, number)
    shown = page(
        "quizzes/question.html",
        attempt=attempt,
        number=number,
        sheet=attempt.sheet(number),
        form=form,
        told=telling(said) if said else None,
        saved_today=attempt.saved_at is not None and _as_today(attempt.saved_at),
    )
    return shown, form.status


def _look_over(attempt: Attempt, form: Empty | None = None) -> Answer:
    shown = page("quizzes/look_over.html", attempt=attempt, form=form or Empty(formdata=None))
    return shown, form.status if form else 200


def _result(found: Result) -> Answer:
    told = [telling(each) for each in found.feedback]
    sure = {number: found.attempt.confidence(number) for number in range(1, found.attempt.length + 1)}
    growing = [each for each in told if each.feedback.verdict is not Verdict.RIGHT]
    return page(
        "quizzes/result.html",
        result=found,
        attempt=found.attempt,
        marks=found.marks,
        readers=sharing.readers(db(), actor(), found.attempt, today()),
        listed=listed,
        module=catalogue().modules.get(found.attempt.quiz.module),
        percent=marking.percent,
        shares=may_share(),
        strengths=strengths(found.attempt.quiz.module, found.marks),
        again=to_read_again(told),
        good=[each for each in told if each.feedback.verdict is Verdict.RIGHT],
        # What she was certain of comes first: nothing else is as surely read past the next time.
        growing=sorted(
            growing, key=lambda each: not is_sure_and_wrong(sure[each.feedback.number], right=False)
        ),
        were={number: _(WERE[level]) for number, level in sure.items() if level},
        short_of=[objective(found.attempt.quiz.module, each) for each in found.judged.short_of],
        **_spoken(),
    )


def _onward(attempt: Attempt, number: int, go: str, *, ask_again: bool) -> Answer:
    if go == "stop":
        flash(_("Everything is saved. Carry on whenever you like."))
        return redirect(url_for("quizzes.front", quiz=attempt.quiz.id), 303)
    if go == "all":
        return redirect(url_for("one_page.questions", quiz=attempt.quiz.id, attempt=attempt.id), 303)
    if attempt.quiz.by_completion or (go == "next" and ask_again):
        return _to("question", attempt, number=number)
    to = number - 1 if go == "back" else number + 1
    if go == "over" or not 1 <= to <= attempt.length:
        return _to("look_over", attempt)
    return _to("question", attempt, number=to)


def _next_open(attempt: Attempt) -> Answer:
    if not attempt.open_numbers:
        return _to("look_over", attempt)
    return _to("question", attempt, number=attempt.open_numbers[0])


def _to(view: str, attempt: Attempt, **where: Any) -> Response:
    return redirect(url_for(f"quizzes.{view}", quiz=attempt.quiz.id, attempt=attempt.id, **where), 303)


def _as_today(when: datetime) -> bool:
    return when.astimezone(house().config.timezone).date() == today()


def _spoken() -> dict[str, object]:
    words = vocabulary(actor().roles)
    return {"words": words, "plainly": words is INDUCTION}
