"""Without this file nobody could say how well something is still remembered, nor when to ask for it again.

The arithmetic is that of FSRS-6 as its own library does it. It may stand among the rules, since it is arithmetic and
nothing else once chance is off (no fuzz) and it is told every moment: a bare ``Card()``, or a review without its
moment, would read the clock. No other file of the rules touches the library.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from fsrs import Card, Rating, Scheduler, State

_SCHEDULER = Scheduler(enable_fuzzing=False)
_ONE = 1
"""The library wants a number for each card; here a memory is told apart by what it is of."""


class Recall(StrEnum):
    """How something came back."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"


_RATING = {Recall.AGAIN: Rating.Again, Recall.HARD: Rating.Hard, Recall.GOOD: Rating.Good}


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """How well something was remembered at ``last``: stability in days, difficulty from 1 to 10, and when to ask again.

    ``state`` and ``step`` are the library's own: learning (1), review (2) or relearning (3), and how far in the first
    and the last of these.
    """

    stability: float
    difficulty: float
    state: int
    step: int | None
    last: datetime
    due: datetime

    @property
    def days(self) -> int:
        """After how many whole days it is asked again."""
        return (self.due - self.last).days


def first_met(recall: Recall, at: datetime) -> Memory:
    """The memory of something answered for the first time at a moment."""
    return _reviewed(Card(card_id=_ONE, due=at), recall, at)


def again(memory: Memory, recall: Recall, at: datetime) -> Memory:
    """The memory after it was asked for once more at a moment, never one before the last."""
    return _reviewed(_card(memory), recall, max(at, memory.last))


def retrievability(memory: Memory, at: datetime) -> float:
    """How likely it comes back at a moment, from 0 to 1."""
    return _SCHEDULER.get_card_retrievability(_card(memory), at.astimezone(UTC))


def _card(memory: Memory) -> Card:
    return Card(
        card_id=_ONE,
        state=State(memory.state),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=memory.last,
    )


def _reviewed(card: Card, recall: Recall, at: datetime) -> Memory:
    at = at.astimezone(UTC)  # the library takes no other zone
    found, _log = _SCHEDULER.review_card(card, _RATING[recall], at)
    # After a review the library has always said both; its types cannot tell.
    return Memory(
        stability=float(found.stability or 0),
        difficulty=float(found.difficulty or 0),
        state=int(found.state),
        step=found.step,
        last=at,
        due=found.due,
    )
