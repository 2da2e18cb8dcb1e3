"""Without this file there would be verbs but no modifiers: `min`, `norm`, `instead`, `waive` and trees of requirements.

Each modifier stands in one place and never asks which verb it stands beside.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from elearn.domain.evidence import AnyEvent, CheckEvent
from elearn.domain.findings import Finding, NotCounted
from elearn.domain.judging.objections import valid_until
from elearn.domain.judging.record import Record
from elearn.domain.judging.scope import Scope
from elearn.domain.judging.sieve import Sifted, sift
from elearn.domain.judging.tallies import Piece, Tally, by_day
from elearn.domain.judging.verbs import Way, ways
from elearn.domain.judging.waivers import waived
from elearn.domain.pathways import AllOf, AnyOf, Instead, Requirement, Tree
from elearn.domain.reasons import Move, Reason, Status

ScopeOf: TypeAlias = Callable[[Requirement], Scope]
"""Where a requirement looks: its own `from` may differ from that of the milestone."""

WITH = {
    Move.SUPERVISOR: Status.WITH_SUPERVISOR,
    Move.ASSESSOR: Status.WITH_ASSESSOR,
    Move.COORDINATOR: Status.WITH_COORDINATOR,
}
"""The status that says whose move it is."""

_SETTLED = frozenset({Reason.NOT_PASSED, Reason.CHANGED_SINCE, Reason.OUT_OF_DATE})
"""Reasons that nobody needs to read about once the requirement is met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What came of a verb: as things stand, and with what lapsed (which tells when it was first met)."""

    status: Status
    tally: Tally
    ever: Tally
    need: int
    until: date | None = None
    left: tuple[NotCounted, ...] = ()
    below: tuple[Finding, ...] = ()
    packing: str | None = None
    minutes: bool = False

    @property
    def share(self) -> float:
        """How near it is; 1 when met."""
        return min(1.0, self.tally.have / self.need) if self.need else 1.0


def find(requirement: Requirement, scope_of: ScopeOf, address: str) -> Finding:
    """How a requirement stands; `address` is its `milestone/requirement`, by which a waiver names it."""
    scope = scope_of(requirement)
    if isinstance(requirement.verb, AnyOf | AllOf):
        best = _of_tree(requirement, requirement.verb, scope_of, address)
    else:
        # max keeps the first of equals: with nothing done yet, the packing named first is the one shown
        each_way = [_by_way(requirement, way, scope) for way in ways(requirement.verb, scope.record)]
        best = max(each_way, key=lambda each: each.share)
    met = best.status is Status.MET
    finding = Finding(
        id=requirement.id,
        status=best.status,
        have=best.tally.have,
        need=best.need,
        minutes=best.minutes,
        since=_since(best, scope),
        until=best.until if met else None,
        packing=best.packing,
        norm=requirement.norm,
        counted=tuple(piece.label for piece in best.tally.pieces),
        events=tuple(dict.fromkeys(id_ for piece in best.tally.pieces for id_ in piece.events)),
        not_counted=best.left,
        below=best.below,
        note=requirement.note,
    )
    return finding if met else waived(finding, requirement.waive, scope.record, address)


def unopened(requirement: Requirement, record: Record) -> Finding:
    """A requirement of a milestone whose window has not opened: what it will ask for."""
    below: tuple[Finding, ...] = ()
    need, packing, minutes = requirement.need, None, False
    if isinstance(requirement.verb, AnyOf | AllOf):
        below = tuple(unopened(each, record) for each in requirement.verb.requirements)
        need = _tree_need(requirement, requirement.verb)
    else:
        first = ways(requirement.verb, record)[0]
        need, packing, minutes = first.need or need, first.packing, first.adds_minutes
    return Finding(
        id=requirement.id,
        status=Status.NOT_OPEN,
        have=0,
        need=need,
        minutes=minutes,
        packing=packing,
        norm=requirement.norm,
        below=below,
        note=requirement.note,
    )


def _by_way(requirement: Requirement, way: Way, scope: Scope) -> _Outcome:
    sifted = sift(requirement, way, scope)
    pieces, others = _stand_ins(requirement.instead, sifted, scope)

    def tally(more: Sequence[AnyEvent], hopeful: bool) -> Tally:
        counted = way.count(_in_order(sifted.counted, more), hopeful)
        return replace(counted, pieces=by_day((*counted.pieces, *pieces))) if pieces else counted

    now = tally((), False)
    ever = tally(sifted.lapsed, False) if sifted.lapsed else now
    need = _need(requirement, way, now)
    left = (*sifted.left, *now.left)
    status = Status.TO_DO
    if now.have >= need:
        status = Status.MET
    elif (hoped := tally(sifted.waiting, True)).have >= _need(requirement, way, hoped):
        status = next(WITH[each.move] for each in left if each.move in WITH)
    elif ever.have >= _need(requirement, way, ever):
        status = Status.DUE_AGAIN
    return _Outcome(
        status=status,
        tally=now,
        ever=ever,
        need=need,
        until=_until(sifted.counted, requirement, lambda entries: way.count(entries, False).have >= need),
        left=_worth_saying((*left, *others), now, met=status is Status.MET),
        packing=way.packing,
        minutes=way.adds_minutes,
    )


def _need(requirement: Requirement, way: Way, tally: Tally) -> int:
    """How many are asked for: the way's own number, else the larger of `min` and what the entries ask for.

    A norm without `min` asks for nothing.
    """
    if requirement.norm is not None and requirement.at_least is None:
        return 0
    return way.need if way.need is not None else max(requirement.need, tally.need)


def _stand_ins(
    instead: Instead | None, sifted: Sifted, scope: Scope
) -> tuple[tuple[Piece, ...], tuple[NotCounted, ...]]:
    """What stands in, worth as many as it stands for; and what does not, or came when no more could."""
    if instead is None:
        return (), ()
    way = ways(instead.verb, scope.record)[0]
    found = sift(Requirement(id="", verb=instead.verb), way, scope)
    taken = {each.id for each in sifted.counted}
    free = [each for each in found.counted if each.id not in taken]
    pieces = [
        Piece(day=each.placed, worth=instead.stands_for, label=each.id, events=(each.id,))
        for each in free[: instead.at_most]
    ]
    full = [
        NotCounted(event=each.id, reason=Reason.STAND_IN_FULL, params=(("at_most", instead.at_most),))
        for each in free[instead.at_most :]
    ]
    return tuple(pieces), (*found.left, *full)


def _of_tree(requirement: Requirement, verb: Tree, scope_of: ScopeOf, address: str) -> _Outcome:
    below = tuple(
        find(_inherited(requirement, each), scope_of, f"{address}/{each.id}") for each in verb.requirements
    )
    need = _tree_need(requirement, verb)
    opens = scope_of(requirement).window.opens or date.min
    worth = [
        (each.met, Piece(day=each.since or opens, worth=1, label=each.id, events=each.events))
        for each in below
        if each.met or each.since
    ]
    ends = sorted((each.until or date.max for each in below if each.met), reverse=True)
    until = ends[need - 1] if 0 < need <= len(ends) else date.max
    return _Outcome(
        status=_tree_status(below, need),
        tally=Tally(pieces=by_day([piece for met, piece in worth if met])),
        ever=Tally(pieces=by_day([piece for _, piece in worth])),
        need=need,
        until=until if until < date.max else None,
        below=below,
    )


def _tree_need(requirement: Requirement, verb: Tree) -> int:
    return len(verb.requirements) if isinstance(verb, AllOf) else requirement.need


def _tree_status(below: tuple[Finding, ...], need: int) -> Status:
    """Met, or whose move it is when enough of those below only wait for somebody, or are due again."""
    met = sum(each.met for each in below)
    waiting = [each.status for each in below if each.status in WITH.values()]
    lapsed = sum(each.status is Status.DUE_AGAIN for each in below)
    if met >= need:
        return Status.MET
    if met + len(waiting) >= need:
        return waiting[0]
    return Status.DUE_AGAIN if met + lapsed >= need else Status.TO_DO


def _inherited(above: Requirement, below: Requirement) -> Requirement:
    """A requirement with the modifiers of the tree it stands in, where it has none of its own."""
    return replace(
        below,
        where=(*above.where, *below.where),
        new=above.new or below.new,
        fresh=above.fresh or below.fresh,
        from_=below.from_ or above.from_,
        gap=below.gap or above.gap,
        lasts=below.lasts or above.lasts,
    )


def _since(best: _Outcome, scope: Scope) -> date | None:
    """The day on which it was first met; a requirement that asks for nothing was met when its window opened."""
    if best.need:
        return best.ever.reached(best.need)
    return scope.opens if scope.opens is not None and scope.opens < date.max else None


def _until(
    counted: tuple[AnyEvent, ...], requirement: Requirement, enough: Callable[[Sequence[AnyEvent]], bool]
) -> date | None:
    """The last day on which enough of what counted is still in date; None where that never ends."""
    if requirement.lasts is None and not any(isinstance(each, CheckEvent) for each in counted):
        return None
    ends = {each.id: valid_until(each, requirement.lasts) or date.max for each in counted}
    for last in sorted(set(ends.values()) - {date.max}):
        if not enough([each for each in counted if ends[each.id] > last]):
            return last
    return None


def _in_order(counted: Sequence[AnyEvent], more: Sequence[AnyEvent]) -> Sequence[AnyEvent]:
    return counted if not more else sorted((*counted, *more), key=lambda each: (each.placed, each.id))


def _worth_saying(left: tuple[NotCounted, ...], tally: Tally, *, met: bool) -> tuple[NotCounted, ...]:
    """What did not count, without what changes nothing: a client counts once, and only the last try is named."""
    labels = {piece.label for piece in tally.pieces}
    last_try = [each for each in left if each.reason is Reason.NOT_PASSED][-1:]
    said: dict[object, NotCounted] = {}
    for each in left:
        name = dict(each.params).get("label")
        if (met and each.reason in _SETTLED) or name in labels:
            continue
        if each.reason is Reason.NOT_PASSED and each not in last_try:
            continue
        said.setdefault((each.reason, name or each.event), each)
    return tuple(said.values())
