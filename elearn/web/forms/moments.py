"""Without this shape the marks of a clip could not come from a browser, drawn or ticked, each with its note."""

from flask import request
from flask_babel import lazy_gettext as _

from elearn.domain.clips import Clip
from elearn.domain.moment_marks import read_marks, readable_marks
from elearn.domain.moments import Mark
from elearn.web.forms.base import Line
from elearn.web.forms.guarded import Guarded


class MarksForm(Guarded):
    """The marks of a clip; the player writes them and their notes, and what is asked about a note stands above it."""

    notes = Line(_("Your notes"))

    def marks(self, clip: Clip) -> tuple[Mark, ...]:
        """The marks that were sent; raises ``Refused`` where one is none."""
        return read_marks(clip, request.form.getlist("mark"), request.form.getlist("note"))

    def readable(self, clip: Clip) -> tuple[Mark, ...]:
        """Those of them that the page can show again."""
        return readable_marks(clip, request.form.getlist("mark"), request.form.getlist("note"))
