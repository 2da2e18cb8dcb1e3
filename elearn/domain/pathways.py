"""Without these shapes a training ladder could not be said as data: milestones, requirements, verbs, modifiers.

A requirement is one verb and any modifiers, and every modifier means the same with every verb. A new verb is a
new class in ``Verb``; mypy then names each ``match`` that has to learn it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from elearn.domain.days import Span, YearDay


class Unit(StrEnum):
    """What can be counted, added up, covered or preceded."""

    CYCLE = "cycle"
    SESSION = "session"
    VISIT = "visit"
    INTERVENTION = "intervention"
    SUPERVISION = "supervision"
    MEETING = "meeting"
    ASSIGNMENT = "assignment"
    RATING = "rating"
    COURSE = "course"


class Facet(StrEnum):
    """In what counted entries can differ."""

    CLIENT = "client"
    CASE = "case"
    SETTING = "setting"
    CYCLE = "cycle"


class Rater(StrEnum):
    """From which side a film was rated."""

    SELF = "self"
    SUPERVISOR = "supervisor"
    EXTERNAL = "external"


class Closer(StrEnum):
    """Who closes a milestone, or may waive a requirement."""

    SUPERVISOR = "supervisor"
    ASSESSOR = "assessor"
    COORDINATOR = "coordinator"


class Apart(StrEnum):
    """How far back an assessor must have stood apart from the learner."""

    MILESTONE = "milestone"
    PATHWAY = "pathway"


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Each lesson of a module is marked read."""

    module: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """A quiz is passed, or completed where the quiz says so."""

    quiz: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attend:
    """Attendance at a course is confirmed, for at least so many days or minutes."""

    course: str
    days: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Someone allowed has seen a document of this kind."""

    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check of this kind is recorded and in date."""

    check: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """So many entries of a unit."""

    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct:
    """So many different clients (cases, settings) among counted entries, those with at least `each` of them."""

    facet: Facet
    of: Unit = Unit.CYCLE
    each: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Minutes of a unit that add up."""

    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Packing:
    """So many supervision sessions of at least so many minutes."""

    sessions: int
    minutes: int

    def __str__(self) -> str:
        return f"{self.sessions} x {self.minutes} min"


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervise:
    """Any one packing is filled; packings are never mixed and a long session is one session."""

    packings: tuple[Packing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Each client (case, cycle) met in the window was brought to a confirmed supervision."""

    facet: Facet
    of: Unit = Unit.CYCLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """Each entry was preceded, since the last one, by a supervision about the same client."""

    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """The last so many ratings from one side reached the level on every item (all items when none is named)."""

    scale: str
    level: int
    items: tuple[str, ...] = ()
    by: Rater = Rater.SUPERVISOR
    last: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """My own trainees reached a milestone (`pathway/milestone` or `milestone`)."""

    milestone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """One of the requirements below is met (or `min` of them)."""

    requirements: "tuple[Requirement, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """All of the requirements below are met."""

    requirements: "tuple[Requirement, ...]"


Leaf: TypeAlias = (
    Read
    | Pass
    | Attend
    | Document
    | Check
    | Count
    | Distinct
    | Total
    | Supervise
    | Cover
    | Before
    | Rate
    | Reach
)
Tree: TypeAlias = AnyOf | AllOf
Verb: TypeAlias = Leaf | Tree


class WhereKey(StrEnum):
    """What an entry may be asked for."""

    MINUTES = "minutes"
    MODE = "mode"
    SETTING = "setting"
    ROLE = "role"
    CASE = "case"
    CLIENT = "client"
    EVIDENCE = "evidence"
    APPROVED = "approved"
    RESULT = "result"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Which entries count: one of `values` (each of them where an entry holds several), or within two bounds."""

    key: WhereKey
    values: tuple[str, ...] = ()
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A day on which something was met: a milestone, one of its requirements, or the start (both None)."""

    milestone: str | None = None
    requirement: str | None = None


START = Anchor()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """What may stand in: each entry of `verb` for so many, at most so many times."""

    verb: Leaf
    stands_for: int = 1
    at_most: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One verb and its modifiers; `at_least` is `min` as typed (minutes where the verb adds minutes up)."""

    id: str
    verb: Verb
    at_least: int | None = None
    where: tuple[Where, ...] = ()
    new: bool = False
    from_: Anchor | None = None
    gap: Span | None = None
    norm: int | None = None
    instead: Instead | None = None
    waive: Closer | None = None
    lasts: Span | None = None
    fresh: bool = False
    note: str = ""

    @property
    def need(self) -> int:
        """How many are asked for: `min`, else 0 where only a norm is given, else 1."""
        if self.at_least is not None:
            return self.at_least
        return 1 if self.norm is None else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Closes:
    """Who closes a milestone, at what meeting of at least how many minutes, after reading what."""

    by: Closer
    meeting: str = ""
    minutes: int = 0
    reads: tuple[str, ...] = ()


