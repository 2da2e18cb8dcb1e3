"""Without this shape a browser could send anything as a session to come."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import Optional

from elearn.domain.clips import Kind
from elearn.domain.preparations import MOMENTS, Preparation, Prepared, moment, time_code
from elearn.web.forms.base import Line, Prose, Ticks, text
from elearn.web.forms.guarded import Choice, Day, Guarded
from elearn.web.forms.rows import rows, spread
from elearn.web.tongue import gettext
from elearn.words.clips import KINDS


class PreparationForm(Guarded):
    """A session to come. Its three moments are the fields ``time_1``, ``kind_1``, ``note_1`` and so on.

    ``seen`` is the version she opened, so that two windows do not write over each other.
    """

    day = Day(_("The day we meet, if it is known"), [Optional()])
    brought = Ticks(_("What I bring"), choices=[])
    question = Prose(_("My question"))
    time_1 = Line(_("Time"), most=10)
    kind_1 = SelectField(_("What kind"), [Optional()])
    note_1 = Line(_("What I see"))
    time_2 = Line(_("Time"), most=10)
    kind_2 = SelectField(_("What kind"), [Optional()])
    note_2 = Line(_("What I see"))
    time_3 = Line(_("Time"), most=10)
    kind_3 = SelectField(_("What kind"), [Optional()])
    note_3 = Line(_("What I see"))
    share = BooleanField(_("Show it to my supervisor now"))
    seen = HiddenField()

    def offer(self, work: Iterable[Choice]) -> None:
        """Offer what may be brought."""
        self.brought.choices = list(work)
        kinds = [("", gettext("Not said")), *((kind.value, gettext(KINDS[kind])) for kind in Kind)]
        for number in range(1, MOMENTS + 1):
            self[f"kind_{number}"].choices = kinds

    def preparation(self) -> Preparation:
        """What was filled in; raises ``Refused`` at a moment that needs another look."""
        noted = [
            moment(number, *row)
            for number, row in enumerate(rows(self, "time", "kind", "note", most=MOMENTS), 1)
        ]
        return Preparation(
            brought=tuple(self.brought.data or ()),
            question=text(self.question),
            moments=tuple(each for each in noted if each),
            share=bool(self.share.data),
            day=self.day.data,
        )


def filled(prepared: Prepared) -> dict[str, Any]:
    """A preparation as the data of the form."""
    found = prepared.preparation
    moments = [
        {"time": time_code(each.at), "kind": each.kind.value if each.kind else "", "note": each.note}
        for each in found.moments
    ]
    kept = {"question": found.question, "share": found.share, "day": found.day, "seen": prepared.id}
    return {**kept, **spread(moments)}
