"""Without these pages two people would meet and first have to look for what there is to talk about."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from elearn.domain import marking
from elearn.domain.access import Action
from elearn.services import agenda, follow_ups
from elearn.services.agenda import Agenda
from elearn.services.entry_writing import Sending
from elearn.web import entry_lines
from elearn.web.findings import titles
from elearn.web.gate import actor, allows
from elearn.web.house import catalogue, house, now, today
from elearn.web.phrases import lacks
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.tongue import gettext as _
from elearn.words.clips import KINDS
from elearn.words.logbook import BARRIERS

bp = Blueprint("agenda", __name__)
Answer = str | Response | tuple[str, int]


@bp.get("/practise/agenda")
@allows(Action.PREPARE_SESSION)
def own() -> Answer:
    """What there is to talk about in my next session."""
    return _page(agenda.own(db(), actor(), catalogue(), today(), house().config.timezone))


@bp.get("/desk/agenda/<learner>")
@allows(Action.SEE_AGENDA)
def of(learner: str) -> Answer:
    """What there is to talk about in the next session with a trainee."""
    return _page(agenda.of(db(), actor(), catalogue(), learner, today(), house().config.timezone))


@bp.post("/follow-ups/<follow_up>")
@allows(Action.TICK_FOLLOW_UP)
def tick(follow_up: str) -> Answer:
    """Tick something agreed as done, or take the tick off."""
    done = request.form.get("done") == "1"
    sent = Sending(key="", now=now(), today=today())
    found = follow_ups.tick(db(), actor(), follow_up, done=done, sent=sent, timezone=house().config.timezone)
    flash(_("Ticked: it is done.") if done else _("It is open again."))
    back = (
        url_for("agenda.own") if found.learner == actor().id else url_for("agenda.of", learner=found.learner)
    )
    return redirect(f"{back}#agreed", 303)


def _page(found: Agenda) -> str:
    named = titles(catalogue())
    return page(
        "agenda/agenda.html",
        agenda=found,
        tell=entry_lines,
        kinds=KINDS,
        barriers=BARRIERS,
        percent=marking.percent,
        lacks=lambda left: lacks(left.lacks, named),
        today=today(),
    )
