"""Without these shapes a browser could send anything as a cycle, a session, a paper or a milestone reached before."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.validators import Optional

from elearn.domain.entering import (
    MODES,
    NEW_CLIENT,
    PRINCIPLES,
    PURPOSES,
    SETTINGS,
    SIZES,
    Cycle,
    Other,
    Prior,
    Supervision,
    Visit,
)
from elearn.domain.follow_ups import MOST, Agreed, Side
from elearn.domain.leave import Leave
from elearn.domain.logbook import EntryKind
from elearn.domain.practice import goes_as
from elearn.web.forms.agreed import agreed_row, agreements, offer_whose
from elearn.web.forms.base import Line, Needed, Prose, Ticks, text
from elearn.web.forms.guarded import DAY, Choice, Day, Guarded, Whole, choices, day_of, optional
from elearn.web.forms.sessions import told
from elearn.words import logbook as words


class CycleForm(Guarded):
    """A film and its shared review."""

    work = SelectField(_("What it belongs to"), [Needed(_("Choose what it belongs to."))])
    client = SelectField(_("Family"), [Needed(_("Choose a code, or a family you meet for the first time."))])
    filmed = Day(_("Day of the film"), [Needed(DAY)])
    reviewed = Day(_("Day of the shared review"), [Optional()])
    setting = SelectField(_("Where"), [Optional()])
    minutes = Whole(_("Minutes filmed"), [Optional()])
    principle = SelectField(_("Principle in focus"), [Optional()])
    helping_question = Line(_("Helping question"))
    consent = Ticks(_("What the family agreed to"), choices=[])
    erase_by = Day(_("The film is erased by"), [Optional()])
    reflection = Prose(_("Reflection"))
    share = BooleanField(_("Share the helping question and the reflection with my supervisor"))
    reason = Line(_("Why it is corrected"))

    def offer(self, works: Iterable[Choice], clients: Iterable[str]) -> None:
        """Offer what fits her and her own codes."""
        _offer_work(self.work, works)
        self.client.choices = _clients(clients)
        self.setting.choices = optional(SETTINGS, words.SETTINGS)
        self.principle.choices = optional(PRINCIPLES, words.PRINCIPLES)
        self.consent.choices = choices(PURPOSES, words.PURPOSES)

    def cycle(self) -> Cycle:
        """What was filled in."""
        return Cycle(
            client=text(self.client),
            filmed=day_of(self.filmed),
            reviewed=self.reviewed.data,
            minutes=self.minutes.data,
            setting=text(self.setting),
            principle=text(self.principle),
            consent=tuple(self.consent.data or ()),
            erase_by=self.erase_by.data,
            helping_question=text(self.helping_question),
            reflection=text(self.reflection),
            share=bool(self.share.data),
        )


class VisitForm(Guarded):
    """A visit to, or a session with, a family."""

    work = SelectField(_("What it was"), [Needed(_("Choose what it was."))])
    client = SelectField(_("Family"), [Needed(_("Choose a code, or a family you meet for the first time."))])
    on = Day(_("Day"), [Needed(DAY)])
    minutes = Whole(_("Minutes"), [Optional()])
    setting = SelectField(_("Where"), [Optional()])
    reflection = Prose(_("Reflection"))
    share = BooleanField(_("Share the reflection with my supervisor"))
    reason = Line(_("Why it is corrected"))

    def offer(self, works: Iterable[Choice], clients: Iterable[str]) -> None:
        """Offer what fits her and her own codes."""
        _offer_work(self.work, works)
        self.client.choices = _clients(clients)
        self.setting.choices = optional(SETTINGS, words.SETTINGS)

    def visit(self) -> Visit:
        """What was filled in; the kind stands first in the code of the work."""
        return Visit(
            kind=EntryKind(text(self.work).partition(".")[0]),
            client=text(self.client),
            on=day_of(self.on),
            minutes=self.minutes.data,
            setting=text(self.setting),
            reflection=text(self.reflection),
            share=bool(self.share.data),
        )


class FinishForm(Guarded):
    """The shared review of a cycle that was filmed earlier."""

    reviewed = Day(_("Day of the shared review"), [Needed(DAY)])
    reflection = Prose(_("Reflection"))
    share = BooleanField(_("Share the helping question and the reflection with my supervisor"))


class SupervisionForm(Guarded):
    """A supervision session as its learner had it."""

    work = SelectField(_("What it belongs to"), [Needed(_("Choose what it belongs to."))])
    with_ = SelectField(_("Who held it"), [Needed(_("Choose who held it."))])
    on = Day(_("Day"), [Needed(DAY)])
    minutes = Whole(_("Minutes"), [Needed(_("Write how many minutes it took, such as 60."))])
    mode = RadioField(_("How you met"), [Needed(_("Choose how you met."))])
    setting = RadioField(_("Who was there"), [Needed(_("Choose who was there."))])
    presenter = BooleanField(_("In the group, I presented my own work"))
    brought = Ticks(_("What we looked at"), choices=[])
    question = Prose(_("What I brought"))
    went_well = Prose(_("What went well"))
    next_step = Prose(_("Next step"))
    what_1, whose_1 = agreed_row()
    what_2, whose_2 = agreed_row()
    what_3, whose_3 = agreed_row()
    prepared = HiddenField()
    another = BooleanField(_("This is another session on the same day"))
    reason = Line(_("Why it is corrected"))

    def offer(
        self,
        talks: Iterable[Choice],
        supervisors: Iterable[Choice],
        work: Iterable[Choice],
        *,
        group: bool = True,
    ) -> None:
        """Offer whom she may name and what she may have brought."""
        _offer_work(self.work, talks)
        self.with_.choices = [("", _("Choose")), *supervisors]
        self.mode.choices = choices(MODES, words.MODES)
        self.setting.choices = choices(SIZES if group else SIZES[:1], words.SIZES)
        self.brought.choices = list(work)
        offer_whose(self, [(Side.LEARNER, _("I")), (Side.SUPERVISOR, _("Whoever held it"))])

    def held(self) -> Supervision:
        """What was filled in."""
        return Supervision(
            **told(self),
            with_=text(self.with_),
            setting=text(self.setting),
            presenter=bool(self.presenter.data),
            question=text(self.question),
            prepared=text(self.prepared),
        )

    def agreed(self) -> tuple[Agreed, ...]:
        """What was agreed in it; raises ``Refused`` at a row that needs another look."""
        return agreements(self)

    def without_agreed(self) -> None:
        """Leave out what was agreed: it stands by itself, whatever becomes of the entry."""
        for number in range(1, MOST + 1):
            delattr(self, f"what_{number}")
            delattr(self, f"whose_{number}")


class OtherForm(Guarded):
    """A course, a document, a check or a meeting; the page leaves out the fields that do not belong to its kind."""

    title = Line(_("What it was"), most=120)
    on = Day(_("Day"), [Needed(DAY)])
    days = Whole(_("Days attended"), [Optional()])
    minutes = Whole(_("Minutes, if it was shorter than a day"), [Optional()])
    until = Day(_("In date until"), [Optional()])
    kept = Line(_("Where the paper is kept"))
    reason = Line(_("Why it is corrected"))

    def suit(self, kind: EntryKind, name: str) -> None:
        """Leave out what does not belong to this kind of thing, and the title where it has a name."""
        belongs: Mapping[EntryKind, Collection[str]] = {
            EntryKind.COURSE: ("days", "minutes", "kept"),
            EntryKind.DOCUMENT: ("kept",),
            EntryKind.CHECK: ("until", "kept"),
            EntryKind.MEETING: ("minutes",),
        }
        for field in ("days", "minutes", "until", "kept"):
            if field not in belongs[kind]:
                delattr(self, field)
        if name:
            delattr(self, "title")

    def other(self, kind: EntryKind, name: str) -> Other:
        """What was filled in."""
        return Other(
            kind=kind,
            name=name,
            on=day_of(self.on),
            title=self._given("title") or "",
            days=self._given("days"),
            minutes=self._given("minutes"),
            until=self._given("until"),
            kept=self._given("kept") or "",
        )

    def _given(self, name: str) -> Any:
        return self._fields[name].data if name in self._fields else None


class PriorForm(Guarded):
    """A milestone reached before this record began."""

    milestone = SelectField(_("What you had reached"), [Needed(_("Choose what you had reached."))])
    met_on = Day(_("When"), [Needed(DAY)])
    evidence = Line(
        _("What shows it"), (Needed(_("Say what shows it: a certificate, a letter, who can tell.")),)
    )
    signed_by = Line(_("Who had signed it"), most=100)
    reason = Line(_("Why it is corrected"))

    def prior(self) -> Prior:
        """What was filled in."""
        pathway, _slash, milestone = text(self.milestone).partition("/")
        return Prior(
            pathway=pathway,
            milestone=milestone,
            met_on=day_of(self.met_on),
            evidence=text(self.evidence),
            signed_by=text(self.signed_by),
        )


class LeaveForm(Guarded):
    """Time away: from when, and until when if that is known."""

    on = Day(_("First day away"), [Needed(DAY)])
    to = Day(_("Last day away"), [Optional()])

    def leave(self) -> Leave:
        """What was filled in."""
        return Leave(on=day_of(self.on), to=self.to.data)


class BackForm(Guarded):
    """The last day of a leave that is ending."""

    to = Day(_("Last day away"), [Needed(DAY)])


class DayForm(Guarded):
    """The day on which something was done to a film."""

    on = Day(_("Day"), [Needed(DAY)])


def _offer_work(field: SelectField, works: Iterable[Choice]) -> None:
    """Offer what her work may belong to; one thing alone is no question, also where it was another when she began."""
    offered = list(works)
    codes = [code for code, _said in offered]
    field.choices = offered
    if len(codes) == 1 and goes_as(text(field), codes[0]):
        field.data = codes[0]


def _clients(codes: Iterable[str]) -> list[Choice]:
    met = [(code, code) for code in codes]
    return [("", _("Choose")), *met, (NEW_CLIENT, _("A family I meet for the first time"))]
