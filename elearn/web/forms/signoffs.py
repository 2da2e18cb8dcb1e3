"""Without these shapes nobody could ask for a sign-off, answer one, amend an answer or set a requirement aside."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, PasswordField, RadioField
from wtforms.form import BaseForm
from wtforms.validators import Optional, ValidationError

from elearn.domain.evidence import Known, Verdict
from elearn.domain.people import PASSPHRASE_MAX
from elearn.services.decisions import Answer
from elearn.web.forms.base import AtMost, Line, Needed, Prose, text
from elearn.web.forms.guarded import Choice, Day, Guarded, Whole
from elearn.words.signoffs import KNOWN

NOTE_MOST = 2_000


class Chosen(RadioField):
    """One of several; what was not offered is refused in our own words."""

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what was not offered."""
        try:
            super().pre_validate(form)
        except ValidationError as refused:
            raise ValidationError(_("Choose one of these.")) from refused


class Ask(Guarded):
    """Whom to ask, and a few words to her."""

    of = Chosen(_("Whom you ask"), [Needed(_("Choose whom to ask."))])
    note = Prose(_("A few words to go with it, if you like"), most=NOTE_MOST)

    def offer(self, people: Iterable[Choice]) -> None:
        """Offer these people."""
        self.of.choices = list(people)


class Opinion(Guarded):
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
    minutes = Whole(_("How many minutes you met"), [Optional()])
    known = Chosen(
        _("How you know"),
        [Optional()],
        choices=[(each.value, _(KNOWN[each])) for each in Known],
    )
    note = Prose(_("A few words to the learner"), most=NOTE_MOST)
    talk_on = Day(_("A day to talk about it, if you like"), [Optional()])

    def answer(self) -> Answer:
        """What she said, and which of its pieces she keeps."""
        return Answer(
            decision=Verdict(text(self.decision)),
            seen=text(self.seen),
            met_on=self.met_on.data,
            minutes=self.minutes.data,
            known=Known(self.known.data) if self.known.data else None,
            note=text(self.note),
            talk_on=self.talk_on.data,
            kept=self.excused(),
        )


class Decide(Opinion):
    """The same by somebody with an account, who may be asked for her passphrase."""

    passphrase = PasswordField(_("Your passphrase"), [AtMost(PASSPHRASE_MAX)])


class Amend(Decide):
    """The same once more, and why."""

    reason = Line(_("Why you sign anew"), (Needed(_("Say in a few words why.")),))


class Waive(Guarded):
    """Why a requirement is set aside."""

    reason = Line(_("Why"), (Needed(_("Say in a few words why.")),))
