"""Without these pages nobody could rate a film of a shared review, or lay three views of it side by side."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from elearn.domain.access import Action
from elearn.domain.pathways import Rater
from elearn.domain.ratings import level_field
from elearn.services import ratings
from elearn.services.entry_writing import Sending
from elearn.services.ratings import Rate
from elearn.web.forms.base import text
from elearn.web.forms.ratings import RatingForm, rating_form
from elearn.web.gate import actor, allows
from elearn.web.house import catalogue, now, today
from elearn.web.rating_charts import charts
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.tongue import gettext as _
from elearn.words.ratings import OWN_SIDES, SIDES

bp = Blueprint("ratings", __name__, url_prefix="/ratings")
Answer = str | Response | tuple[str, int]


@bp.get("/of/<learner>")
@allows(Action.SEE_RATINGS)
def of(learner: str) -> str:
    """A learner's films and what each side saw in them."""
    found = ratings.sheet(db(), actor(), catalogue(), learner, today())
    words = OWN_SIDES if found.side is Rater.SELF else SIDES
    return page(
        "ratings/sheet.html",
        sheet=found,
        charts={rated.scale.title: charts(rated.scale, rated.films) for rated in found.rated},
        sides={side: _(said) for side, said in words.items()},
        own=found.side is Rater.SELF,
        outside=found.side is Rater.EXTERNAL,
    )


@bp.get("/<cycle>/<scale>")
@allows(Action.RATE)
def film(cycle: str, scale: str) -> Answer:
    """One film to be rated, with what one said of it before."""
    found = ratings.film(db(), actor(), catalogue(), cycle, scale, today())
    return _film(found, _form(found))


@bp.post("/<cycle>/<scale>")
@allows(Action.RATE)
def rate(cycle: str, scale: str) -> Answer:
    """Rate it; the same sent twice is one rating."""
    found = ratings.film(db(), actor(), catalogue(), cycle, scale, today())
    form = _form(found)
    sent = Sending(key="", now=now(), today=today(), kept=form.excused())
    learner = form.submit(
        lambda: ratings.rate(
            db(),
            actor(),
            catalogue(),
            cycle,
            scale,
            form.levels(found.scale),
            note=text(form.note),
            shared=found.side is Rater.SELF and bool(form.shared.data),
            seen=text(form.seen),
            sent=sent,
        )
    )
    if learner is None:
        return _film(found, form)
    flash(_("The rating is kept."))
    return redirect(url_for("ratings.of", learner=learner), 303)


def _form(found: Rate) -> RatingForm:
    last = found.last
    begun: dict[str, object] = {"seen": last.id if last else ""}
    if last:
        begun |= {level_field(item): str(level) for item, level in last.levels.items()}
        begun |= {"note": last.note, "shared": last.shared}
    return rating_form(found.scale, found.side, begun)


def _film(found: Rate, form: RatingForm) -> Answer:
    shown = page(
        "ratings/film.html",
        rate=found,
        form=form,
        levels=[form[level_field(item.id)] for item in found.scale.items],
        own=found.side is Rater.SELF,
        outside=found.side is Rater.EXTERNAL,
    )
    return shown, form.status
