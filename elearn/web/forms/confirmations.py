"""Without these shapes a supervisor could neither enter a group session nor say that she does not know one."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField

from elearn.domain.entering import MODES
from elearn.domain.follow_ups import Side
from elearn.services.confirmations import GroupSession
from elearn.services.corrections import Corrected
from elearn.web.forms.agreed import agreed_row, agreements, offer_whose
from elearn.web.forms.base import Line, Needed, Prose, Ticks
from elearn.web.forms.guarded import DAY, Choice, Day, Guarded, Whole, choices
from elearn.web.forms.sessions import told
from elearn.web.tongue import gettext
from elearn.words import logbook as words


class DisownForm(Guarded):
    """Why somebody does not know a session."""

    why = Line(_("What does not fit?"), (Needed(_("Say in a few words what does not fit.")),))


class CorrectionForm(Guarded):
    """A session that she entered herself, as she remembers it better."""

    on = Day(_("Day"), [Needed(DAY)])
    minutes = Whole(_("Minutes"), [Needed(_("Write how many minutes it took, such as 90."))])
    mode = RadioField(_("How you met"), [Needed(_("Choose how you met."))])
    presenter = BooleanField(_("The trainee presented their own work"))
    brought = Ticks(_("What was looked at"), choices=[])
    went_well = Prose(_("What went well"))
    next_step = Prose(_("Next step"))
    reason = Line(_("Why it is corrected"), (Needed(_("Say in a few words why.")),))
    everyone = BooleanField(_("Correct it for everyone who was there"))
    another = BooleanField(_("This is another session on the same day"))

    def offer(self, work: Iterable[Choice], *, alone: bool) -> None:
        """Offer her work, and where she was not alone to correct it for all."""
        self.mode.choices = choices(MODES, words.MODES)
        self.brought.choices = list(work)
        if alone:
            del self.everyone

    def corrected(self) -> Corrected:
        """What was filled in."""
        return Corrected(**told(self), presenter=bool(self.presenter.data))


class GroupForm(Guarded):
    """One supervision session of several trainees, or of the one who is offered alone."""

    trainees = Ticks(_("Who was there"), choices=[])
    on = Day(_("Day"), [Needed(DAY)])
    minutes = Whole(
        _("Minutes, the same for everyone"), [Needed(_("Write how many minutes it took, such as 90."))]
    )
    mode = RadioField(_("How you met"), [Needed(_("Choose how you met."))])
    presenters = Ticks(_("Who presented their own work"), choices=[])
    brought = Ticks(_("What was looked at"), choices=[])
    went_well = Prose(_("What went well"))
    next_step = Prose(_("Next step"))
    what_1, whose_1 = agreed_row()
    what_2, whose_2 = agreed_row()
    what_3, whose_3 = agreed_row()
    another = BooleanField(_("This is another session on the same day"))

    def offer(self, trainees: Iterable[Choice], work: Iterable[Choice]) -> None:
        """Offer her trainees and their work."""
        known = list(trainees)
        self.trainees.choices = known
        self.presenters.choices = list(known)
        self.mode.choices = choices(MODES, words.MODES)
        self.brought.choices = list(work)
        each = (Side.LEARNER, _("Each of them"))
        offer_whose(self, [each, *known, (Side.SUPERVISOR, _("I myself"))])

    def offer_one(self, trainee: Choice, work: Iterable[Choice]) -> None:
        """Offer one trainee, who is not asked for any more, and her work."""
        self.offer([trainee], work)
        self.minutes.label.text = gettext("Minutes")
        del self.presenters
        offer_whose(self, [trainee, (Side.SUPERVISOR, _("I myself"))])

    def held(self) -> GroupSession:
        """What was filled in."""
        return GroupSession(
            **told(self),
            trainees=tuple(self.trainees.data or ()),
            presenters=tuple(self.presenters.data or ()) if self.presenters else (),
            agreed=agreements(self),
        )
