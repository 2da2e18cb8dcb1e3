"""Without these shapes a judgement would be a yes or a no, and nobody could see what counted and what is missing."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from elearn.domain.pathways import Apart, Closer
from elearn.domain.reasons import Move, Reason, RefusalCode, Status

Param: TypeAlias = str | int | date | bool | tuple[str, ...]
Params: TypeAlias = tuple[tuple[str, Param], ...]
"""Parameters of a sentence: pairs rather than a mapping, so that findings stay frozen and can be compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCounted:
    """An entry that does not count here: why, and whose move it is (`person` where one is named)."""

    event: str
    reason: Reason
    move: Move = Move.NOBODY
    person: str | None = None
    params: Params = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived:
    """Who set a requirement aside for this learner, when and why."""

    by: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How one requirement stands.

    ``counted`` names what counted as it is shown (entries, or clients and the like); ``events`` are the entries
    behind it, in order of their days. ``have`` and ``need`` are minutes where the verb adds minutes up. ``since``
    is the day on which it was first met, also when it has lapsed since.
    """

    id: str
    status: Status
    have: int
    need: int
    minutes: bool = False
    since: date | None = None
    until: date | None = None
    packing: str | None = None
    norm: int | None = None
    counted: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()
    waived: Waived | None = None
    below: "tuple[Finding, ...]" = ()
    note: str = ""

    @property
    def met(self) -> bool:
        """Met or waived."""
        return self.status is Status.MET

    @property
    def every(self) -> "tuple[Finding, ...]":
        """This one and all below it."""
        return (self, *(deeper for each in self.below for deeper in each.every))

    @property
    def missing(self) -> int:
        """How many more are needed."""
        return max(0, self.need - self.have)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days whose entries a milestone takes, both ends included; None is without end."""

    opens: date | None
    closes: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An open request: which, of whom, and since when it is whose move.

    The move is that person's, unless she ``asks_back``: then it is the learner's until she has answered.
    """

    request: str
    person: str
    since: date
    asks_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneFinding:
    """How one milestone stands.

    ``window`` is None while it is not open. ``after`` are the milestones still missing before it opens or may be
    closed. ``may_ask`` says that a sign-off may be asked for now. ``returned`` is the day of a last "not yet"
    that has not been followed by a new request. ``closing`` is the decision or prior entry that closed it, by
    ``signed_by``. ``until`` is the last day in date, ``due`` the same moved by
    leave; ``renewal`` are the findings of a renewal that is open.
    """

    id: str
    title: str
    status: Status
    move: Move = Move.NOBODY
    person: str | None = None
    since: date | None = None
    window: Window | None = None
    after: tuple[str, ...] = ()
    requirements: tuple[Finding, ...] = ()
    closes: Closer | None = None
    may_ask: bool = False
    waiting: Waiting | None = None
    returned: date | None = None
    signed_by: str | None = None
    closing: str | None = None
    prior: bool = False
    until: date | None = None
    due: date | None = None
    renewal: tuple[Finding, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()

    @property
    def met(self) -> bool:
        """Met and in date."""
        return self.status is Status.MET

    @property
    def missing(self) -> tuple[Finding, ...]:
        """The requirements that are neither met nor waived, in order."""
        return tuple(each for each in self.requirements if not each.met)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How a learner stands on a pathway on one day."""

    pathway: str
    learner: str
    at: date
    milestones: tuple[MilestoneFinding, ...]
    apart: Apart = Apart.MILESTONE

    def milestone(self, id_: str) -> MilestoneFinding | None:
        """The finding of one milestone, if the pathway has it."""
        return next((each for each in self.milestones if each.id == id_), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why not: a code and the parameters of its sentence."""

    code: RefusalCode
    params: Params = ()
