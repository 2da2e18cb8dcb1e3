"""Without this file a quiz that allows no other try would be the learner's to do on one page, and not on the next."""

from collections.abc import Collection

from elearn.domain.findings import Finding, MilestoneFinding
from elearn.domain.pathways import AllOf, AnyOf, Milestone, Pass, Requirement
from elearn.domain.reasons import Status

OPEN = frozenset({Status.TO_DO, Status.DUE_AGAIN})
"""Statuses of what a learner has something to do about."""


def is_used_up(asked: Requirement, finding: Finding, used_up: Collection[str]) -> bool:
    """Whether an unmet requirement is to pass one of the quizzes that allow no other try."""
    return isinstance(asked.verb, Pass) and asked.verb.quiz in used_up and finding.status in OPEN


def turn(asked: Requirement, finding: Finding, used_up: Collection[str], helper: Status) -> Status:
    """How a requirement stands, and with whom: a quiz of which every try is used is her ``helper``'s move.

    So is a tree of requirements in which nothing else is left to do.
    """
    if finding.status not in OPEN:
        return finding.status
    if is_used_up(asked, finding, used_up):
        return helper
    if not isinstance(asked.verb, AnyOf | AllOf):
        return finding.status
    return _of_all(asked.verb.requirements, finding.below, used_up, helper) or finding.status


def turn_of(
    milestone: Milestone, finding: MilestoneFinding, used_up: Collection[str], helper: Status
) -> Status:
    """The same of a milestone, which is hers to do while anything of what it asks for is."""
    if finding.status not in OPEN or finding.waiting is not None:
        return finding.status
    if finding.status is Status.DUE_AGAIN and finding.renewal:
        renewing = milestone.renew.requires if milestone.renew else milestone.requires
        return _of_all(renewing, finding.renewal, used_up, helper) or finding.status
    return _of_all(milestone.requires, finding.requirements, used_up, helper) or finding.status


def _of_all(
    asked: Collection[Requirement], findings: Collection[Finding], used_up: Collection[str], helper: Status
) -> Status | None:
    """With whom all that is missing of these is; None where the learner can do something about it, or nothing is."""
    by_id = {each.id: each for each in asked}
    turns = [turn(by_id[each.id], each, used_up, helper) for each in findings if not each.met]
    return turns[0] if turns and not OPEN & set(turns) else None
