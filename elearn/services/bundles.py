"""Without this each side of a sign-off would judge for itself; here learner and signer get one and the same bundle."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain.access import Standing
from elearn.domain.errors import NotFound
from elearn.domain.findings import MilestoneFinding, Refusal
from elearn.domain.judging.bundles import bundle
from elearn.domain.pathways import Closes, Milestone
from elearn.domain.people import Actor, supervises_in_circle
from elearn.domain.reasons import RefusalCode
from elearn.domain.signed_findings import bundle_text
from elearn.services.evidence import record_of
from elearn.services.milestones import Progress, judged, named, pathway_of
from elearn.storage import assignments, people
from elearn.words.kinds import called
from elearn.words.reasons import spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """One milestone of one learner, judged now, and the names of everyone it speaks of."""

    progress: Progress
    milestone: Milestone
    closes: Closes
    finding: MilestoneFinding
    names: Mapping[str, str]

    @property
    def learner(self) -> str:
        """Whose it is."""
        return self.progress.assignment.learner_id

    @property
    def text(self) -> str:
        """The bundle as text; a signer's form carries it, so that she can be told what changed meanwhile."""
        return bundle_text(self.finding)

    @property
    def plain(self) -> dict[str, object]:
        """The bundle as JSON values."""
        return bundle(self.finding)

    @property
    def missing(self) -> str:
        """What is still missing, as a sentence lists it."""
        return ", ".join(called(each.id) for each in self.finding.missing)

    @property
    def after(self) -> str:
        """The milestones that must be met first, as a sentence lists them."""
        found = [self.progress.pathway.milestone(each) for each in self.finding.after]
        return ", ".join(each.title for each in found if each)


def bundle_of(
    session: Session, assignment_id: str, milestone_id: str, today: date, timezone: ZoneInfo
) -> Bundle:
    """One milestone judged today; raises ``NotFound`` when there is none, or nobody closes it."""
    assignment = assignments.by_id(session, assignment_id)
    if assignment is None:
        raise NotFound
    pathway = pathway_of(session, assignment.edition)
    milestone = pathway.milestone(milestone_id)
    if milestone is None or milestone.closes is None:
        raise NotFound
    record = record_of(session, assignment.learner_id, timezone)
    progress = judged(record, assignment, pathway, today)
    finding = progress.judgement.milestone(milestone_id)
    assert finding is not None  # a judgement speaks of every milestone of its pathway
    return Bundle(
        progress=progress,
        milestone=milestone,
        closes=milestone.closes,
        finding=finding,
        names=people.names(session, {assignment.learner_id, *named([record], [progress])}),
    )


def held(actor: Actor, learner: str, named: str | None = None) -> frozenset[Standing]:
    """What the actor is to a request or a decision: the learner herself, the person named in it, or nothing."""
    found = {Standing.SELF} if actor.id == learner else set()
    if actor.id == named:
        found.add(Standing.NAMED)
    return frozenset(found)


def circle(session: Session, signer: str, learner: str, day: date) -> Refusal | None:
    """Why nobody decides about her own supervisor, or hers in turn; None where the learner is not above the signer."""
    if not supervises_in_circle(tuple(people.all_relations(session)), signer, learner, day):
        return None
    return Refusal(code=RefusalCode.SUPERVISED_BY_LEARNER, params=(("person", signer),))


def said(refusal: Refusal, bundle: Bundle, today: date) -> dict[str, str]:
    """The parameters of a refusal as its sentence shows them."""
    shown = {"missing": bundle.missing, "after": bundle.after}
    for name, value in refusal.params:
        if isinstance(value, date):
            shown[name] = spoken(value, today)
        elif name == "person":
            shown[name] = bundle.names.get(str(value), "")
        elif not isinstance(value, tuple):
            shown[name] = str(value)
    return shown
