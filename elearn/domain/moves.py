"""Without this file nobody could see beforehand what another edition of a pathway asks, and what it would change."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from enum import StrEnum

from elearn.domain.findings import Finding, Judgement, MilestoneFinding
from elearn.domain.pathways import Milestone, Pathway, Requirement


class RuleChangeKind(StrEnum):
    """What became of a rule from one edition to another."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """One rule that differs: of a requirement, of a milestone (no `requirement`) or of the whole (no `milestone`).

    ``aspects`` are the keys that differ; ``renewal`` says that the requirement is one of a renewal.
    """

    kind: RuleChangeKind
    milestone: str = ""
    requirement: str = ""
    renewal: bool = False
    before: Requirement | Milestone | None = None
    after: Requirement | Milestone | None = None
    aspects: tuple[str, ...] = ()


def rule_changes(old: Pathway, new: Pathway) -> tuple[RuleChange, ...]:
    """Every rule in which two editions differ, in the order of the new one, then what it dropped."""
    return tuple(_of_pathways(old, new))


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementChange:
    """How one requirement stands by the one edition and by the other; None where an edition has none of that id."""

    id: str
    renewal: bool
    before: Finding | None
    after: Finding | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneChange:
    """How one milestone would stand otherwise, and which of its requirements would."""

    id: str
    title: str
    before: MilestoneFinding | None
    after: MilestoneFinding | None
    requirements: tuple[RequirementChange, ...]

    @property
    def turns(self) -> bool:
        """Whether the milestone itself would stand otherwise, or be in date until another day."""
        before, after = self.before, self.after
        if before is None or after is None:
            return True
        return (before.status, before.due) != (after.status, after.due)

    @property
    def out_of_sight(self) -> bool:
        """Whether it was met and the other edition has none such: it stays in the record and is asked no more."""
        return self.after is None and self.before is not None and self.before.since is not None


def milestone_changes(before: Judgement, after: Judgement) -> tuple[MilestoneChange, ...]:
    """What would stand otherwise if the same record of the same day were judged by the other edition."""
    return tuple(each for each in _of_judgements(before, after) if each.turns or each.requirements)


def _of_pathways(old: Pathway, new: Pathway) -> Iterator[RuleChange]:
    ours = tuple(name for name in ("approach", "shares", "apart") if getattr(old, name) != getattr(new, name))
    if ours:
        yield RuleChange(kind=RuleChangeKind.CHANGED, aspects=ours)
    for id_ in _both(old.milestones, new.milestones):
        yield from _of_milestones(old, new, id_)


def _of_milestones(old: Pathway, new: Pathway, id_: str) -> Iterator[RuleChange]:
    before, after = old.milestone(id_), new.milestone(id_)
    if before is None or after is None:
        kind = RuleChangeKind.DROPPED if after is None else RuleChangeKind.ADDED
        yield RuleChange(kind=kind, milestone=id_, before=before, after=after)
        return
    aspects = tuple(_aspects(old, before, new, after))
    if aspects:
        changed = RuleChangeKind.CHANGED
        yield RuleChange(kind=changed, milestone=id_, before=before, after=after, aspects=aspects)
    yield from _of_requirements(id_, before.requires, after.requires, renewal=False)
    yield from _of_requirements(id_, _renewing(before), _renewing(after), renewal=True)


def _aspects(old: Pathway, before: Milestone, new: Pathway, after: Milestone) -> Iterator[str]:
    """The keys of a milestone that differ; what opens it is asked of its pathway, as the default is the one above."""
    for name in ("title", "closes", "carry", "lasts"):
        if getattr(before, name) != getattr(after, name):
            yield name
    if old.closes_after(before) != new.closes_after(after):
        yield "after"
    if old.counts_from(before) != new.counts_from(after):
        yield "from"
    if _terms(before) != _terms(after):
        yield "renew"


def _terms(milestone: Milestone) -> tuple[object, ...] | None:
    return (milestone.renew.counts, milestone.renew.opens) if milestone.renew else None


def _renewing(milestone: Milestone) -> tuple[Requirement, ...]:
    return milestone.renew.requires if milestone.renew else ()


def _of_requirements(
    milestone: str, old: tuple[Requirement, ...], new: tuple[Requirement, ...], *, renewal: bool
) -> Iterator[RuleChange]:
    before, after = {each.id: each for each in old}, {each.id: each for each in new}
    for id_ in _both(old, new):
        was, is_ = before.get(id_), after.get(id_)
        if was == is_:
            continue
        kind = RuleChangeKind.CHANGED
        if was is None or is_ is None:
            kind = RuleChangeKind.DROPPED if is_ is None else RuleChangeKind.ADDED
        yield RuleChange(
            kind=kind,
            milestone=milestone,
            requirement=id_,
            renewal=renewal,
            before=was,
            after=is_,
            aspects=_differing(was, is_) if was and is_ else (),
        )


def _differing(was: Requirement, is_: Requirement) -> tuple[str, ...]:
    names = (each.name for each in fields(Requirement))
    return tuple(name for name in names if getattr(was, name) != getattr(is_, name))


def _of_judgements(before: Judgement, after: Judgement) -> Iterator[MilestoneChange]:
    for id_ in _both(before.milestones, after.milestones):
        was, is_ = before.milestone(id_), after.milestone(id_)
        yield MilestoneChange(
            id=id_,
            title=next(each.title for each in (is_, was) if each is not None),
            before=was,
            after=is_,
            requirements=(
                *_of_findings(
                    was.requirements if was else (), is_.requirements if is_ else (), renewal=False
                ),
                *_of_findings(was.renewal if was else (), is_.renewal if is_ else (), renewal=True),
            ),
        )


def _of_findings(
    old: tuple[Finding, ...], new: tuple[Finding, ...], *, renewal: bool
) -> Iterator[RequirementChange]:
    before, after = {each.id: each for each in old}, {each.id: each for each in new}
    for id_ in _both(old, new):
        was, is_ = before.get(id_), after.get(id_)
        if _stands(was) != _stands(is_):
            yield RequirementChange(id=id_, renewal=renewal, before=was, after=is_)


def _stands(finding: Finding | None) -> tuple[object, ...] | None:
    """In what two findings would differ to whoever reads them."""
    if finding is None:
        return None
    return (finding.status, finding.have, finding.need, finding.packing, finding.norm, finding.until)


def _both(
    old: Iterable[Requirement | Milestone | Finding | MilestoneFinding],
    new: Iterable[Requirement | Milestone | Finding | MilestoneFinding],
) -> tuple[str, ...]:
    """Every id of either, those of the new first."""
    return tuple(dict.fromkeys(each.id for each in (*new, *old)))
