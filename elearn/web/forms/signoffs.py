"""Without these shapes nobody could ask for a sign-off, answer one, amend an answer or set a requirement aside."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import DateField, HiddenField, IntegerField, PasswordField, RadioField
from wtforms.form import BaseForm
from wtforms.validators import Optional

from elearn.domain.evidence import Known, Verdict
from elearn.domain.people import PASSPHRASE_MAX
from elearn.web.forms.base import AtMost, Form, Line, Needed, Prose
from elearn.words.signoffs import KNOWN

Choice = tuple[str, str]

NOTE_MOST = 2_000
DAY = _("Write a day, such as 22 November 2026.")
"""What a date field says to what is no day."""


class Day(DateField):
    """A day; what is none is refused in our own words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day as the browser sends it."""
        try:
            super().process_formdata(valuelist)
        except ValueError as wrong:
            raise ValueError(DAY) from wrong


class Minutes(IntegerField):
    """Whole minutes."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number."""
        try:
            super().process_formdata(valuelist)
        except ValueError as wrong:
            raise ValueError(_("Write whole minutes, such as 60.")) from wrong


class Chosen(RadioField):
    """One of several; what was not offered is refused in our own words."""

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what was not offered."""
        if self.data is not None and str(self.data) not in {
            str(value) for value, *_rest in self.iter_choices()
        }:
            raise ValueError(_("Choose one of these."))


class Ask(Form):
    """Whom to ask, and a few words to her."""

    of = Chosen(_("Whom you ask"), [Needed(_("Choose whom to ask."))])
    note = Prose(_("A few words to her, if you like"), most=NOTE_MOST)

    def offer(self, people: Iterable[Choice]) -> None:
        """Offer these people."""
        self.of.choices = list(people)


class Decide(Form):
    """What the signer says, and the bundle she says it about."""

    seen = HiddenField()
    decision = Chosen(
        _("Your answer"),
        [Needed(_("Choose your answer."))],
        choices=[
            (Verdict.AGREE.value, _("I agree that this milestone is met")),
            (Verdict.NOT_YET.value, _("Not yet")),
        ],
    )
    met_on = Day(_("Day of your meeting"), [Optional()])
    minutes = Minutes(_("How many minutes you met"), [Optional()])
    known = Chosen(
        _("How you know"),
        [Optional()],
        choices=[(each.value, _(KNOWN[each])) for each in Known],
    )
    note = Prose(_("A few words to the learner"), most=NOTE_MOST)
    talk_on = Day(_("A day to talk about it, if you like"), [Optional()])
    passphrase = PasswordField(_("Your passphrase"), [AtMost(PASSPHRASE_MAX)])


class Amend(Decide):
    """The same once more, and why."""

    reason = Line(_("Why you sign anew"), (Needed(_("Say in a few words why.")),))


class Waive(Form):
    """Why a requirement is set aside."""

    reason = Line(_("Why"), (Needed(_("Say in a few words why.")),))
