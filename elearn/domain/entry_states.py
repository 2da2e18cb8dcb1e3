"""Without this file the logbook would list entries and not say of each whether it counts, waits, or why it does not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from elearn.domain.entry_rights import SEEN_KINDS
from elearn.domain.findings import Finding, Judgement, NotCounted
from elearn.domain.logbook import Entry, EntryKind


class State(StrEnum):
    """How an entry stands, the first that applies."""

    WITHDRAWN = "withdrawn"
    NOT_RECOGNISED = "not-recognised"
    WAITING = "waiting"
    STRANDED = "stranded"
    UNSEEN = "unseen"
    UNFINISHED = "unfinished"
    COUNTS = "counts"
    LEFT = "left"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """How one entry stands; ``left`` says why it does not count where a rule said so."""

    state: State
    left: NotCounted | None = None


def states(entries: Iterable[Entry], judgements: Iterable[Judgement]) -> Mapping[str, Stands]:
    """How each of these current entries stands, by its id; it counts if it counts anywhere."""
    judged = tuple(judgements)
    findings = [each for judgement in judged for each in _findings(judgement)]
    counted = {id_ for each in findings for id_ in each.events}
    counted |= {each.closing for one in judged for each in one.milestones if each.closing}
    left: dict[str, NotCounted] = {}
    for each in findings:
        for one in each.not_counted:
            left.setdefault(one.event, one)
    return {entry.id: _stands(entry, counted, left.get(entry.id)) for entry in entries}


def _stands(entry: Entry, counted: set[str], left: NotCounted | None) -> Stands:
    state = _settled(entry)
    if state is not None:
        return Stands(state=state)
    if entry.id in counted:
        return Stands(state=State.COUNTS)
    return Stands(state=State.LEFT, left=left) if left else Stands(state=State.KEPT)


def _settled(entry: Entry) -> State | None:
    """A state that needs no rule of a pathway."""
    if entry.withdrawn:
        return State.WITHDRAWN
    if entry.disowned:
        return State.NOT_RECOGNISED
    if entry.kind is EntryKind.SUPERVISION and not entry.confirmed:
        return State.STRANDED if entry.named_left else State.WAITING
    if entry.kind in SEEN_KINDS and not entry.confirmed:
        return State.UNSEEN
    return State.UNFINISHED if entry.kind is EntryKind.CYCLE and not entry.reviewed else None


def _findings(judgement: Judgement) -> Iterator[Finding]:
    for milestone in judgement.milestones:
        for requirement in (*milestone.requirements, *milestone.renewal):
            yield from requirement.every
