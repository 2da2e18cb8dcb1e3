"""Without this file a sign-off could rest on what its signer never saw, or on less than the pathway asks for."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from elearn.domain.evidence import DecisionEvent, Evidence
from elearn.domain.findings import Finding, MilestoneFinding, Refusal
from elearn.domain.judging.bench import Bench
from elearn.domain.milestones import judge
from elearn.domain.pathways import AllOf, AnyOf, Milestone, Pathway, Requirement
from elearn.domain.reasons import RefusalCode
from elearn.domain.signed_findings import Facts, facts, findings_of

NEEDS_NO_CORRECTION = frozenset({"brought", "consent", "consent_withdrawn"})
"""Facts that may change without touching what was signed: a film is erased, a cycle that was brought is mended."""


class ChangeKind(StrEnum):
    """What became different between a bundle that was seen and the one there is now."""

    COUNTS_NOW = "counts-now"
    COUNTS_NO_LONGER = "counts-no-longer"
    LEFT_OUT_NOW = "left-out-now"
    STANDS_OTHERWISE = "stands-otherwise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference: in which requirement, about which entry where it is about one."""

    kind: ChangeKind
    requirement: str
    event: str | None = None


def difference(seen: str, now: Mapping[str, Any]) -> tuple[Change, ...]:
    """What changed since a bundle was seen, requirement by requirement; nothing where its text cannot be read.

    The text comes back from a browser, so it may be anything at all; it is only ever compared.
    """
    try:
        before = {each.id: each for each in _every(findings_of(json.loads(seen)))}
        after = [each for each in _every(findings_of(now)) if each.id in before]
        return tuple(change for each in after for change in _changes(before[each.id], each))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ()


def _changes(old: Finding, new: Finding) -> Iterator[Change]:
    for event in new.events:
        if event not in old.events:
            yield Change(kind=ChangeKind.COUNTS_NOW, requirement=new.id, event=event)
    for event in old.events:
        if event not in new.events:
            yield Change(kind=ChangeKind.COUNTS_NO_LONGER, requirement=new.id, event=event)
    known = {*old.events, *new.events, *(each.event for each in old.not_counted)}
    for left in new.not_counted:
        if left.event not in known:
            yield Change(kind=ChangeKind.LEFT_OUT_NOW, requirement=new.id, event=left.event)
    if old.events == new.events and old.status is not new.status:
        yield Change(kind=ChangeKind.STANDS_OTHERWISE, requirement=new.id)


def _every(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (deep for each in findings for deep in each.every)


def would_close(
    pathway: Pathway, evidence: Evidence, decision: DecisionEvent, at: date
) -> tuple[Refusal | None, tuple[Finding, ...]]:
    """Whether an agreeing decision would close its milestone: why its signer may not, and what would be missing.

    The meeting closes the window, so everything must have been there by its day; and the signer is judged by
    what is recorded today, as the finding will judge her for ever after.
    """
    signed = replace(evidence, events=(*evidence.events, decision))
    milestone = pathway.milestone(decision.milestone)
    if milestone is None:
        return Refusal(code=RefusalCode.NO_SUCH_MILESTONE, params=(("milestone", decision.milestone),)), ()
    refusal = Bench(pathway, signed, at).may_not(milestone, decision)
    if refusal is not None:
        return refusal, ()
    found = judge(pathway, signed, at).milestone(decision.milestone)
    return None, found.missing if found else ()


def corrected(kept: Mapping[str, Any], evidence: Evidence) -> tuple[str, ...]:
    """The counted entries of what a decision keeps that were corrected or taken back since; their ids, in order."""
    present = {each.id: facts(each) for each in evidence.events}
    replaced = {each.replaces for each in evidence.events}
    counted = dict.fromkeys(id_ for each in _every(findings_of(kept["bundle"])) for id_ in each.events)
    return tuple(
        id_
        for id_ in counted
        if id_ in replaced or _needed(kept["entries"].get(id_, {})) != _needed(present.get(id_, {}))
    )


def _needed(kept: Facts) -> dict[str, Any]:
    return {name: value for name, value in kept.items() if name not in NEEDS_NO_CORRECTION}


def requirement_at(pathway: Pathway, address: str) -> tuple[Milestone, Requirement] | None:
    """The requirement at `milestone/requirement` (deeper where it lies in a tree); a gate is none and has none."""
    first, *path = address.split("/")
    milestone = pathway.milestone(first)
    if milestone is None or not path:
        return None
    found: Requirement | None = None
    among = milestone.requires
    for name in path:
        found = next((each for each in among if each.id == name), None)
        if found is None:
            return None
        among = found.verb.requirements if isinstance(found.verb, AnyOf | AllOf) else ()
    return (milestone, found) if found else None


def finding_at(finding: MilestoneFinding, address: str) -> Finding | None:
    """The finding of a requirement, by the same address."""
    _milestone, *path = address.split("/")
    found: Finding | None = None
    among = finding.requirements
    for name in path:
        found = next((each for each in among if each.id == name), None)
        among = found.below if found else ()
    return found
