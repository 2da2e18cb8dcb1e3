"""Without these shapes a coordinator could not invite, relate, assign or hand over."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField
from wtforms.validators import Optional

from elearn.domain.people import EMAIL_MAX, LEARNERS, NAME_MAX, Role
from elearn.web.forms.base import Form, Line, Needed, Prose, Ticks
from elearn.web.forms.guarded import Day
from elearn.words.roles import ROLE_WORDS

Choice = tuple[str, str]


def role_choices() -> list[Choice]:
    """Every role with its words."""
    return [(role.value, _(ROLE_WORDS[role])) for role in Role]


def learner_choices() -> list[Choice]:
    """The roles that study."""
    return [(role.value, _(ROLE_WORDS[role])) for role in Role if role in LEARNERS]


class Invite(Form):
    """A new person."""

    name = Line(_("Name"), (Needed(_("Write the person’s name.")),), most=NAME_MAX)
    email = Line(
        _("E-mail address"), (Needed(_("Write an e-mail address, such as sam@example.org.")),), most=EMAIL_MAX
    )
    roles = Ticks(_("What they will be here"), choices=role_choices)


class Roles(Form):
    """The roles a person has."""

    roles = Ticks(_("Roles"), choices=role_choices)


class Relate(Form):
    """Who supervises this learner from which day."""

    supervisor = SelectField(_("Supervisor"), [Needed(_("Choose a supervisor."))])
    since = Day(_("From"), [Needed(_("Write the first day, such as 22 November 2026."))])
    until = Day(_("Until, if it is for a time"), [Optional()])
    covering = BooleanField(_("Covers for another supervisor"))

    def offer(self, people: Iterable[Choice]) -> None:
        """Offer these people."""
        self.supervisor.choices = [("", _("Choose")), *people]


class EndRelation(Form):
    """The last day of a relation."""

    until = Day(_("Last day"), [Needed(_("Write the last day."))])


class Assign(Form):
    """A pathway and the day from which it counts."""

    pathway = SelectField(_("Pathway"), [Needed(_("Choose a pathway."))])
    began_on = Day(_("The record on it begins on"), [Needed(_("Write the first day."))])

    def offer(self, pathways: Iterable[Choice]) -> None:
        """Offer these pathways."""
        self.pathway.choices = [("", _("Choose")), *pathways]


class Unassign(Form):
    """Why a pathway ends for a learner."""

    why = Line(_("Why"), (Needed(_("Say in a few words why.")),))


class HandOver(Form):
    """To whom all of a supervisor's trainees go, and from when."""

    to = SelectField(_("To"), [Needed(_("Choose who takes over."))])
    since = Day(_("From"), [Needed(_("Write the first day."))])
    close = BooleanField(_("Close the account as well"))

    def offer(self, people: Iterable[Choice]) -> None:
        """Offer these people."""
        self.to.choices = [("", _("Choose")), *people]


class Cohort(Form):
    """An intake, pasted."""

    role = SelectField(_("They will be"), choices=learner_choices)
    lines = Prose(_("One person a line"), (Needed(_("Paste at least one line.")),), most=40_000)
