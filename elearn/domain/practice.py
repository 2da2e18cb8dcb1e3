"""Without this file a learner could not be told, before she enters something, what her pathways ask for."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from elearn.domain.logbook import EntryKind
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
    Milestone,
    Pathway,
    Rate,
    Reach,
    Requirement,
    Supervise,
    Total,
    Unit,
    Verb,
    WhereKey,
)

VIG = "vig"
_WORK = {
    Unit.CYCLE: EntryKind.CYCLE,
    Unit.SESSION: EntryKind.SESSION,
    Unit.VISIT: EntryKind.VISIT,
}
_NONE = "."
"""What follows the kind in the code of work for no approach in particular."""
FILES_ONLY = frozenset(
    {
        Unit.INTERVENTION,
        Unit.ASSIGNMENT,
        Facet.CASE,
        WhereKey.CASE,
        WhereKey.EVIDENCE,
        WhereKey.APPROVED,
        WhereKey.RESULT,
    }
)
"""What only a file of evidence says as yet: the logbook has no page on which it is entered."""
_USUAL = {VIG: (EntryKind.CYCLE,), "induction": (EntryKind.VISIT,)}
"""What is entered for an approach whose pathways count nothing themselves; any other has sessions and visits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A kind of work with families that fits a learner: for which approach, and kept to one pathway if it says so."""

    kind: EntryKind
    approach: str | None
    pathway: str | None = None

    @property
    def code(self) -> str:
        """The same in one word, for a form."""
        return ".".join((self.kind.value, self.approach or "", self.pathway or ""))


def goes_as(begun: str, offered: str) -> bool:
    """Whether what was begun under the code of some work can be entered under the only one that is offered by now.

    A pathway may have ended, or come, meanwhile. What was for one approach never becomes work for another in silence.
    """
    if not begun:
        return True
    kind, _dot, rest = begun.partition(".")
    other, _dot, now = offered.partition(".")
    return kind == other and (rest == now or _NONE in (rest, now))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A course, a document or a check that a pathway asks for by name."""

    kind: EntryKind
    name: str


class Caution(StrEnum):
    """What is worth knowing about a supervision before it is brought; none of them refuses it."""

    TOO_SHORT = "too-short"
    COVERS_NOTHING = "covers-nothing"
    NEVER_BROUGHT = "never-brought"


def works(pathways: Iterable[Pathway]) -> tuple[Work, ...]:
    """The kinds of work that fit these pathways, once each; cycles where there is no pathway yet."""
    found = [
        Work(kind=kind, approach=each.approach, pathway=None if each.shares else each.id)
        for each in pathways
        for kind in _kinds(each)
    ]
    return tuple(dict.fromkeys(found)) or (Work(kind=EntryKind.CYCLE, approach=VIG),)


def talks(pathways: Collection[Pathway]) -> tuple[Work, ...]:
    """What a supervision may be about, as work: one for each approach, or pathway that keeps to itself.

    Before there is any pathway it is about none in particular, and counts on whichever comes.
    """
    if not pathways:
        return (Work(kind=EntryKind.SUPERVISION, approach=None),)
    return tuple(dict.fromkeys(replace(each, kind=EntryKind.SUPERVISION) for each in works(pathways)))


def asked(pathways: Iterable[Pathway]) -> tuple[Asked, ...]:
    """The courses, documents and checks these pathways name, once each, in their order."""
    found = [one for pathway in pathways for milestone in pathway.milestones for one in _named(milestone)]
    return tuple(dict.fromkeys(found))


def least_minutes(pathways: Iterable[Pathway], approach: str | None) -> int | None:
    """How long a supervision must be, in minutes, to count anywhere on these pathways; None where any length does."""
    shortest = [
        _least(each)
        for pathway in pathways
        if approach is None or pathway.approach in (None, approach)
        for milestone in pathway.milestones
        for each in _requirements(milestone)
        if _is_supervision(each.verb)
    ]
    return min(shortest, default=0) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How many minutes a supervision needs to count on one pathway, by its title."""

    pathway: str
    least: int


def lengths(pathways: Iterable[Pathway], approach: str | None) -> tuple[Length, ...]:
    """What each of these pathways asks of a supervision's length; one that takes any length is left out."""
    found = ((each.title, least_minutes([each], approach)) for each in pathways)
    return tuple(dict.fromkeys(Length(pathway=title, least=least) for title, least in found if least))


