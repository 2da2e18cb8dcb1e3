"""Without this file a sign-off could rest on what its signer never saw, or on less than the pathway asks for."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from elearn.domain.access import CONFIRMING
from elearn.domain.evidence import DecisionEvent, Evidence
from elearn.domain.findings import Finding, MilestoneFinding, Refusal
from elearn.domain.judging.bench import Bench
from elearn.domain.milestones import judge
from elearn.domain.pathways import AllOf, AnyOf, Closer, Milestone, Pathway, Requirement
from elearn.domain.people import Role
from elearn.domain.reasons import RefusalCode
from elearn.domain.signed_findings import DERIVED, Facts, facts, findings_of, is_withheld

NEEDS_NO_CORRECTION = frozenset({"brought", "consent", "consent_withdrawn"}) | DERIVED
"""What may change without touching what was signed: a film is erased, a cycle that was brought is mended.

What is derived is among them since a body kept long ago may hold it, or hold less of it than is derived today.
"""


NEEDED: Mapping[Closer, Collection[Role]] = {
    Closer.SUPERVISOR: CONFIRMING,
    Closer.ASSESSOR: (Role.ASSESSOR,),
    Closer.COORDINATOR: (Role.COORDINATOR,),
}
"""Of these roles whoever answers a request must have one, by the part in which she was asked."""


class Lapse(StrEnum):
    """Why a request was taken back that its learner did not take back: whom she asked may answer it no more."""

    ROLE = "lapsed-role"
    SUPERVISES = "lapsed-supervises"
    LEFT = "lapsed-left"


class ChangeKind(StrEnum):
    """What became different between a bundle that was seen and the one there is now."""

    CORRECTED = "corrected"
    COUNTS_NOW = "counts-now"
    COUNTS_NO_LONGER = "counts-no-longer"
    LEFT_OUT_NOW = "left-out-now"
    STANDS_OTHERWISE = "stands-otherwise"
    WORDS_OTHERWISE = "words-otherwise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference: in which requirement, if in one, and about which entry where it is about one.

    ``before`` is the version of the entry that a corrected one stands in the place of.
    """

    kind: ChangeKind
    requirement: str
    event: str | None = None
    before: str | None = None


def difference(seen: str, now: Mapping[str, Any], evidence: Evidence) -> tuple[Change, ...]:
    """What changed since a bundle was seen, requirement by requirement; nothing where its text cannot be read.

    The text comes back from a browser, so it may be anything at all; it is only ever compared.
    """
    try:
        return compared(json.loads(seen), now, evidence)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ()


def compared(old: Mapping[str, Any], new: Mapping[str, Any], evidence: Evidence) -> tuple[Change, ...]:
    """What differs between two bundles of one milestone: each correction, then requirement by requirement.

    The evidence tells which entries are versions of one; a correction is told once, however often it counts.
    """
    first = _firsts(evidence)
    before = {each.id: each for each in _every(findings_of(old))}
    after = [each for each in _every(findings_of(new)) if each.id in before]
    corrected_: dict[Change, None] = {}
    changes: list[Change] = []
    for each in after:
        for change in _changes(before[each.id], each, first):
            if change.kind is ChangeKind.CORRECTED:
                corrected_[change] = None
            else:
                changes.append(change)
    told = {change.event for change in changes}
    return (*corrected_, *changes, *_words(old, new, told, first))


def _firsts(evidence: Evidence) -> Callable[[str], str]:
    """The first version of an entry, by the id of any."""
    replaces = {each.id: each.replaces for each in evidence.events if each.replaces}

    def first(id_: str) -> str:
        while id_ in replaces:
            id_ = replaces[id_]
        return id_

    return first


def _words(
    old: Mapping[str, Any], new: Mapping[str, Any], told: Collection[str | None], first: Callable[[str], str]
) -> Iterator[Change]:
    """Whose reflection was written, shared or taken back between two bundles, unless the entry is told of already."""
    before = {first(id_): hash_ for id_, hash_ in old.get("reflections", {}).items()}
    after = {first(id_): (id_, hash_) for id_, hash_ in new.get("reflections", {}).items()}
    ids = {first(id_): id_ for id_ in (*old.get("reflections", {}), *new.get("reflections", {}))}
    for root, event in ids.items():
        if before.get(root) != after.get(root, ("", None))[1] and event not in told:
            yield Change(kind=ChangeKind.WORDS_OTHERWISE, requirement="", event=event)


def _changes(old: Finding, new: Finding, first: Callable[[str], str]) -> Iterator[Change]:
    counted = {first(event): event for event in old.events}
    counts = {first(event) for event in new.events}
    for event in new.events:
        was = counted.get(first(event))
        if was is None:
            yield Change(kind=ChangeKind.COUNTS_NOW, requirement=new.id, event=event)
        elif was != event:
            yield Change(kind=ChangeKind.CORRECTED, requirement="", event=event, before=was)
    for event in old.events:
        if first(event) not in counts:
            yield Change(kind=ChangeKind.COUNTS_NO_LONGER, requirement=new.id, event=event)
    known = {*counted, *counts, *(first(each.event) for each in old.not_counted)}
    for left in new.not_counted:
        if first(left.event) not in known:
            yield Change(kind=ChangeKind.LEFT_OUT_NOW, requirement=new.id, event=left.event)
    if counted.keys() == counts and old.status is not new.status:
        yield Change(kind=ChangeKind.STANDS_OTHERWISE, requirement=new.id)


def _every(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (deep for each in findings for deep in each.every)


def would_close(
    pathway: Pathway, evidence: Evidence, decision: DecisionEvent, at: date
) -> tuple[Refusal | None, tuple[Finding, ...]]:
    """Whether an agreeing decision would close its milestone: why its signer may not, and what would be missing.

    The meeting closes the window, so everything must have been there by its day; and the signer is judged by
    what is recorded today, as the finding will judge her for ever after. Where an earlier signature ran out and
    this one renews it, what was asked for stays as it was then.
    """
    signed = replace(evidence, events=(*evidence.events, decision))
    milestone = pathway.milestone(decision.milestone)
    if milestone is None:
        return Refusal(code=RefusalCode.NO_SUCH_MILESTONE, params=(("milestone", decision.milestone),)), ()
    bench = Bench(pathway, signed, at)
    refusal = bench.may_not_now(milestone, decision)
    first = bench.closing(milestone)
    if refusal is not None or (first is not None and first.event.id != decision.id):
        return refusal, ()
    found = judge(pathway, signed, at).milestone(decision.milestone)
    return None, found.missing if found else ()


def amended_since(evidence: Evidence, at: date) -> Evidence:
    """The evidence of a past day with what became of its decisions later: each amendment, as if signed on that day.

    What happened after the day stays out; but a decision that was amended since closes nothing that it closed.
    """
    signed = {each.id: each for each in evidence.events if isinstance(each, DecisionEvent)}

    def first(decision: DecisionEvent) -> DecisionEvent:
        return first(signed[decision.replaces]) if decision.replaces in signed else decision

    later = {id_ for id_, each in signed.items() if each.recorded > at >= first(each).recorded}
    return replace(
        evidence,
        events=tuple(
            replace(each, on=at, entered=at) if each.id in later else each for each in evidence.events
        ),
    )


def corrected(kept: Mapping[str, Any], evidence: Evidence) -> tuple[str, ...]:
    """The counted entries of what a decision keeps that were corrected or taken back since; their ids, in order.

    None of them where the body was withheld: what it rested on is gone.
    """
    if is_withheld(kept):
        return ()
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
