"""Without this file no verb would mean anything: each is one case here, said in the same few words as every other.

A verb comes down to one or more ways of meeting it: which entries are looked at, how long each must be, and what
they come to. All that modifiers do happens elsewhere, in the same manner for every way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from elearn.domain.evidence import (
    AnyEvent,
    CheckEvent,
    CourseEvent,
    DocumentEvent,
    MenteeEvent,
    QuizEvent,
    RatingEvent,
    ReadingEvent,
    SupervisionEvent,
)
from elearn.domain.judging.entries import KINDS
from elearn.domain.judging.record import Record
from elearn.domain.judging.tallies import (
    Count as CountEntries,
)
from elearn.domain.judging.tallies import (
    covered,
    different,
    different_people,
    each_once,
    first_only,
    in_minutes,
    last_rated,
    preceded,
)
from elearn.domain.pathways import (
    AllOf,
    AnyOf,
    Attend,
    Before,
    Check,
    Count,
    Cover,
    Distinct,
    Document,
    Facet,
    Leaf,
    Pass,
    Rate,
    Reach,
    Read,
    Supervise,
    Total,
    Unit,
    Verb,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of meeting a verb: `need` is how many where the verb says it, `facet` in what entries must differ."""

    entries: Sequence[AnyEvent]
    count: CountEntries
    minutes: int = 0
    days: int = 0
    need: int | None = None
    facet: Facet | None = None
    packing: str | None = None
    adds_minutes: bool = False


def ways(verb: Leaf, record: Record) -> tuple[Way, ...]:
    """How a verb can be met; more than one where it says several packings."""
    match verb:
        case Read():
            read = [each for each in record.of(ReadingEvent) if each.module == verb.module]
            return (Way(entries=read, count=first_only),)
        case Pass():
            tried = [each for each in record.of(QuizEvent) if each.quiz == verb.quiz]
            return (Way(entries=tried, count=first_only),)
        case Attend():
            attended = [each for each in record.of(CourseEvent) if each.course == verb.course]
            return (Way(entries=attended, count=each_once, minutes=verb.minutes, days=verb.days),)
        case Document():
            shown = [each for each in record.of(DocumentEvent) if each.document == verb.document]
            return (Way(entries=shown, count=each_once),)
        case Check():
            checked = [each for each in record.of(CheckEvent) if each.check == verb.check]
            return (Way(entries=checked, count=each_once),)
        case Count():
            return (Way(entries=_units(verb.unit, record), count=each_once),)
        case Distinct():
            count = different(verb.facet, verb.each)
            return (Way(entries=_units(verb.of, record), count=count, facet=verb.facet),)
        case Total():
            return (Way(entries=_units(verb.unit, record), count=in_minutes, adds_minutes=True),)
        case Supervise():
            held = record.of(SupervisionEvent)
            return tuple(
                Way(
                    entries=held, count=each_once, minutes=each.minutes, need=each.sessions, packing=str(each)
                )
                for each in verb.packings
            )
        case Cover():
            covers = covered(verb.facet, _sessions(record), record)
            return (Way(entries=_units(verb.of, record), count=covers, facet=verb.facet),)
        case Before():
            precedes = preceded(_sessions(record), record)
            return (Way(entries=_units(verb.unit, record), count=precedes, facet=Facet.CLIENT),)
        case Rate():
            rated = [
                each for each in record.of(RatingEvent) if each.scale == verb.scale and each.as_ is verb.by
            ]
            return (Way(entries=rated, count=last_rated(verb)),)
        case Reach():
            reached = [each for each in record.of(MenteeEvent) if _is_named(each.milestone, verb.milestone)]
            return (Way(entries=reached, count=different_people),)
        case _:
            assert_never(verb)


AMOUNTS = (Count, Distinct, Total, Supervise, Cover, Before)
"""Verbs that gather work: once a milestone is met it takes no more of it, while a check may always be renewed."""


def gathers(verb: Verb) -> bool:
    """Whether work is gathered, here or in a requirement below."""
    if isinstance(verb, AnyOf | AllOf):
        return any(gathers(each.verb) for each in verb.requirements)
    return isinstance(verb, AMOUNTS)


def kin(one: Verb, other: Verb) -> bool:
    """Whether what is left over for one may be carried to the other: the same verb about the same unit."""
    if isinstance(one, Count | Total) and isinstance(other, Count | Total):
        return type(one) is type(other) and one.unit is other.unit
    return isinstance(one, Supervise) and isinstance(other, Supervise)


def subject(verb: Verb) -> str:
    """The course, document, check, quiz or module a verb is about; empty where it gathers work."""
    match verb:
        case Read():
            return verb.module
        case Pass():
            return verb.quiz
        case Attend():
            return verb.course
        case Document():
            return verb.document
        case Check():
            return verb.check
        case _:
            return ""


def _is_named(milestone: str, asked: str) -> bool:
    """Whether a milestone (`pathway/milestone`) is the one asked for, by its whole address or its own id."""
    return asked in (milestone, milestone.rpartition("/")[2])


def _units(unit: Unit, record: Record) -> tuple[AnyEvent, ...]:
    return record.of(KINDS[unit])


def _sessions(record: Record) -> tuple[SupervisionEvent, ...]:
    """The supervisions that may cover or precede an entry: those that the person named does not deny."""
    return tuple(each for each in record.of(SupervisionEvent) if each.disowned is None)
