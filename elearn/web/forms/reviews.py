"""Without these shapes nothing could be answered once more, nor be asked for more or less often."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField

from elearn.domain.reviews import PACES
from elearn.services.reviews import SHOWN, Showing
from elearn.web.forms.base import Form
from elearn.web.forms.quizzes import Question, blank_form


class _Recalled(Question):
    shown = HiddenField()
    hard = BooleanField(_("I was not sure"), description=_("Then it comes up again a little sooner."))


def recall_form(showing: Showing) -> Question:
    """The form for a question that comes up again."""
    form = blank_form(showing.sheet, _Recalled)
    if not form.is_submitted():
        form[SHOWN].data = showing.shown
    return form


class Pace(Form):
    """How many questions a day."""

    most = RadioField(
        _("At most so many a day"),
        choices=[(str(each), str(each) if each else _("None")) for each in PACES],
        validate_choice=False,
    )

    def chosen(self) -> int:
        """The number that was chosen; one that is none of those offered where what came is no number."""
        given = str(self.most.data or "")
        return int(given) if given.isdecimal() and len(given) < 4 else -1
