"""Without this a ladder that differs from another in one line would have to be written out whole."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from elearn.domain.pathways import Milestone, Pathway, Requirement


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneChange:
    """What an extending pathway says of one milestone: its own keys, requirements, and what it drops."""

    id: str
    given: Mapping[str, Any]
    requires: tuple[Requirement, ...] = ()
    dropped: frozenset[str] = frozenset()
    drop: bool = False


def extend(base: Pathway, given: Mapping[str, Any], changes: tuple[MilestoneChange, ...]) -> Pathway:
    """A pathway that says what is different: keys given replace the base's own, a requirement replaces whole."""
    changed = {each.id: each for each in changes}
    kept = [_changed(each, changed.get(each.id)) for each in base.milestones]
    known = {each.id for each in base.milestones}
    new = [
        Milestone(id=each.id, **{**each.given, "requires": each.requires})
        for each in changes
        if each.id not in known and not each.drop
    ]
    return replace(base, **given, milestones=tuple([each for each in kept if each is not None] + new))


def _changed(milestone: Milestone, change: MilestoneChange | None) -> Milestone | None:
    if change is None:
        return milestone
    if change.drop:
        return None
    own = {each.id: each for each in change.requires}
    requires = [own.pop(each.id, each) for each in milestone.requires if each.id not in change.dropped]
    return replace(milestone, **{**change.given, "requires": (*requires, *own.values())})
