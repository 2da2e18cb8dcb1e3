"""Without this shape the marks of a clip could not come from a browser, drawn or ticked, each with its note."""

from flask import request
from flask_babel import lazy_gettext as _

from elearn.domain.clips import Clip
from elearn.domain.coding_sheets import mark_value
from elearn.domain.moment_marks import Sheet, read_marks, readable_marks
from elearn.domain.moments import Mark
from elearn.web.forms.base import Line
from elearn.web.forms.guarded import Guarded

LONGEST_NAME = 32
"""Characters that the name of a page has at most."""


class MarksForm(Guarded):
    """The marks of a clip; the player writes them and their notes, and what is asked about a note stands above it."""

    notes = Line(_("Your notes"))

    def marks(self, clip: Clip) -> tuple[Mark, ...]:
        """The marks that were sent, but for those to be taken out; raises ``Refused`` where one is none."""
        out = set(request.form.getlist("out"))
        found = read_marks(clip, request.form.getlist("mark"), request.form.getlist("note"))
        return tuple(each for each in found if mark_value(each.at, each.kind) not in out)

    def sheet(self) -> Sheet:
        """The open page that they come from."""
        page = request.form.get("page", "")
        return Sheet(page=page if len(page) <= LONGEST_NAME else "", seen=request.form.get("seen", ""))

    def readable(self, clip: Clip) -> tuple[Mark, ...]:
        """Those of them that the page can show again."""
        return readable_marks(clip, request.form.getlist("mark"), request.form.getlist("note"))
