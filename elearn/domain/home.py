"""Without this file a home could only count: it could not say what sort of thing comes next, nor how to begin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from elearn.domain.findings import Finding, Judgement
from elearn.domain.milestones import NextStep
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
    Milestone,
    Pass,
    Pathway,
    Rate,
    Reach,
    Read,
    Requirement,
    Supervise,
    Total,
    Unit,
    Verb,
)
from elearn.domain.reasons import StepKind

PRACTICE = frozenset({Unit.CYCLE, Unit.SESSION, Unit.VISIT, Unit.INTERVENTION})
"""Units of work with families, as against meetings about it."""


class Task(StrEnum):
    """What sort of thing a requirement asks a learner to do."""

    READ = "read"
    QUIZ = "quiz"
    COURSE = "course"
    DOCUMENT = "document"
    CHECK = "check"
    PRACTISE = "practise"
    CLIENTS = "clients"
    SUPERVISION = "supervision"
    BRING = "bring"
    RATING = "rating"
    TRAINEES = "trainees"
    CHOOSE = "choose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of how to begin: a sort of task, the requirements it gathers, whether they are met already."""

    task: Task
    requirements: tuple[Requirement, ...]
    met: bool


def task(verb: Verb) -> Task:
    """What sort of thing a verb asks for."""
    match verb:
        case Read():
            return Task.READ
        case Pass():
            return Task.QUIZ
        case Attend():
            return Task.COURSE
        case Document():
            return Task.DOCUMENT
        case Check():
            return Task.CHECK
        case Count(unit=Unit.SUPERVISION) | Total(unit=Unit.SUPERVISION) | Supervise():
            return Task.SUPERVISION
        case Count() | Total():
            return Task.PRACTISE
        case Distinct():
            return Task.CLIENTS
        case Cover() | Before():
            return Task.BRING
        case Rate():
            return Task.RATING
        case Reach():
            return Task.TRAINEES
        case AnyOf() | AllOf():
            return Task.CHOOSE
        case _:
            assert_never(verb)


def leaf(requirement: Requirement, finding: Finding) -> tuple[Requirement, Finding]:
    """The one thing to do within a requirement: itself, or in a tree the first below that is not met."""
    if not isinstance(requirement.verb, AnyOf | AllOf):
        return requirement, finding
    below = {each.id: each for each in requirement.verb.requirements}
    for each in finding.below:
        if not each.met:
            return leaf(below[each.id], each)
    return requirement, finding


def first_step(steps: Sequence[NextStep]) -> int | None:
    """Which of the next steps on several pathways comes first: by its kind, then in the order of the pathways."""
    order = list(StepKind)
    ranked = [(order.index(each.kind), place) for place, each in enumerate(steps)]
    return min(ranked)[1] if ranked else None


def beginning(pathway: Pathway, judgement: Judgement) -> tuple[Line, ...]:
    """How to begin, a line for each sort of task up to the first work with families; nothing once that has begun.

    A pathway without such work has no beginning to explain, and neither has one of which a part is already met
    and signed.
    """
    stretch = tuple(_up_to_practice(pathway))
    begun = any(each.closing for each in judgement.milestones)
    if begun or not any(_practises(each) for each in stretch) or _has_practised(pathway, judgement):
        return ()
    met = {
        (milestone.id, each.id): each.met
        for milestone in judgement.milestones
        for each in milestone.requirements
    }
    gathered: dict[Task, list[tuple[Requirement, bool]]] = {}
    for milestone in stretch:
        for each in milestone.requires:
            gathered.setdefault(task(each.verb), []).append((each, met[milestone.id, each.id]))
    wanted = (Task.READ, Task.QUIZ, Task.COURSE, Task.DOCUMENT, Task.CHECK, Task.PRACTISE, Task.SUPERVISION)
    return tuple(
        Line(
            task=each,
            requirements=tuple(requirement for requirement, _ in gathered[each]),
            met=all(done for _, done in gathered[each]),
        )
        for each in wanted
        if each in gathered
    )


def _up_to_practice(pathway: Pathway) -> Iterator[Milestone]:
    for milestone in pathway.milestones:
        yield milestone
        if _practises(milestone):
            return


def _practises(milestone: Milestone) -> bool:
    return any(_unit(each) in PRACTICE for each in milestone.requires)


def _has_practised(pathway: Pathway, judgement: Judgement) -> bool:
    """Whether any work with families has been entered, counted or not."""
    for milestone in judgement.milestones:
        asked = {
            each.id: each for each in (pathway.milestone(milestone.id) or Milestone(id="", title="")).requires
        }
        for finding in milestone.requirements:
            if _unit(asked[finding.id]) in PRACTICE and (finding.events or finding.not_counted):
                return True
    return False


def _unit(requirement: Requirement) -> Unit | None:
    return requirement.verb.unit if isinstance(requirement.verb, Count | Total) else None
