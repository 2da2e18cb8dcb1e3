"""Without these pages nobody outside could be entered as an assessor, or be handed a link where no mail is set up."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from elearn.domain.access import Action
from elearn.services import assessors
from elearn.web.forms.assessors import Enter
from elearn.web.forms.base import text
from elearn.web.gate import actor, allows
from elearn.web.house import house, now, today
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.tongue import gettext as _

bp = Blueprint("assessors", __name__)
Answer = str | Response | tuple[str, int]


@bp.route("/people/assessors", methods=["GET", "POST"])
@allows(Action.RUN_PEOPLE)
def index() -> Answer:
    """Everyone who signs by a link, what waits for them, and a form to enter somebody for all learners."""
    form = Enter()
    if (made := form.submit(lambda: _enter(form, None))) is not None:
        flash(_("%(name)s is entered. Every learner may ask for this signature.", name=made))
        return redirect(url_for("assessors.index"), 303)
    sheet = assessors.sheet(db(), actor(), now())
    return page("assessors/index.html", form=form, sheet=sheet, mailed=bool(house().config.smtp)), form.status


@bp.post("/people/assessors/link/<request>")
@allows(Action.RUN_PEOPLE)
def hand_on(request: str) -> Answer:
    """A fresh link to hand on, shown once."""
    name, token = assessors.hand_on(db(), actor(), request, now())
    return page("assessors/link.html", name=name, link=f"{house().config.url}/sign/{token}")


@bp.route("/desk/assessor/<learner>", methods=["GET", "POST"])
@allows(Action.ENTER_ASSESSOR)
def enter(learner: str) -> Answer:
    """Enter somebody outside whom one's own trainee may ask."""
    name = assessors.learner_of(db(), actor(), learner, today())
    form = Enter()
    if (made := form.submit(lambda: _enter(form, learner))) is not None:
        flash(_("%(name)s is entered. %(learner)s may ask for this signature now.", name=made, learner=name))
        return redirect(url_for("milestones.of", learner=learner), 303)
    return page(
        "assessors/enter.html", form=form, name=name, learner=learner, mailed=bool(house().config.smtp)
    ), form.status


def _enter(form: Enter, learner: str | None) -> str:
    return assessors.enter(
        db(),
        actor(),
        learner,
        name=text(form.name),
        email=text(form.email),
        part=text(form.part),
        registration=text(form.registration),
        today=today(),
        now=now(),
    ).name
