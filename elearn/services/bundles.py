"""Without this each side of a sign-off would judge for itself; here learner and signer get one and the same bundle."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain.access import Standing
from elearn.domain.errors import NotFound
from elearn.domain.findings import Finding, MilestoneFinding, Refusal
from elearn.domain.pathways import Closer, Closes, Milestone, Pathway
from elearn.domain.people import Actor, supervises_in_circle
from elearn.domain.reasons import RefusalCode
from elearn.domain.signed_findings import (
    Facts,
    Reflections,
    bundle_text,
    canonical,
    findings_of,
    frozen,
    is_withheld,
    shared_reflections,
    still_shared,
    version,
    whole_bundle,
)
from elearn.domain.signoffs import Change, compared
from elearn.services.evidence import record_of
from elearn.services.milestones import Progress, judged, named, pathway_of
from elearn.storage import assignments, people, signoffs
from elearn.storage.signoffs import RequestRow
from elearn.words.kinds import called
from elearn.words.reasons import spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """One milestone of one learner, judged now by an edition, what she shares of it, and the names it speaks of."""

    progress: Progress
    edition: str
    milestone: Milestone
    closes: Closes
    finding: MilestoneFinding
    reflections: Reflections
    names: Mapping[str, str]

    @property
    def learner(self) -> str:
        """Whose it is."""
        return self.progress.assignment.learner_id

    @property
    def is_last(self) -> bool:
        """Whether no other milestone of the pathway comes after it."""
        return self.progress.pathway.milestones[-1].id == self.milestone.id

    @property
    def text(self) -> str:
        """The bundle as text; a signer's form carries it, so that she can be told what changed meanwhile."""
        return bundle_text(self.finding, self.reflections)

    @property
    def version(self) -> str:
        """The hash of that text, by which a decision says what it is about."""
        return version(self.text)

    @property
    def plain(self) -> dict[str, object]:
        """The bundle as JSON values."""
        return whole_bundle(self.finding, self.reflections)

    @property
    def body(self) -> dict[str, Any]:
        """All of it to be kept: what was found, the facts of each entry, what is shared; and by which edition."""
        kept = frozen(self.finding, self.progress.evidence, self.reflections)
        return {"edition": self.edition, **kept}

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
    session: Session,
    assignment_id: str,
    milestone_id: str,
    today: date,
    timezone: ZoneInfo,
    signed_under: str | None = None,
) -> Bundle:
    """One milestone judged today; raises ``NotFound`` when there is none, or nobody closes it.

    One that was signed is read by the edition it was ``signed_under`` where the present one has none such.
    """
    assignment = assignments.by_id(session, assignment_id)
    if assignment is None:
        raise NotFound
    edition = assignment.edition
    if signed_under is not None and not _closed_in(pathway_of(session, edition), milestone_id):
        edition = signed_under
    pathway = pathway_of(session, edition)
    milestone = pathway.milestone(milestone_id)
    if milestone is None or milestone.closes is None:
        raise NotFound
    record = record_of(session, assignment.learner_id, timezone)
    progress = judged(record, assignment, pathway, today)
    finding = progress.judgement.milestone(milestone_id)
    assert finding is not None  # a judgement speaks of every milestone of its pathway
    return Bundle(
        progress=progress,
        edition=edition,
        milestone=milestone,
        closes=milestone.closes,
        finding=finding,
        # Being a coordinator opens no reflection, not even by being asked for a signature.
        reflections={}
        if milestone.closes.by is Closer.COORDINATOR
        else shared_reflections(finding, record.entries),
        names=people.names(session, {assignment.learner_id, *named([record], [progress])}),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AsAsked:
    """What a request was asked with, where the record says otherwise by now, and what has changed since.

    ``reflections`` are only those of that day that are still shared as they were.
    """

    milestone: Milestone
    findings: tuple[Finding, ...]
    entries: Mapping[str, Facts]
    reflections: Reflections
    changes: tuple[Change, ...]


def as_asked(session: Session, row: RequestRow, now: Bundle) -> AsAsked | None:
    """What was asked, where it is otherwise now; None where nothing has changed.

    None too where the body is not kept: of a request from before it was, and once a person is erased whose words
    it held. It is then read as the record is.
    """
    body = signoffs.body_of(session, row.id)
    if body is None or is_withheld(body) or canonical(body["bundle"]) == now.text:
        return None
    milestone = now.milestone
    if body["edition"] != now.progress.assignment.edition:
        then = pathway_of(session, body["edition"]).milestone(row.milestone)
        assert then is not None  # it was asked for under that edition
        milestone = then
    return AsAsked(
        milestone=milestone,
        findings=findings_of(body["bundle"]),
        entries=body["entries"],
        reflections=still_shared(body.get("reflections", {}), now.reflections),
        changes=compared(body["bundle"], now.plain, now.progress.evidence),
    )


def _closed_in(pathway: Pathway, milestone_id: str) -> bool:
    """Whether somebody closes a milestone of that id in this edition."""
    milestone = pathway.milestone(milestone_id)
    return milestone is not None and milestone.closes is not None


def held(actor: Actor, learner: str, named: str | None = None) -> frozenset[Standing]:
    """What the actor is to a request or a decision: the learner herself, the person named in it, or nothing."""
    found = {Standing.SELF} if actor.id == learner else set()
    if actor.id == named:
        found.add(Standing.NAMED)
    return frozenset(found)


def circle(session: Session, signer: str, learner: str, day: date) -> Refusal | None:
    """Why nobody decides about her own supervisor, or hers in turn; None where the learner is not above the signer."""
    if not supervises_in_circle(tuple(people.relations_above(session, signer)), signer, learner, day):
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
