"""Without this file a learner would see everything at once and not the one thing to do next."""

from collections.abc import Iterator
from dataclasses import dataclass

from elearn.domain.findings import Finding, Judgement, MilestoneFinding
from elearn.domain.reasons import Move, Status, StepKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the record alone does not know: things that came back to the learner, and drafts she began, in order.

    ``stuck`` are the addresses of requirements for which she can do nothing more by herself, ``came_back`` the
    milestones that whoever was asked last will not answer.
    """

    returned: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    stuck: frozenset[str] = frozenset()
    came_back: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """One thing to do: in which milestone, for which requirement, about which entry or draft."""

    kind: StepKind
    milestone: str | None = None
    requirement: str | None = None
    subject: str | None = None

    @property
    def address(self) -> str | None:
        """`milestone/requirement`, or the milestone, or None."""
        return "/".join(filter(None, (self.milestone, self.requirement))) or None


def next_step(judgement: Judgement, situation: Situation | None = None) -> NextStep:
    """The one next step, the first that applies.

    A question that waits for my answer; what came back to me; a draft I began; an entry that waits for me; a sign-off
    I may ask for; what is nearest to being met; what I have not begun; what I am stuck with; waiting for somebody;
    nothing at all, where all is met. What is not met and cannot be begun either waits for whoever keeps the pathway.
    """
    steps = _steps(judgement, situation or Situation())
    left = next((each.id for each in judgement.milestones if not each.met), None)
    return next(steps, NextStep(kind=StepKind.WAIT if left else StepKind.DONE, milestone=left))


def _steps(judgement: Judgement, situation: Situation) -> Iterator[NextStep]:
    mine = [each for each in judgement.milestones if each.status in (Status.TO_DO, Status.DUE_AGAIN)]
    for each in mine:
        if each.waiting is not None and each.waiting.asks_back:
            yield NextStep(kind=StepKind.QUESTION, milestone=each.id, subject=each.waiting.request)
    yield from (NextStep(kind=StepKind.RETURNED, subject=each) for each in situation.returned)
    for each in mine:
        if each.returned is not None or (each.may_ask and each.id in situation.came_back):
            yield NextStep(kind=StepKind.RETURNED, milestone=each.id)
    yield from (NextStep(kind=StepKind.DRAFT, subject=each) for each in situation.drafts)
    yield from _unfinished(mine, situation)
    yield from (NextStep(kind=StepKind.ASK, milestone=each.id) for each in mine if each.may_ask)
    open_ones = [(each, finding) for each in mine for finding in _mine(each)]
    stuck = [pair for pair in open_ones if _address(*pair) in situation.stuck]
    open_ones = [pair for pair in open_ones if pair not in stuck]
    begun = [pair for pair in open_ones if pair[1].have]
    if begun:
        # min keeps the first of equals: the order in which the pathway lists them
        milestone, finding = min(begun, key=lambda pair: 1 - pair[1].have / max(pair[1].need, 1))
        yield NextStep(kind=StepKind.NEAREST, milestone=milestone.id, requirement=finding.id)
    for milestone, finding in (*open_ones, *stuck):
        yield NextStep(kind=StepKind.BEGIN, milestone=milestone.id, requirement=finding.id)
    for each in judgement.milestones:
        if each.status in (Status.WITH_SUPERVISOR, Status.WITH_ASSESSOR, Status.WITH_COORDINATOR):
            yield NextStep(kind=StepKind.WAIT, milestone=each.id)


def _address(milestone: MilestoneFinding, finding: Finding) -> str:
    return f"{milestone.id}/{finding.id}"


def _unfinished(mine: list[MilestoneFinding], situation: Situation) -> Iterator[NextStep]:
    """Entries that count as soon as the learner does her part."""
    for milestone in mine:
        for finding in _mine(milestone):
            if _address(milestone, finding) in situation.stuck:
                continue
            waiting = [left for deep in finding.every for left in deep.not_counted]
            for left in [each for each in waiting if each.move is Move.LEARNER]:
                yield NextStep(
                    kind=StepKind.UNFINISHED,
                    milestone=milestone.id,
                    requirement=finding.id,
                    subject=left.event,
                )


def _mine(milestone: MilestoneFinding) -> Iterator[Finding]:
    """The requirements in which the learner has something to do: those of a renewal where one is due."""
    renewing = milestone.renewal if milestone.status is Status.DUE_AGAIN else ()
    for each in renewing or milestone.requirements:
        if each.status in (Status.TO_DO, Status.DUE_AGAIN):
            yield each
