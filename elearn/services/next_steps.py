"""Without this a learner would be told that something comes next, and not what it is about nor where to do it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from elearn.domain.evidence import Verdict
from elearn.domain.findings import Finding, MilestoneFinding, NotCounted
from elearn.domain.home import first_step, leaf
from elearn.domain.library import Catalogue, Module
from elearn.domain.logbook import Entry, current
from elearn.domain.milestones import NextStep, Situation, next_step
from elearn.domain.pathways import Milestone, Pass, Read, Requirement
from elearn.domain.progress import Progress as Reading
from elearn.domain.progress import to_read_next
from elearn.domain.quizzes import Quiz
from elearn.domain.reasons import Status, StepKind
from elearn.domain.tries import OPEN, is_used_up, turn
from elearn.services.evidence import Record
from elearn.services.milestones import Progress
from elearn.storage.home import Begun
from elearn.storage.signoffs import DecisionRow, RequestRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The one next step with all that is needed to say it and to go there; what does not apply is None.

    `reading` is the module to read for it, `form` the draft to finish, `decision` the last "not yet",
    `came_back` the request that whoever was asked will not answer; `used_up` says that the quiz allows no other try,
    and so is not hers to do.
    """

    kind: StepKind
    progress: Progress | None = None
    milestone: MilestoneFinding | None = None
    requirement: Requirement | None = None
    finding: Finding | None = None
    left: NotCounted | None = None
    entry: Entry | None = None
    quiz: Quiz | None = None
    reading: Reading | None = None
    form: str = ""
    used_up: bool = False
    decision: DecisionRow | None = None
    came_back: RequestRow | None = None


def first(
    record: Record,
    found: Sequence[Progress],
    begun: Sequence[Begun],
    reading: Mapping[str, Reading],
    catalogue: Catalogue,
) -> Step:
    """The first of the next steps on all her pathways; without a pathway, what she is in the middle of."""
    situation = Situation(
        returned=tuple(each.id for each in current(record.entries) if _came_back(each)),
        drafts=tuple(_draft(each) for each in reversed(begun) if each.kind in ("draft", "attempt")),
    )
    steps = [next_step(each.judgement, _known_of(situation, each, record)) for each in found]
    place = first_step(steps)
    if place is None:
        drafts = situation.drafts[:1]
        step = NextStep(kind=StepKind.DRAFT if drafts else StepKind.BEGIN, subject=next(iter(drafts), None))
        return _told(step, None, record, reading, catalogue)
    return _told(steps[place], found[place], record, reading, catalogue)


def _known_of(situation: Situation, found: Progress, record: Record) -> Situation:
    """The situation on one pathway: what is somebody else's move since a quiz allows no other try, what came back."""
    stuck = (
        f"{milestone.id}/{finding.id}"
        for milestone in found.judgement.milestones
        for asked, finding in _open(found.pathway.milestone(milestone.id), milestone)
        if turn(asked, finding, found.used_up, Status.WITH_SUPERVISOR) not in OPEN
    )
    asked = (each.id for each in found.judgement.milestones)
    came_back = (each for each in asked if record.came_back(found.assignment, each))
    return replace(situation, stuck=frozenset(stuck), came_back=frozenset(came_back))


def _open(milestone: Milestone | None, finding: MilestoneFinding) -> Iterator[tuple[Requirement, Finding]]:
    """What a milestone, and what renews it, has still to be done for it."""
    asked = {each.id: each for each in _requirements(milestone)}
    for each in (*finding.requirements, *finding.renewal):
        if each.status in OPEN and each.id in asked:
            yield asked[each.id], each


def _came_back(entry: Entry) -> bool:
    """Whether somebody else said of an entry that she does not know it."""
    said = entry.disowned
    return said is not None and said.by != entry.learner and not entry.withdrawn


def _draft(begun: Begun) -> str:
    return f"{begun.kind}:{begun.ref}"


def _told(
    step: NextStep,
    found: Progress | None,
    record: Record,
    reading: Mapping[str, Reading],
    catalogue: Catalogue,
) -> Step:
    """A next step with what it is about."""
    milestone = found.judgement.milestone(step.milestone) if found and step.milestone else None
    requirement, finding = _asked(found, milestone, step.requirement)
    where, _, ref = (step.subject or "").partition(":")
    quiz = _quiz(requirement, ref if where == "attempt" else "", catalogue)
    return Step(
        kind=step.kind,
        progress=found,
        milestone=milestone,
        requirement=requirement,
        finding=finding,
        left=next((each for each in _below(finding) if each.event == step.subject), None),
        entry=next((each for each in record.entries if each.id == step.subject), None),
        quiz=quiz,
        used_up=bool(found and requirement and finding and is_used_up(requirement, finding, found.used_up)),
        reading=_to_read(requirement, quiz, reading, catalogue),
        form=ref if where == "draft" else "",
        decision=_not_yet(record, found, step) if milestone else None,
        came_back=record.came_back(found.assignment, milestone.id)
        if found and milestone and milestone.may_ask
        else None,
    )


def _asked(
    found: Progress | None, milestone: MilestoneFinding | None, id_: str | None
) -> tuple[Requirement | None, Finding | None]:
    if found is None or milestone is None or id_ is None:
        return None, None
    asked = {each.id: each for each in _requirements(found.pathway.milestone(milestone.id))}
    findings = (*milestone.renewal, *milestone.requirements)
    # A renewal may use the ids of the milestone it renews: the unmet one is meant.
    finding = next((each for each in findings if each.id == id_ and not each.met), None)
    if finding is None or id_ not in asked:
        return None, None
    return leaf(asked[id_], finding)


def _requirements(milestone: Milestone | None) -> tuple[Requirement, ...]:
    if milestone is None:
        return ()
    return (*milestone.requires, *(milestone.renew.requires if milestone.renew else ()))


def _below(finding: Finding | None) -> Iterator[NotCounted]:
    for each in finding.every if finding else ():
        yield from each.not_counted


def _quiz(requirement: Requirement | None, begun: str, catalogue: Catalogue) -> Quiz | None:
    asked = requirement.verb.quiz if requirement and isinstance(requirement.verb, Pass) else begun
    return catalogue.quizzes.get(asked)


def _to_read(
    requirement: Requirement | None, quiz: Quiz | None, reading: Mapping[str, Reading], catalogue: Catalogue
) -> Reading | None:
    """The module to read for a requirement, or before a quiz, while any of it is unread."""
    module: Module | None = None
    if requirement and isinstance(requirement.verb, Read):
        module = catalogue.modules.get(requirement.verb.module)
    elif quiz:
        module = next((each for each in catalogue.modules.values() if each.quiz == quiz.id), None)
    elif requirement is None:
        return to_read_next(reading.values())
    known = reading.get(module.id) if module else None
    return known if known and not known.finished else None


def _not_yet(record: Record, found: Progress | None, step: NextStep) -> DecisionRow | None:
    decided = record.decided(found.assignment) if found else ()
    return next(
        (
            each
            for each in reversed(decided)
            if each.milestone == step.milestone and each.decision == Verdict.NOT_YET
        ),
        None,
    )
