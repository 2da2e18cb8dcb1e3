"""Without these pages nobody would learn that a letter did not arrive, or could stop the weekly one."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from elearn.domain.access import Action
from elearn.services import letters, outbox, weekly
from elearn.web.forms.account import Empty
from elearn.web.gate import actor, allows, meant_by_address, public
from elearn.web.house import house, now
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.tongue import gettext as _
from elearn.words.outbox import FATES, KINDS, why

bp = Blueprint("outbox", __name__, url_prefix="/letters")
Answer = str | Response | tuple[str, int]


@bp.get("/")
@allows(Action.RUN_PEOPLE)
def index() -> Answer:
    """The letters that have not arrived: never what they say, always why."""
    rows = [
        (each, _(KINDS[each.kind]), _(FATES[each.fate]) if each.fate else "", _(why(each.answer)))
        for each in outbox.undelivered(db(), actor())
    ]
    return page("outbox/index.html", rows=rows, mailed=bool(letters.house(db())))


@bp.route("/weekly/<person>/<mark>", methods=["GET", "POST"])
@public
def weekly_(person: str, mark: str) -> Answer:
    """Stop the weekly letter; opening the page stops nothing, since mail scanners open links."""
    key = house().config.secret_key
    stopped = weekly.is_stopped(db(), key, person, mark)
    form = Empty()
    if form.validate_on_submit():
        weekly.silence(db(), key, person, mark, now())
        return page("outbox/weekly.html", form=form, stopped=True)
    return page("outbox/weekly.html", form=form, stopped=stopped)


@bp.route("/off/<person>/<mark>", methods=["GET", "POST"])
@public
@meant_by_address
def off(person: str, mark: str) -> Answer:
    """Stop the weekly letter for a mail program, which sends no form of ours; whoever opens it is asked first."""
    key = house().config.secret_key
    weekly.require_marked(db(), key, person, mark)
    if request.method == "GET":
        return redirect(url_for("outbox.weekly_", person=person, mark=mark), 303)
    weekly.silence(db(), key, person, mark, now())
    return page("outbox/weekly.html", form=Empty(), stopped=True)


@bp.post("/weekly")
@allows(Action.SEE_TRAINEES)
def turn() -> Answer:
    """Turn one's own weekly letter off or on again."""
    wanted = weekly.turn(db(), actor(), now())
    flash(_("The weekly letter comes again.") if wanted else _("No weekly letter comes any more."))
    return redirect(url_for("account.me"), 303)
