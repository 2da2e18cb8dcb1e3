"""Without these shapes a supervisor could neither enter a group session nor say that she does not know one."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField

from elearn.domain.entering import MODES
from elearn.services.confirmations import GroupSession
from elearn.web.forms.base import Line, Needed, Prose, text
from elearn.web.forms.guarded import DAY, Choice, Day, Guarded, Whole, choices, day_of
from elearn.web.forms.people import Ticks
from elearn.words import logbook as words


class DisownForm(Guarded):
    """Why somebody does not know a session."""

    why = Line(_("What does not fit?"), (Needed(_("Say in a few words what does not fit.")),))


class GroupForm(Guarded):
    """One supervision session of several trainees."""

    trainees = Ticks(_("Who was there"), choices=[])
    on = Day(_("Day"), [Needed(DAY)])
    minutes = Whole(
        _("Minutes, the same for everyone"), [Needed(_("Write how many minutes it took, such as 90."))]
    )
    mode = RadioField(_("How you met"), [Needed(_("Choose how you met."))])
    presenters = Ticks(_("Who presented her own work"), choices=[])
    brought = Ticks(_("What was looked at"), choices=[])
    next_step = Prose(_("What was agreed"))
    another = BooleanField(_("This is another session on the same day"))

    def offer(self, trainees: Iterable[Choice], work: Iterable[Choice]) -> None:
        """Offer her trainees and their work."""
        self.trainees.choices = list(trainees)
        self.presenters.choices = list(self.trainees.choices)
        self.mode.choices = choices(MODES, words.MODES)
        self.brought.choices = list(work)

    def held(self) -> GroupSession:
        """What was filled in."""
        return GroupSession(
            on=day_of(self.on),
            minutes=self.minutes.data or 0,
            mode=text(self.mode),
            trainees=tuple(self.trainees.data or ()),
            presenters=tuple(self.presenters.data or ()),
            brought=tuple(self.brought.data or ()),
            next_step=text(self.next_step),
        )
