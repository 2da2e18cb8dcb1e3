"""Without this file a desk would nag: the same group session three times, or a day of leave counted as waiting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from elearn.domain.days import overlap
from elearn.domain.evidence import LeaveEvent


class Matter(StrEnum):
    """What somebody is asked to do, one verb each."""

    SESSION = "session"
    PAPER = "paper"
    SIGN_OFF = "sign-off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One thing that waits for somebody: about which learner, since when; `on` is the day it happened.

    `kind` is that of the entry, or the milestone that a sign-off is asked for; `edition` is then its pathway's.
    `session` joins the entries of one group session.
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


def queue(waits: Iterable[Wait]) -> tuple[Item, ...]:
    """What waits, the longest wait first: a group session is one line, and so is each other learner."""
    groups: dict[str, list[Wait]] = {}
    ordered = sorted(waits, key=lambda each: (each.since, each.name, each.id))
    shared = _group_sessions(ordered)
    for each in ordered:
        key = each.session if each.session in shared else each.learner
        groups.setdefault(key or each.learner, []).append(each)
    return tuple(_item(key in shared, group) for key, group in groups.items())


def days_waited(since: date, today: date, leaves: Iterable[LeaveEvent]) -> int:
    """How many days something has waited, without those on which the learner was away."""
    first = since + timedelta(days=1)
    away = sum(overlap(first, today, each.on, each.to) for each in leaves) if first <= today else 0
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
