"""Without this file a desk would nag: the same group session three times, or a day of leave counted as waiting."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from elearn.domain.evidence import LeaveEvent
from elearn.domain.findings import MilestoneFinding
from elearn.domain.leave import days_away
from elearn.domain.pathways import Milestone, Supervise

SOON = timedelta(days=14)
"""So far ahead a desk looks for what falls due."""


class Matter(StrEnum):
    """What somebody is asked to do, one verb each."""

    SESSION = "session"
    NOT_KNOWN = "not-known"
    PAPER = "paper"
    SIGN_OFF = "sign-off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One thing that waits for somebody: about which learner, since when; `on` is the day it happened.

    `kind` is that of the entry, or the milestone that a sign-off is asked for; `edition` is then its pathway's.
    `session` joins the entries of one group session. `asks_back` says that she who was asked for a sign-off has a
    question first: the move is then the learner's.
    """

    id: str
    matter: Matter
    kind: str
    learner: str
    name: str
    of: str
    of_name: str
    since: date
    on: date
    session: str | None = None
    edition: str = ""
    asks_back: bool = False


class Falls(StrEnum):
    """What falls due on a day that somebody has named; nothing else has a day here."""

    TALK = "talk"
    RENEWAL = "renewal"
    BACK = "back"
    SESSION = "session"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How far a milestone has come, at a glance: supervisions where it asks for them, else requirements met."""

    have: int
    need: int
    supervisions: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of "needs you now": one thing to do, about one learner or a group that met; `more` wait besides."""

    first: Wait
    names: tuple[str, ...]
    learners: tuple[str, ...]
    more: int = 0

    @property
    def since(self) -> date:
        """The day from which it waits."""
        return self.first.since


def waits_for(person: str, waits: Iterable[Wait]) -> Iterator[Wait]:
    """What is this person's to do: not a sign-off asked of another, nor one on which she has asked back."""
    for each in waits:
        if each.matter is not Matter.SIGN_OFF or (each.of == person and not each.asks_back):
            yield each


def queue(waits: Iterable[Wait]) -> tuple[Item, ...]:
    """What waits, the longest wait first: a group session is one line, and so is each other learner."""
    groups: dict[str, list[Wait]] = {}
    ordered = sorted(waits, key=lambda each: (each.since, each.name, each.id))
    shared = _group_sessions(ordered)
    for each in ordered:
        key = each.session if each.session in shared else each.learner
        groups.setdefault(key or each.learner, []).append(each)
    return tuple(_item(key in shared, group) for key, group in groups.items())


def longest_first(
    items: Iterable[Item], leaves: Mapping[str, Iterable[LeaveEvent]], today: date
) -> tuple[Item, ...]:
    """Lines in the order of the days they have waited, no day of leave counted; of two alike the older one first."""

    def rank(item: Item) -> tuple[int, date]:
        return -days_waited(item.since, today, leaves.get(item.first.learner, ())), item.since

    return tuple(sorted(items, key=rank))


def falls_soon(day: date | None, today: date) -> bool:
    """Whether a day lies in the two weeks from today on."""
    return day is not None and today <= day <= today + SOON


def measure(milestone: Milestone, finding: MilestoneFinding) -> Measure:
    """How far a milestone has come."""
    sessions = {each.id for each in milestone.requires if isinstance(each.verb, Supervise)}
    for each in finding.requirements:
        if each.id in sessions:
            return Measure(have=each.have, need=each.need, supervisions=True)
    met = sum(each.met for each in finding.requirements)
    return Measure(have=met, need=len(finding.requirements))


def days_waited(since: date, today: date, leaves: Iterable[LeaveEvent]) -> int:
    """How many days something has waited, without those on which the learner was away."""
    away = days_away(leaves, since + timedelta(days=1), today)
    return max(0, (today - since).days - away)


def _group_sessions(waits: list[Wait]) -> frozenset[str]:
    learners: dict[str, set[str]] = {}
    for each in waits:
        if each.session:
            learners.setdefault(each.session, set()).add(each.learner)
    return frozenset(session for session, met in learners.items() if len(met) > 1)


def _item(shared: bool, group: list[Wait]) -> Item:
    people = {each.learner: each.name for each in group}
    more = 0 if shared else len(group) - 1
    return Item(first=group[0], learners=tuple(people), names=tuple(people.values()), more=more)
