"""Without these pages a supervisor would see no try of her trainee's, and a learner could not show her an answer."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from elearn.domain import marking
from elearn.domain.access import Action
from elearn.domain.confidence import is_sure_and_wrong
from elearn.domain.feedback import Verdict
from elearn.domain.quizzes import kind_of
from elearn.domain.sharing import Sight, said
from elearn.services import sharing
from elearn.web.gate import actor, allows
from elearn.web.house import catalogue, now, today
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.telling import telling
from elearn.web.tongue import gettext as _
from elearn.words.quizzes import HOW_SURE, VERDICTS

bp = Blueprint("sharing", __name__)
YES = "yes"


@bp.post("/quizzes/<quiz>/<attempt>/share")
@allows(Action.SHARE_ANSWERS)
def share(quiz: str, attempt: str) -> Response:
    """Share the answers of an attempt with whoever supervises her, or take that back."""
    wanted = request.form.get("shared") == YES
    sharing.share(db(), actor(), catalogue(), quiz, attempt, shared=wanted, now=now())
    return redirect(url_for("quizzes.result", quiz=quiz, attempt=attempt, _anchor="share"), 303)


@bp.get("/trainees/<learner>/quizzes")
@allows(Action.SEE_TRIES)
def tries(learner: str) -> str:
    """When a trainee tried which quiz, and how it went."""
    found = sharing.tries(db(), actor(), catalogue(), learner, today())
    return page("sharing/tries.html", tries=found, percent=marking.percent)


@bp.get("/trainees/<learner>/quizzes/<attempt>")
@allows(Action.SEE_ANSWERS)
def answers(learner: str, attempt: str) -> str:
    """The answers a trainee shares, what she was certain of and had otherwise first."""
    found = sharing.answers(db(), actor(), catalogue(), learner, attempt, today())
    told = [telling(each) for each in found.judged.feedback]
    held, numbers = found.attempt, range(1, found.attempt.length + 1)
    return page(
        "sharing/answers.html",
        shared=found,
        attempt=held,
        marks=found.judged.marks,
        percent=marking.percent,
        told=sorted(told, key=lambda each: _rank(found, each.feedback.number, each.feedback.verdict))
        if found.sight is not Sight.FIGURES
        else [],
        said={number: said(held.question(number), held.answer(number)) for number in numbers},
        kinds={number: kind_of(held.question(number)) for number in numbers},
        sure={number: _(HOW_SURE[level]) for number in numbers if (level := held.confidence(number))},
        verdicts={verdict: _(words) for verdict, words in VERDICTS.items()},
    )


def _rank(found: sharing.Shared, number: int, verdict: Verdict) -> int:
    right = verdict is Verdict.RIGHT
    if is_sure_and_wrong(found.attempt.confidence(number), right=right):
        return 0
    return 2 if right else 1