class RenewFrom(StrEnum):
    """From which day a renewed period counts."""

    COMPLETION = "completion"
    EXPIRY = "expiry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Renew:
    """What renews a milestone: from which day it counts, and how long before the end it opens (None: at once)."""

    requires: tuple[Requirement, ...]
    counts: RenewFrom | YearDay = RenewFrom.COMPLETION
    opens: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One step of a ladder; `after` and `from_` are None where they are the milestone above."""

    id: str
    title: str
    requires: tuple[Requirement, ...] = ()
    closes: Closes | None = None
    after: tuple[str, ...] | None = None
    from_: Anchor | None = None
    carry: bool = False
    lasts: Span | None = None
    renew: Renew | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Modules worth reading by a milestone: a guide that never blocks."""

    milestone: str
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathway:
    """A training ladder as one of its sources describes it; `about` is the Markdown below the front matter."""

    id: str
    title: str
    milestones: tuple[Milestone, ...]
    approach: str | None = None
    source: str | None = None
    seen: date | None = None
    shares: bool = True
    apart: Apart = Apart.MILESTONE
    reading: tuple[Reading, ...] = ()
    about: str = ""

    def milestone(self, id_: str) -> Milestone | None:
        """The milestone of that id, if there is one."""
        return next((each for each in self.milestones if each.id == id_), None)

    @property
    def asked_to_pass(self) -> tuple[str, ...]:
        """The quizzes its requirements name, in order."""
        asked = (each.verb for milestone in self.milestones for each in milestone.requires)
        return tuple(verb.quiz for verb in asked if isinstance(verb, Pass))

    @property
    def comes_to(self) -> tuple[str, ...]:
        """What is studied on it, milestone by milestone: first what it asks for, then what is worth reading."""
        found: list[str] = []
        for milestone in self.milestones:
            verbs = (each.verb for each in milestone.requires)
            found += [
                verb.quiz if isinstance(verb, Pass) else verb.module
                for verb in verbs
                if isinstance(verb, Pass | Read)
            ]
            found += [
                name for each in self.reading if each.milestone == milestone.id for name in each.modules
            ]
        return tuple(dict.fromkeys(found))

    def above(self, id_: str) -> tuple[Milestone, ...]:
        """The milestones listed before this one, in order."""
        ids = [each.id for each in self.milestones]
        return self.milestones[: ids.index(id_)]

    def closes_after(self, milestone: Milestone) -> tuple[str, ...]:
        """The milestones that must be met before this one may be closed."""
        if milestone.after is not None:
            return milestone.after
        return tuple(each.id for each in self.above(milestone.id)[-1:])

    def counts_from(self, milestone: Milestone) -> Anchor | None:
        """What must be met for evidence to count; None for a first milestone, which takes whatever there is."""
        if milestone.from_ is not None:
            return milestone.from_
        above = self.above(milestone.id)
        return Anchor(milestone=above[-1].id) if above else None
