"""Without these pages a learner and her supervisor would not see which films are to be erased."""

from flask import Blueprint

from elearn.domain.access import Action
from elearn.services import films
from elearn.web import entry_lines
from elearn.web.gate import actor, allows
from elearn.web.house import today
from elearn.web.render import page
from elearn.web.session import db

bp = Blueprint("films", __name__)


@bp.get("/practise/films")
@allows(Action.KEEP_LOGBOOK)
def own() -> str:
    """My films that are not erased yet, what is due first."""
    kept = films.own(db(), actor())
    return page(
        "films/own.html",
        now=[each for each in kept if each.is_due(today())],
        later=[each for each in kept if not each.is_due(today())],
        tell=entry_lines,
    )


@bp.get("/desk/films")
@allows(Action.SEE_TRAINEES)
def of_trainees() -> str:
    """The films of my trainees whose day has come, or is near."""
    return page("films/trainees.html", due=films.of_trainees(db(), actor(), today()), tell=entry_lines)
