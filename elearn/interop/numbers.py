"""Without this file a number from elsewhere, with its range and its marks, would not become a question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from elearn.domain.quizzes import Kind
from elearn.interop.drafts import Draft, Item, Value
from elearn.interop.shaping import FULL, draft_of, praise

_WRITTEN = re.compile(r"[+-]?(?:\d{1,12}(?:\.\d{0,9})?|\.\d{1,9})(?:[eE][+-]?\d{1,2})?")
_OURS = re.compile(r"-?\d{1,12}(?:\.\d{1,9})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A number that is taken for an answer, `within` of which it still is; `weight` is its percentage of the mark."""

    number: Decimal
    within: Decimal
    weight: Decimal
    feedback: str
    line: int


def number_from(text: str) -> Decimal | None:
    """The number that a text is, if it is one that our format can write."""
    text = text.strip()
    number = Decimal(text) if _WRITTEN.fullmatch(text) else None
    return number if number is not None and _OURS.fullmatch(f"{number:f}") else None


def range_from(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """The middle of a range, and how far it reaches to both sides."""
    middle = (low + high) / 2
    return middle, abs(high - middle)


def ask_for_number(item: Item, answers: Sequence[Answer], otherwise: str) -> Draft | None:
    """A numeric question; None, and a loss, where not one number earns the full mark."""
    right = [answer for answer in answers if answer.weight >= FULL]
    if len(right) != 1:
        item.lose(f"one number with the full mark is needed, here are {len(right)}: the question is left out")
        return None
    praise(item, [right[0].feedback])
    wrong: dict[str, Value] = {}
    for slip in answers:
        if slip is not right[0]:
            _add_slip(item, slip, right[0], wrong)
    return draft_of(
        item,
        Kind.NUMERIC,
        answer=f"{right[0].number:f}",
        within=f"{right[0].within:f}",
        unit=item.house.get("unit", ""),
        wrong=wrong | {"otherwise": otherwise},
    )


def _add_slip(item: Item, slip: Answer, right: Answer, wrong: dict[str, Value]) -> None:
    """Keep what is said to a number that is not the answer, and name what of it is lost."""
    written = f"{slip.number:f}"
    if abs(slip.number - right.number) <= right.within or written in wrong:
        said = f': "{slip.feedback}"' if slip.feedback else ""
        item.lose(f"{written} within {slip.within:f} at {slip.weight:f} % is left out{said}", slip.line)
        return
    if slip.weight:
        item.lose(f"{written} earns {slip.weight:f} % elsewhere and nothing here", slip.line)
    if slip.within:
        item.lose(f"the range of {slip.within:f} round {written} is not kept", slip.line)
    wrong[written] = slip.feedback
