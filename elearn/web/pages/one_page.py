"""Without this page a quiz could not be seen, printed and answered as a whole, by those who would rather."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from elearn.domain.access import Action
from elearn.domain.attempts import Attempt
from elearn.services import one_page as service
from elearn.services import quizzes
from elearn.web.forms.one_page import OnePage, ask_how_sure, one_page
from elearn.web.gate import actor, allows
from elearn.web.house import catalogue, now
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.telling import telling
from elearn.web.tongue import gettext as _

bp = Blueprint("one_page", __name__, url_prefix="/quizzes/<quiz>/<attempt>/all")
Answer = str | Response | tuple[str, int]


@bp.get("")
@allows(Action.STUDY)
def questions(quiz: str, attempt: str) -> Answer:
    """Every question of an open attempt, in its own order, with the answers so far."""
    found = quizzes.attempt(db(), actor(), catalogue(), quiz, attempt)
    if not found.is_open:
        return redirect(url_for("quizzes.result", quiz=found.quiz.id, attempt=found.id), 303)
    form = one_page(found)
    ask_how_sure(form, found)
    return _page(found, form)


@bp.post("")
@allows(Action.STUDY)
def save(quiz: str, attempt: str) -> Answer:
    """Save every answer that was changed here, or none of them while one needs another look."""
    found = quizzes.attempt(db(), actor(), catalogue(), quiz, attempt)
    form = one_page(found)
    sent = form.sent() if form.validate() else None
    if sent is None:
        return _page(found, form), 422
    refused = form.button.submit(
        lambda: service.save_all(db(), actor(), catalogue(), quiz, attempt, sent, now())
    )
    if refused is None:
        if form.button.status == 409:
            return page("quizzes/handed_in.html", attempt=found, form=form.button), 409
        return _page(found, form), form.button.status
    if refused:
        form.refuse(refused)
        return _page(found, form), 422
    return _onward(quizzes.attempt(db(), actor(), catalogue(), quiz, attempt))


def _page(attempt: Attempt, form: OnePage) -> str:
    numbers = range(1, attempt.length + 1)
    said = {number: quizzes.feedback_at_once(attempt, number) for number in numbers}
    return page(
        "one_page/questions.html",
        attempt=attempt,
        form=form,
        sheets={number: attempt.sheet(number) for number in numbers},
        told={number: telling(each) for number, each in said.items() if each},
    )


def _onward(attempt: Attempt) -> Response:
    if request.form.get("go") == "stop":
        flash(_("Everything is saved. Carry on whenever you like."))
        return redirect(url_for("quizzes.front", quiz=attempt.quiz.id), 303)
    here = attempt.unsaid_numbers or (attempt.quiz.by_completion and attempt.open_numbers)
    view = "one_page.questions" if here else "quizzes.look_over"
    return redirect(url_for(view, quiz=attempt.quiz.id, attempt=attempt.id), 303)
