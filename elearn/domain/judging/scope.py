"""Without this file a requirement would not know where to look: its window, and what others have had before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from elearn.domain.findings import Params, Window
from elearn.domain.judging.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownClient:
    """The first counted work with a client in an earlier milestone, and whether it was entered late."""

    event: str
    milestone: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where a requirement looks.

    ``opens`` is the day from which entries count (None: from ever; ``date.max``: not yet), and ``because`` names
    what must be met for it. ``decided`` is the day on which the decision that closed the milestone was recorded.
    ``elsewhere`` are entries that an earlier milestone has spoken of, ``carried`` those it handed on, ``taken``
    those it counted on the very day on which this window opens. ``at`` is the day to be in date on.
    """

    record: Record
    window: Window
    at: date
    opens: date | None
    because: Params = ()
    decided: date | None = None
    elsewhere: frozenset[str] = frozenset()
    carried: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    clients: Mapping[str, KnownClient]
