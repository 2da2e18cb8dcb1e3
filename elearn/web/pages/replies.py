"""Without this page whoever is asked for a signature with an account could not ask back, or say no."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from elearn.domain.access import Action
from elearn.domain.errors import NotFound
from elearn.domain.replies import Reply as Kind
from elearn.services import replies, signoffs
from elearn.services.decisions import Moment
from elearn.services.signoffs import Request
from elearn.web.forms.base import did, text
from elearn.web.forms.signing import Reply
from elearn.web.gate import actor, allows
from elearn.web.house import house, now, today
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.tongue import gettext as _

bp = Blueprint("replies", __name__)


@bp.route("/sign-off/<request>/reply", methods=["GET", "POST"])
@allows(Action.DECIDE)
def reply(request: str) -> str | Response | tuple[str, int]:
    """Ask back before signing, say no, or say who else could."""
    moment = Moment(now=now(), today=today(), timezone=house().config.timezone)
    form = Reply()
    done = form.submit(
        lambda: did(
            replies.reply,
            db(),
            actor(),
            request,
            Kind(text(form.kind)),
            text(form.words),
            text(form.instead),
            moment,
            kept=form.excused(),
        )
    )
    if not done:
        found = signoffs.request(db(), actor(), request, today=moment.today, timezone=moment.timezone)
        if not isinstance(found, Request):
            return redirect(url_for("signoffs.request_", request=request), 303)
        if found.own:
            raise NotFound
        return page(
            "signing/reply.html",
            title=found.bundle.finding.title,
            back=url_for("signoffs.request_", request=request),
            name=found.bundle.names[found.row.learner_id],
            form=form,
        ), form.status
    flash(_("Sent. Thank you."))
    if Kind(text(form.kind)) is Kind.DECLINED:
        return redirect(url_for("home.index"), 303)
    return redirect(url_for("signoffs.request_", request=request), 303)
