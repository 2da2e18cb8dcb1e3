"""Without these rules anything could be entered: a film of tomorrow, a review before its film, a session of a week."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from elearn.domain.days import Span, after
from elearn.domain.errors import Refused
from elearn.domain.logbook import EntryKind

LONGEST = 600
"""Minutes of the longest piece of work; more is a slip of the finger."""
EARLIEST = date(1990, 1, 1)
FILM_KEPT = Span(months=2)
"""How long after the review a film is usually kept; the form proposes it and every service may do otherwise."""
SETTINGS = ("home", "clinic", "nursery", "community", "online")
MODES = ("in-person", "video", "phone")
SIZES = ("individual", "group")
PRINCIPLES = ("attentive", "encouraging", "receiving", "attuned", "guiding", "deepening")
PURPOSES = ("supervision", "intervision", "training")
NEW_CLIENT = "new"
Facts = Mapping[str, Any]


class Entering(Protocol):
    """Something that is about to be entered."""

    @property
    def kind(self) -> EntryKind:
        """What it is."""

    @property
    def on(self) -> date:
        """The day it happened; a cycle's is its film's."""

    @property
    def named(self) -> str | None:
        """The person who may confirm it, if one is named."""

    def check(self, today: date) -> None:
        """Pass in silence, or raise ``Refused`` at the field that needs another look."""

    def facts(self) -> Facts:
        """What counts, in the keys of an evidence event."""

    def words(self) -> Facts:
        """What was written, by the name of its field."""

    def texts(self) -> Mapping[str, str]:
        """Every free text in it by the name of its field, for the guard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """A film and its shared review; ``client`` is a code, or ``NEW_CLIENT`` for a family met for the first time."""

    client: str
    filmed: date
    reviewed: date | None = None
    minutes: int | None = None
    setting: str = ""
    principle: str = ""
    consent: tuple[str, ...] = ()
    erase_by: date | None = None
    helping_question: str = ""
    reflection: str = ""
    share: bool = False
    kind = EntryKind.CYCLE
    named = None

    @property
    def on(self) -> date:
        """The day of the film."""
        return self.filmed

    def check(self, today: date) -> None:
        """The film is not of tomorrow, the review not before the film, and the film is not erased before it is made."""
        _happened(self.filmed, today, "filmed")
        if self.reviewed is not None:
            check_review(self.filmed, self.reviewed, today)
        _minutes(self.minutes)
        if self.erase_by is not None and self.erase_by < self.filmed:
            raise Refused("erased-before-film", field="erase_by")

    def facts(self) -> Facts:
        """What counts."""
        return _said(
            client=self.client,
            reviewed=_iso(self.reviewed),
            minutes=self.minutes,
            setting=self.setting,
            principle=self.principle,
            consent=[purpose for purpose in PURPOSES if purpose in self.consent],
            erase_by=_iso(self.erase_by or after(self.reviewed or self.filmed, FILM_KEPT)),
        )

    def words(self) -> Facts:
        """What was written."""
        return {**_said(**self.texts()), "share": self.share}

    def texts(self) -> Mapping[str, str]:
        """Every free text in it."""
        return {"helping_question": self.helping_question, "reflection": self.reflection}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A visit to, or a session with, a family."""

    kind: EntryKind
    client: str
    on: date
    minutes: int | None = None
    setting: str = ""
    reflection: str = ""
    share: bool = False
    named = None

    def check(self, today: date) -> None:
        """It has happened and took a likely time."""
        _happened(self.on, today, "on")
        _minutes(self.minutes)

    def facts(self) -> Facts:
        """What counts."""
        return _said(client=self.client, minutes=self.minutes, setting=self.setting)

    def words(self) -> Facts:
        """What was written."""
        return {**_said(**self.texts()), "share": self.share}

    def texts(self) -> Mapping[str, str]:
        """Every free text in it."""
        return {"reflection": self.reflection}


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervision:
    """A supervision session as one participant had it; ``brought`` are entries looked at, ``with_`` who may confirm.

    ``prepared`` is the preparation it was held by, if there was one.
    """

    on: date
    with_: str
    minutes: int
    mode: str = ""
    setting: str = "individual"
    presenter: bool = True
    brought: tuple[str, ...] = ()
    question: str = ""
    went_well: str = ""
    next_step: str = ""
    prepared: str = ""
    kind = EntryKind.SUPERVISION

    @property
    def named(self) -> str | None:
        """The supervisor."""
        return self.with_

    def check(self, today: date) -> None:
        """It has happened and took a likely time."""
        _happened(self.on, today, "on")
        _minutes(self.minutes)

    def facts(self) -> Facts:
        """What counts."""
        presented = self.presenter or self.setting == "individual"
        return _said(
            minutes=self.minutes,
            mode=self.mode,
            setting=self.setting,
            role="presenter" if presented else "participant",
            brought=list(self.brought),
            prepared=self.prepared,
        )

    def words(self) -> Facts:
        """What was written."""
        return _said(**self.texts())

    def texts(self) -> Mapping[str, str]:
        """Every free text in it."""
        return {"question": self.question, "went_well": self.went_well, "next_step": self.next_step}


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A course, a document, a check or a meeting: what, when, and where the paper is kept; nothing is uploaded."""

    kind: EntryKind
    name: str
    on: date
    title: str = ""
    days: int | None = None
    minutes: int | None = None
    until: date | None = None
    kept: str = ""
    named = None

    def check(self, today: date) -> None:
        """It has happened, took a likely time, and does not end before it began."""
        _happened(self.on, today, "on")
        _minutes(self.minutes)
        if self.days is not None and not 1 <= self.days <= 60:
            raise Refused("days-unlikely", field="days")
        if self.until is not None and self.until < self.on:
            raise Refused("until-before-on", field="until")
        if not self.name and not self.title:
            raise Refused("title-missing", field="title")

    def facts(self) -> Facts:
        """What counts: the name a pathway asks for it by, or ``other`` with a title of her own."""
        return {
            self.kind.value: self.name or "other",
            **_said(title=self.title, days=self.days, minutes=self.minutes, until=_iso(self.until)),
            **_said(kept=self.kept),
        }

    def words(self) -> Facts:
        """Nothing that only some may read: whoever confirms must see all of it."""
        return {}

    def texts(self) -> Mapping[str, str]:
        """Every free text in it."""
        return {"title": self.title, "kept": self.kept}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """A milestone reached before this record began: when, on what evidence, and who had said so.

    ``title`` is what the pathway calls it, kept for whoever reads the entry without that pathway.
    """

    pathway: str
    milestone: str
    met_on: date
    evidence: str
    signed_by: str = ""
    title: str = ""
    kind = EntryKind.PRIOR
    named = None

    @property
    def on(self) -> date:
        """The day it was reached."""
        return self.met_on

    def check(self, today: date) -> None:
        """It was reached, and there is something to go by."""
        _happened(self.met_on, today, "met_on")
        if not self.evidence:
            raise Refused("evidence-missing", field="evidence")

    def facts(self) -> Facts:
        """What counts."""
        return {
            "pathway": self.pathway,
            "milestone": self.milestone,
            "met_on": self.met_on.isoformat(),
            **_said(title=self.title, evidence=self.evidence, signed_by=self.signed_by),
        }

    def words(self) -> Facts:
        """Nothing that only some may read: whoever confirms must see all of it."""
        return {}

    def texts(self) -> Mapping[str, str]:
        """Every free text in it."""
        return {"evidence": self.evidence, "signed_by": self.signed_by}


def check_review(filmed: date, reviewed: date, today: date) -> None:
    """A shared review has happened, on the film's day or later; raises ``Refused`` at it."""
    _happened(reviewed, today, "reviewed")
    if reviewed < filmed:
        raise Refused("review-before-film", field="reviewed")


def _happened(day: date, today: date, field: str) -> None:
    if day > today:
        raise Refused("not-happened-yet", field=field)
    if day < EARLIEST:
        raise Refused("too-long-ago", field=field, year=EARLIEST.year)


def _minutes(minutes: int | None) -> None:
    if minutes is not None and not 1 <= minutes <= LONGEST:
        raise Refused("minutes-unlikely", field="minutes", most=LONGEST)


def _said(**facts: Any) -> dict[str, Any]:
    """The facts that were given: an empty one is left out."""
    return {key: value for key, value in facts.items() if value not in (None, "", [], ())}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
