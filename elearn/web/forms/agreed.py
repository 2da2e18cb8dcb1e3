"""Without this the forms of one learner and of a group would ask in two ways what was agreed, and who does it."""

from collections.abc import Iterable
from typing import cast

from flask_babel import lazy_gettext as _
from wtforms import Form, SelectField
from wtforms.validators import Optional

from elearn.domain.follow_ups import MOST, Agreed, agreed
from elearn.web.forms.base import Line
from elearn.web.forms.guarded import Choice
from elearn.web.forms.rows import rows
from elearn.web.tongue import gettext


def agreed_row() -> tuple[Line, SelectField]:
    """One row of what was agreed: what, and who does it."""
    return Line(_("What was agreed")), SelectField(_("Who does it"), [Optional()])


def offer_whose(form: Form, people: Iterable[Choice]) -> None:
    """Offer who may have taken something on, in each row."""
    choices = [("", gettext("Choose")), *people]
    for number in range(1, MOST + 1):
        cast(SelectField, form[f"whose_{number}"]).choices = choices


def agreements(form: Form) -> tuple[Agreed, ...]:
    """What was agreed; raises ``Refused`` at a row that needs another look."""
    found = (
        agreed(number, whose, what)
        for number, (what, whose) in enumerate(rows(form, "what", "whose", most=MOST), 1)
    )
    return tuple(each for each in found if each)
