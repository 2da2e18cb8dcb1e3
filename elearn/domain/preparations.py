"""Without these rules nobody could prepare a session: what she brings, what she asks, moments of a film kept away."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from elearn.domain.access import Standing
from elearn.domain.clips import Kind
from elearn.domain.errors import Refused
from elearn.domain.logbook import kept_day

MOMENTS = 3
"""So many moments may be noted: a session has room for no more."""
FARTHEST = timedelta(days=366)
"""So far ahead a session is prepared at most: a slip in the year would never be taken up by any session."""
_CODE = re.compile(r"(?:(?P<hours>\d):)?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d(?:[.,]\d)?)")


class State(StrEnum):
    """How a preparation stands: her own, shown to whoever supervises her, or thrown away."""

    OWN = "own"
    SHARED = "shared"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment of a film that stays where it is: when, what was seen, and of which kind if she says so."""

    at: Decimal
    note: str = ""
    kind: Kind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """A session as its learner prepares it: the entries she brings, her question, and up to three moments.

    ``day`` is that of the session, where she names one.
    """

    brought: tuple[str, ...] = ()
    question: str = ""
    moments: tuple[Moment, ...] = ()
    share: bool = False
    day: date | None = None

    @property
    def state(self) -> State:
        """How it stands once it is kept."""
        return State.SHARED if self.share else State.OWN

    def check(self, today: date, kept: date | None = None) -> None:
        """There is something in it, and its day is not over, nor more than a year ahead; raises ``Refused`` else.

        The day that was ``kept`` before may be over: she may still change her words, or show them no longer.
        """
        if not (self.brought or self.question or self.moments):
            raise Refused("preparation-empty", field="question")
        if self.day is not None and self.day < today and self.day != kept:
            raise Refused("session-day-over", field="day")
        if self.day is not None and self.day - today > FARTHEST and self.day != kept:
            raise Refused("session-day-far", field="day")

    def words(self) -> Mapping[str, Any]:
        """What was written, as it is kept."""
        kept = [
            {"at": time_code(each.at), "note": each.note, **({"kind": each.kind.value} if each.kind else {})}
            for each in self.moments
        ]
        said = {"question": self.question, "moments": kept, "day": self.day.isoformat() if self.day else ""}
        return {key: value for key, value in said.items() if value}

    def texts(self) -> Mapping[str, str]:
        """Every free text in it by the name of its field, for the guard."""
        notes = {f"note_{number}": each.note for number, each in enumerate(self.moments, 1)}
        return {"question": self.question, **notes}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """One version of a preparation as it was kept; ``replaces`` is the version before it."""

    id: str
    learner: str
    state: State
    on: date
    preparation: Preparation
    replaces: str | None = None

    @property
    def shared(self) -> bool:
        """Whether whoever supervises her may read it."""
        return self.state is State.SHARED


def moment(number: int, time: str, kind: str, note: str) -> Moment | None:
    """One row of a form as a moment, None where it was left empty; raises ``Refused`` at the field to mend."""
    if not (time or kind or note):
        return None
    at = seconds(time)
    if at is None:
        raise Refused("time-unread", field=f"time_{number}")
    if not (kind or note):
        raise Refused("moment-says-nothing", field=f"note_{number}")
    return Moment(at=at, note=note, kind=Kind(kind) if kind else None)


def seconds(code: str) -> Decimal | None:
    """A time code (``0:42``, ``12:03.5``, ``1:02:03``) in seconds, to a tenth; None for anything else."""
    found = _CODE.fullmatch(code.strip())
    if found is None:
        return None
    whole = 3600 * int(found["hours"] or 0) + 60 * int(found["minutes"])
    return whole + Decimal(found["seconds"].replace(",", "."))


def time_code(at: Decimal) -> str:
    """Seconds as a time code."""
    minutes, left = divmod(at, 60)
    tenth = f"{left:04.1f}" if left % 1 else f"{int(left):02}"
    return f"{int(minutes)}:{tenth}"


def preparation(brought: Iterable[str], words: Mapping[str, Any], *, share: bool) -> Preparation:
    """What was kept, as it was prepared."""
    return Preparation(
        brought=tuple(brought),
        question=words.get("question", ""),
        moments=tuple(
            Moment(
                at=seconds(each["at"]) or Decimal(0),
                note=each["note"],
                kind=Kind(each["kind"]) if "kind" in each else None,
            )
            for each in words.get("moments", ())
        ),
        share=share,
        day=kept_day(words.get("day")),
    )


def open_one(kept: Iterable[Prepared], held: Collection[str]) -> Prepared | None:
    """The preparation of the session to come: the last one kept, unless it was thrown away or its session was held.

    ``held`` are the ids of preparations that sessions name.
    """
    last = next(reversed(tuple(kept)), None)
    return None if last is None or last.state is State.WITHDRAWN or last.id in held else last


def first_version(kept: Iterable[Prepared], last: Prepared) -> Prepared:
    """The first version of a preparation, by which it is the same one however often it was changed."""
    known = {each.id: each for each in kept}
    while last.replaces in known:
        last = known[last.replaces]
    return last


def may_read(found: Prepared, person: str, standings: frozenset[Standing], named: str | None = None) -> bool:
    """Whether she may read a preparation: its learner, and once shared the own supervisor and who held the session."""
    if person == found.learner:
        return True
    return found.shared and (Standing.SUPERVISOR in standings or person == named)
