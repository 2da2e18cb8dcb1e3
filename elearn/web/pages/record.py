"""Without these pages a person could not read, print or take along everything that is kept about her."""

import json

from flask import Blueprint, Response
from flask_babel import gettext as _

from elearn.domain.access import Action
from elearn.services import record
from elearn.web.forms.account import Empty
from elearn.web.gate import actor, allows
from elearn.web.house import house, now, today
from elearn.web.render import page
from elearn.web.session import db
from elearn.words.record import PARTS, label

bp = Blueprint("record", __name__, url_prefix="/me/record")


@bp.get("")
@allows(Action.SEE_RECORD)
def mine() -> str:
    """Everything about me, to read and to print."""
    found = record.record_of(db(), actor(), today(), house().config.timezone)
    return page(
        "record/mine.html",
        record=found,
        parts=PARTS,
        label=lambda key: _(label(key)),
        today=today(),
        form=Empty(),
    )


@bp.post("")
@allows(Action.SEE_RECORD)
def download() -> Response:
    """The same as a JSON file; a POST, because that it was taken is written down."""
    found = record.export(db(), actor(), now(), house().config.timezone)
    text = json.dumps(found, ensure_ascii=False, indent=2)
    response = Response(text + "\n", mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="my-record-{today().isoformat()}.json"'
    return response
