"""Without these pages nobody would see which question misleads those who know, before it has misled fifty more."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from elearn.domain.access import Action
from elearn.domain.intervals import wilson
from elearn.domain.statistics.analysis import too_few
from elearn.domain.statistics.choices import Choice, Third
from elearn.domain.statistics.signs import Noticed
from elearn.services import statistics
from elearn.services.attempts import present_name
from elearn.web.gate import actor, allows
from elearn.web.house import catalogue
from elearn.web.render import page, plain
from elearn.web.session import db
from elearn.web.tongue import gettext as _
from elearn.words.statistics import PICKS, SIGNS, THIRDS, UNKNOWN

bp = Blueprint("statistics", __name__, url_prefix="/statistics")


@bp.get("/")
@allows(Action.SEE_STATISTICS)
def index() -> str:
    """Every quiz, and how many first attempts there are to speak of."""
    tallies = statistics.tallies(db(), actor(), catalogue())
    return page("statistics/index.html", tallies=tallies, too_few=too_few)


@bp.get("/<quiz>")
@allows(Action.SEE_STATISTICS)
def quiz(quiz: str) -> str | Response:
    """How one quiz and each of its questions do."""
    if (name := present_name(catalogue(), quiz)) != quiz:
        return redirect(url_for("statistics.quiz", quiz=name), 308)
    look = statistics.look(db(), actor(), catalogue(), quiz, request.args.get("edition"))
    return page(
        "statistics/quiz.html",
        look=look,
        too_few=too_few,
        interval=wilson,
        per_cent=per_cent,
        coefficient=coefficient,
        said=said,
        answer=answer,
        thirds=THIRDS,
        third=Third,
    )


def per_cent(value: float | None) -> str:
    """A number in whole per cent, or the dash for none."""
    return UNKNOWN if value is None else f"{value:.0f}%".replace("-", "−")


def coefficient(value: float | None) -> str:
    """A number with two places and its sign, or the dash for none."""
    return UNKNOWN if value is None else f"{value:.2f}".replace("-", "−")


def said(noticed: Noticed) -> str:
    """The sentence for a sign."""
    return str(_(SIGNS[noticed.sign], option=plain(noticed.option)))


def answer(choice: Choice) -> str:
    """What an answer is called: its author's words, or ours."""
    return plain(choice.text) if choice.text else str(_(PICKS[choice.pick]))
