"""Without this file nobody could ask what counts, what is missing, and who may say that a milestone is met."""

from datetime import date

from elearn.domain.evidence import Evidence
from elearn.domain.findings import Judgement, MilestoneFinding, Refusal, Window
from elearn.domain.judging.bench import Bench
from elearn.domain.judging.bundles import bundle, bundle_hash
from elearn.domain.judging.signing import apart_window, refusal
from elearn.domain.judging.standing import standing
from elearn.domain.judging.steps import NextStep, Situation, next_step
from elearn.domain.pathways import Closer, Pathway
from elearn.domain.reasons import RefusalCode, Status

__all__ = [
    "NextStep",
    "Situation",
    "bundle",
    "bundle_hash",
    "judge",
    "may_ask",
    "may_assess",
    "may_close",
    "next_step",
]


def judge(pathway: Pathway, evidence: Evidence, at: date) -> Judgement:
    """How a learner stands on a pathway at the end of a day.

    Used is what happened by that day and was recorded, and not yet superseded or withdrawn, by then. The order
    in which it was entered makes no difference.
    """
    bench = Bench(pathway, evidence, at)
    return Judgement(
        pathway=pathway.id,
        learner=evidence.learner,
        at=at,
        milestones=tuple(standing(bench, each) for each in pathway.milestones),
    )


def may_ask(judgement: Judgement, milestone: str) -> Refusal | None:
    """Why the learner may not ask for a sign-off now; None when she may."""
    finding = judgement.milestone(milestone)
    if finding is None:
        return Refusal(code=RefusalCode.NO_SUCH_MILESTONE, params=(("milestone", milestone),))
    if finding.may_ask:
        return None
    return Refusal(code=_why_not_ask(finding), params=_missing(finding))


def may_assess(person: str, evidence: Evidence, pathway: Pathway, milestone: str, at: date) -> Refusal | None:
    """Why this person may not assess a milestone at a meeting on that day, whoever closes it; None when she may.

    She must be accredited, and within the milestone's window (all of the pathway where it says `apart: pathway`)
    neither have supervised this learner nor have confirmed a session with her.
    """
    return _may(person, evidence, pathway, milestone, at, Closer.ASSESSOR)


def may_close(person: str, evidence: Evidence, pathway: Pathway, milestone: str, at: date) -> Refusal | None:
    """Why this person may not close a milestone on that day, in the part that the pathway asks for."""
    found = pathway.milestone(milestone)
    if found is not None and found.closes is None:
        return Refusal(code=RefusalCode.CLOSES_BY_ITSELF, params=(("milestone", milestone),))
    by = found.closes.by if found is not None and found.closes is not None else Closer.ASSESSOR
    return _may(person, evidence, pathway, milestone, at, by)


def _may(
    person: str, evidence: Evidence, pathway: Pathway, milestone: str, at: date, by: Closer
) -> Refusal | None:
    bench = Bench(pathway, evidence, at)
    found = pathway.milestone(milestone)
    if found is None:
        return Refusal(code=RefusalCode.NO_SUCH_MILESTONE, params=(("milestone", milestone),))
    opens = bench.opens(found)
    if opens == date.max:
        return Refusal(code=RefusalCode.NOT_YET_OPEN, params=(("milestone", milestone),))
    window = apart_window(pathway.apart, Window(opens=opens, closes=at), bench.record)
    return refusal(person, by, window, bench.record, at)


def _why_not_ask(finding: MilestoneFinding) -> RefusalCode:
    if finding.closes is None:
        return RefusalCode.CLOSES_BY_ITSELF
    if finding.waiting is not None:
        return RefusalCode.ALREADY_ASKED
    if finding.since is not None:
        return RefusalCode.ALREADY_MET
    if finding.status is Status.NOT_OPEN:
        return RefusalCode.NOT_YET_OPEN
    return RefusalCode.STILL_MISSING if finding.missing else RefusalCode.EARLIER_MILESTONES


def _missing(finding: MilestoneFinding) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    names = tuple(each.id for each in finding.missing)
    return (("milestone", finding.id), ("missing", names), ("after", finding.after))
