"""Without these what was agreed in a session would be forgotten by the next one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from elearn.domain.errors import Refused

MOST = 3
"""So many things are agreed in one session; more would not be done."""


class Side(StrEnum):
    """Whose it is to do what was agreed."""

    LEARNER = "learner"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """Something that was agreed: what, who does it; in a group for ``only`` one of its learners, else for each."""

    what: str
    side: Side
    only: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Something agreed with a learner as it stands: whose it is, since when, and the day it was ticked, if it was."""

    id: str
    learner: str
    whose: str
    what: str
    since: date
    done: date | None = None


def agreed(number: int, whose: str, what: str) -> Agreed | None:
    """One row of a form, None where it was left empty; raises ``Refused`` where it says who and not what."""
    if not what:
        if whose not in ("", *Side):
            raise Refused("follow-up-says-nothing", field=f"what_{number}")
        return None
    if not whose:
        raise Refused("follow-up-whose", field=f"whose_{number}")
    if whose in tuple(Side):
        return Agreed(what=what, side=Side(whose))
    return Agreed(what=what, side=Side.LEARNER, only=whose)


def for_learner(wanted: Iterable[Agreed], learner: str) -> tuple[Agreed, ...]:
    """What of it is agreed with this learner."""
    return tuple(each for each in wanted if each.only in ("", learner))
