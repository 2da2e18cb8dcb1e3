"""Without this page whoever is shown a signature would have to take it on trust."""

from flask import Blueprint
from werkzeug.wrappers import Response

from elearn.services import accounts, receipts
from elearn.web import gate, tries
from elearn.web.forms.base import text
from elearn.web.forms.receipts import LookUp
from elearn.web.gate import public
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.tongue import gettext as _
from elearn.words.signoffs import PARTS, VERDICTS

bp = Blueprint("receipts", __name__)
Answer = str | Response | tuple[str, int]


@bp.route("/verify", methods=["GET", "POST"])
@public
def verify() -> Answer:
    """Say whether the signature under a code stands; never whose it is. A code nobody has is counted."""
    form = LookUp()
    if not form.validate_on_submit():
        return page(
            "receipts/verify.html", form=form, found=None, missed=False
        ), 422 if form.is_submitted() else 200
    bucket = f"{accounts.SHARED}verify:{gate.network()}"
    tries.count(bucket)
    found = receipts.look_up(db(), text(form.code))
    if found is None:
        return page("receipts/verify.html", form=form, found=None, missed=True), 404
    accounts.forgive_tries(db(), (bucket,))
    return page(
        "receipts/verify.html",
        form=form,
        found=found,
        missed=False,
        verdict=_(VERDICTS[found.verdict]),
        part=_(PARTS[found.role]),
    )
