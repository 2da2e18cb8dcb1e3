"""Without these shapes nothing could be answered once more, nor be asked for more or less often."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField

from elearn.domain.reviews import PACES
from elearn.domain.sheets import Sheet
from elearn.web.forms.base import Form
from elearn.web.forms.quizzes import Question, blank_form


class _Recalled(Question):
    hard = BooleanField(_("I was not sure"), description=_("Then it comes up again a little sooner."))


def recall_form(sheet: Sheet) -> Question:
    """The form for a question that comes up again."""
    return blank_form(sheet, _Recalled)


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