def asks_cover(pathways: Iterable[Pathway], approach: str | None) -> bool:
    """Whether any of these pathways asks that work is brought to supervision."""
    return any(
        isinstance(each.verb, Cover)
        for pathway in pathways
        if approach is None or pathway.approach in (None, approach)
        for milestone in pathway.milestones
        for each in _requirements(milestone)
    )


def asks_of_trainees(pathway: Pathway) -> bool:
    """Whether a pathway asks anywhere what the learner's own trainees have reached."""
    asked = (each for milestone in pathway.milestones for each in _requirements(milestone))
    return any(isinstance(each.verb, Reach) for each in asked)


def asks_for_ratings(pathway: Pathway) -> bool:
    """Whether a pathway asks anywhere for a level on a scale."""
    asked = (each for milestone in pathway.milestones for each in _requirements(milestone))
    return any(isinstance(each.verb, Rate) for each in asked)


def unentered(requirement: Requirement) -> tuple[Unit | Facet | WhereKey, ...]:
    """What a requirement itself asks for that a file of evidence can say and no page of the logbook enters."""
    asked_for = (_unit(requirement.verb), _facet(requirement.verb), *(each.key for each in requirement.where))
    return tuple(each for each in asked_for if each in FILES_ONLY)


def cautions(*, short: bool, covers: bool, unseen: bool) -> tuple[Caution, ...]:
    """What is worth saying of a session: too short for a rule, about no piece of work, or some was never brought."""
    said = {
        Caution.TOO_SHORT: short,
        Caution.COVERS_NOTHING: not covers,
        Caution.NEVER_BROUGHT: unseen,
    }
    return tuple(caution for caution, holds in said.items() if holds)


def _kinds(pathway: Pathway) -> tuple[EntryKind, ...]:
    units = [_unit(each.verb) for milestone in pathway.milestones for each in _requirements(milestone)]
    counted = tuple(dict.fromkeys(_WORK[unit] for unit in units if unit in _WORK))
    return counted or _USUAL.get(pathway.approach or "", (EntryKind.SESSION, EntryKind.VISIT))


def _unit(verb: Verb) -> Unit | None:
    match verb:
        case Count(unit=unit) | Total(unit=unit) | Before(unit=unit):
            return unit
        case Distinct(of=unit) | Cover(of=unit):
            return unit
        case _:
            return None


def _facet(verb: Verb) -> Facet | None:
    return verb.facet if isinstance(verb, Distinct | Cover) else None


def _named(milestone: Milestone) -> Iterator[Asked]:
    for requirement in _requirements(milestone):
        verbs = [requirement.verb, *([requirement.instead.verb] if requirement.instead else [])]
        for verb in verbs:
            match verb:
                case Attend(course=name):
                    yield Asked(kind=EntryKind.COURSE, name=name)
                case Document(document=name):
                    yield Asked(kind=EntryKind.DOCUMENT, name=name)
                case Check(check=name):
                    yield Asked(kind=EntryKind.CHECK, name=name)
                case _:
                    pass
    for name in milestone.closes.reads if milestone.closes else ():
        yield Asked(kind=EntryKind.DOCUMENT, name=name)


def _requirements(milestone: Milestone) -> Iterator[Requirement]:
    renewing = milestone.renew.requires if milestone.renew else ()
    for each in (*milestone.requires, *renewing):
        yield from _every(each)


def _every(requirement: Requirement) -> Iterator[Requirement]:
    yield requirement
    if isinstance(requirement.verb, AnyOf | AllOf):
        for each in requirement.verb.requirements:
            yield from _every(each)


def _is_supervision(verb: Verb) -> bool:
    return isinstance(verb, Supervise) or _unit(verb) is Unit.SUPERVISION


def _least(requirement: Requirement) -> int:
    asked_for = [
        each.at_least for each in requirement.where if each.key is WhereKey.MINUTES and each.at_least
    ]
    packed = requirement.verb.packings if isinstance(requirement.verb, Supervise) else ()
    return max([0, *asked_for, *([min(each.minutes for each in packed)] if packed else [])])
