"""Without this there would be no roles, and nobody would know what a passphrase or an address may be."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

NAME_MAX = 100
EMAIL_MAX = 254
PASSPHRASE_MIN = 15
PASSPHRASE_MAX = 200


class Role(StrEnum):
    """What a person may be here; one person may be several."""

    TRAINEE = "trainee"
    PARAPROFESSIONAL = "paraprofessional"
    SUPERVISOR = "supervisor"
    ASSESSOR = "assessor"
    COORDINATOR = "coordinator"


LEARNERS = frozenset({Role.TRAINEE, Role.PARAPROFESSIONAL})
"""The roles that study; several roles a person, so a supervisor may be a learner too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person at the door, as the rules need to know her."""

    id: str
    name: str
    roles: frozenset[Role] = field(default_factory=frozenset)

    @property
    def learns(self) -> bool:
        """Whether this person studies here in any role."""
        return bool(self.roles & LEARNERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """When another last day was set for a relation, and which was set until then (None: none)."""

    entered: datetime
    was: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One supervises the other from a day to a day (both inclusive); open while ``until`` is None.

    ``recorded_at`` is when the record came to know of it, ``endings`` tells the same of its last day: what was signed
    before is not undone by either.
    """

    id: str
    learner: str
    supervisor: str
    covering: bool
    since: date
    until: date | None
    recorded_at: datetime | None = None
    endings: tuple[Ending, ...] = ()

    def holds(self, day: date) -> bool:
        """Whether the relation was in force on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


def fold_email(address: str) -> str:
    """An address as it is compared: trimmed and casefolded. It is never a key (it may return to another)."""
    return address.strip().casefold()


def supervises_in_circle(
    relations: tuple[Relation, ...], supervisor: str, learner: str, first: date, last: date | None = None
) -> bool:
    """Whether one supervising the other from a day to a day (on the first alone: None) would close a circle.

    Relations only begin to close one on a day on which one of them begins.
    """
    begun = {each.since for each in relations if last is not None and first < each.since <= last}
    return any(_is_above(relations, learner, supervisor, day) for day in (first, *sorted(begun)))


def _is_above(relations: tuple[Relation, ...], person: str, other: str, day: date) -> bool:
    """Whether a person supervises another on a day, directly or through others, or is that other."""
    above: dict[str, set[str]] = {}
    for each in relations:
        if each.holds(day):
            above.setdefault(each.learner, set()).add(each.supervisor)
    seen: set[str] = set()
    waiting = [other]
    while waiting:
        found = waiting.pop()
        if found == person:
            return True
        if found not in seen:
            seen.add(found)
            waiting.extend(above.get(found, ()))
    return False
