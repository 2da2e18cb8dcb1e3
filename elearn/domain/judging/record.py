"""Without this file a judgement of a past day would use what was only entered, corrected or confirmed later."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar, cast

from elearn.domain.evidence import (
    Agreed,
    AnyEvent,
    CheckEvent,
    CourseEvent,
    CycleEvent,
    DocumentEvent,
    Evidence,
    LeaveEvent,
    PriorEvent,
    SupervisionEvent,
    Supervisor,
)
from elearn.domain.pathways import Pathway

Kind = TypeVar("Kind", bound=AnyEvent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What had happened and was recorded by the end of one day, for one pathway.

    ``first`` leads from an entry to the first of its chain of corrections, ``standing`` from that first one to
    the entry that stands today: a session that brought an entry still brought it after it was corrected.
    """

    at: date
    evidence: Evidence
    supervisors: tuple[Supervisor, ...]
    kinds: Mapping[type, tuple[AnyEvent, ...]]
    first: Mapping[str, AnyEvent]
    standing: Mapping[str, AnyEvent]

    def of(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """The entries of a kind, by the day they count on and then id."""
        return cast(tuple[Kind, ...], self.kinds.get(kind, ()))

    def latest(self, id_: str) -> AnyEvent | None:
        """The entry that stands today under this id or under what corrected it."""
        return self.standing.get(self.first[id_].id) if id_ in self.first else None

    def known_since(self, event: AnyEvent) -> date:
        """The day from which the record knew of an entry, in whatever wording."""
        return self.first[event.id].recorded

    def changed_on(self, content: str, kind: str) -> date | None:
        """The last day on which a module or quiz changed in meaning for entries of that kind."""
        changes = [each for each in self.evidence.changed if each.content == content and each.on <= self.at]
        return max((each.on for each in changes if each.kind in ("", kind)), default=None)

    def supervisor(self) -> str | None:
        """Who supervises now: the latest of the relations in force."""
        now = [each for each in self.supervisors if each.holds_within(self.at, self.at)]
        return max(now, key=lambda each: (each.since, each.person)).person if now else None

    def leaves(self) -> tuple[LeaveEvent, ...]:
        """Times away."""
        return self.of(LeaveEvent)


def known(evidence: Evidence, pathway: Pathway, at: date) -> Record:
    """The record as it stood at the end of a day."""
    recorded = {each.id: each for each in evidence.events if each.recorded <= at}
    chains = {id_: _chain(each, recorded) for id_, each in recorded.items() if each.replaces is not None}
    alive = [each for each in recorded.values() if not _by(each.withdrawn, at)]
    superseded = {old for each in alive if each.id in chains for old in chains[each.id][1:]}
    first = recorded | {id_: recorded[chain[-1]] for id_, chain in chains.items()}
    kinds: dict[type, list[AnyEvent]] = defaultdict(list)
    standing: dict[str, AnyEvent] = {}
    for each in alive:
        if each.id not in superseded and each.on <= at and _concerns(pathway, each):
            event = _as_known(each, at, evidence.learner)
            kinds[type(each)].append(event)
            standing[first[each.id].id] = event
    return Record(
        at=at,
        evidence=evidence,
        supervisors=tuple(
            each.as_known(at) for each in evidence.supervisors if each.entered is None or each.entered <= at
        ),
        kinds={kind: _in_order(events) for kind, events in kinds.items()},
        first=first,
        standing=standing,
    )


def _in_order(events: list[AnyEvent]) -> tuple[AnyEvent, ...]:
    return tuple(sorted(events, key=lambda each: (each.placed, each.id)))


def _chain(event: AnyEvent, recorded: Mapping[str, AnyEvent]) -> list[str]:
    """An entry and all it supersedes, newest first."""
    ids = [event.id]
    older = recorded.get(event.replaces or "")
    while older is not None and older.id not in ids:
        ids.append(older.id)
        older = recorded.get(older.replaces or "")
    return ids


def _concerns(pathway: Pathway, event: AnyEvent) -> bool:
    if event.pathway is not None and event.pathway != pathway.id:
        return False
    return event.approach is None or pathway.approach is None or event.approach == pathway.approach


def _as_known(event: AnyEvent, at: date, learner: str) -> AnyEvent:
    """An entry without what happened to it, or was said of it, only later."""
    if isinstance(event, SupervisionEvent) and _later(event.left, at):
        event = replace(event, left=None)
    if event.agreed and event.agreed[-1].on > at:
        said = next((each for each in reversed(event.agreed) if each.on <= at), Agreed(on=at))
        match event:
            case SupervisionEvent():
                return replace(event, confirmed=said.confirmed, confirmed_by=said.by, disowned=said.disowned)
            case CourseEvent() | DocumentEvent():
                return replace(event, by=said.by)
            case CheckEvent() | PriorEvent():
                return replace(event, by=said.by or learner)
    if isinstance(event, CycleEvent) and _later(event.withdrawal_known, at):
        event = replace(event, consent_withdrawn=None)
    match event:
        case CycleEvent(reviewed=day) if day is not None and day > at:
            return replace(event, reviewed=None)
        case SupervisionEvent() if _later(event.confirmed, at) or _later(event.disowned, at):
            return replace(event, confirmed=_until(event.confirmed, at), disowned=_until(event.disowned, at))
        case _:
            return event


def _by(day: date | None, at: date) -> bool:
    return day is not None and day <= at


def _later(day: date | None, at: date) -> bool:
    return day is not None and day > at


def _until(day: date | None, at: date) -> date | None:
    return day if _by(day, at) else None
