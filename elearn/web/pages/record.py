"""Without these pages a person could not read, print or take along everything that is kept about her."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask import Blueprint, Response

from elearn.domain.access import Action
from elearn.services import record
from elearn.web.entry_lines import DIGITS
from elearn.web.gate import actor, allows
from elearn.web.house import catalogue, house, now, today
from elearn.web.render import clock, day, day_short, page
from elearn.web.session import db
from elearn.web.tongue import gettext as _
from elearn.words.kinds import STATUSES, called
from elearn.words.record import PARTS, label

HIDDEN = frozenset({"id", "finding", "edition", "entry_id", "request_id", "attempt_id", "prepared"})
"""Fields that are in the file and mean nothing on paper."""

TITLED: Mapping[str, tuple[str, ...]] = {
    "pathway": ("pathways",),
    "module": ("modules",),
    "quiz": ("quizzes",),
    "clip": ("clips",),
    "scale": ("scales",),
    "ref": ("modules", "quizzes"),
}
"""Fields that hold the id of something with a title, and in which parts of the catalogue it is looked for."""

CODED = frozenset(
    {"kind", "course", "document", "mode", "setting", "role", "side", "state", "came", "principle"}
    | {"lesson", "question", "moment", "action"}
)
"""Fields that hold an id of ours, which learners call something else or read with spaces."""

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
ISO_STAMP = re.compile(ISO_DAY.pattern + r"T\d\d:\d\d:\d\d(\.\d+)?\+00:00")

EDITION = re.compile(r"[0-9a-f]{64}")

bp = Blueprint("record", __name__, url_prefix="/me/record")


@bp.get("")
@allows(Action.SEE_RECORD)
def mine() -> str:
    """Everything about me, to read and to print."""
    found = record.record_of(db(), actor(), today(), house().config.timezone)
    entries = {
        each["id"]: _("%(kind)s of %(day)s", kind=_(called(each["kind"])), day=day_short(each["on"]))
        for each in found.parts["entries"]
        if "on" in each
    }
    return page(
        "record/mine.html",
        found=found,
        parts=PARTS,
        empty=[_(title) for part, title in PARTS.items() if not found.parts[part]],
        statuses=STATUSES,
        hidden=HIDDEN,
        label=lambda key: _(label(key)),
        shown=lambda key, value: _titled(key, value) or _shown(value, entries),
        today=today(),
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


def _titled(key: str, value: Any) -> str:
    """What the content or its learners call what has this id; empty for what is no id, or of something gone."""
    places = (getattr(catalogue(), part) for part in TITLED.get(key, ()))
    found = next((place[value] for place in places if value in place), None)
    if found is not None:
        return str(found.title)
    return _(called(value)) if key in CODED and isinstance(value, str) else ""


def _shown(value: Any, entries: Mapping[str, str]) -> str:
    """One value as it is read: days and stamps as people write them, an entry by its kind and day."""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, datetime):
        return f"{day(value)}, {clock(value)}"
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return day(date.fromisoformat(value))
    if isinstance(value, str) and ISO_STAMP.fullmatch(value):
        return _shown(datetime.fromisoformat(value), entries)
    if isinstance(value, str) and EDITION.fullmatch(value):
        return value[:DIGITS]
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list | tuple):
        return ", ".join(_shown(each, entries) for each in value)
    return entries.get(value) or str(value)
