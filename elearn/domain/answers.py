"""Without these shapes an answer would be a bag of form fields that nobody could mark, keep or show again."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias, assert_never

from elearn.domain.quizzes import Matching, Ordering, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Options of a single or multiple question, by id, in the order of the file."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Whether the statement of a true-false question was held to be true."""

    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The choice given to each pair, by the pair's id; a pair left open is missing."""

    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """The place given to each step, from 1, by the step's id; a step left open is missing."""

    places: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The number given to a numeric question."""

    number: Decimal


Answer: TypeAlias = Chosen | Held | Matched | Placed | Written


def is_whole(question: Question, answer: Answer | None) -> bool:
    """Whether an answer leaves nothing open: every pair is matched, every step has its place."""
    match question, answer:
        case _, None:
            return False
        case Matching(), Matched():
            return len(answer.choices) == len(question.pairs)
        case Ordering(), Placed():
            return len(answer.places) == len(question.order)
        case _:
            return True


def as_json(answer: Answer) -> dict[str, Any]:
    """An answer as it is kept; ids and numbers as text, so that it reads the same for ever."""
    match answer:
        case Chosen():
            return {"options": list(answer.options)}
        case Held():
            return {"holds": answer.holds}
        case Matched():
            return {"choices": dict(answer.choices)}
        case Placed():
            return {"places": dict(answer.places)}
        case Written():
            return {"number": format(answer.number, "f")}
        case _:
            assert_never(answer)


def from_json(kept: Mapping[str, Any]) -> Answer:
    """The answer that was kept so; raises KeyError for anything else."""
    if "options" in kept:
        return Chosen(options=tuple(kept["options"]))
    if "holds" in kept:
        return Held(holds=kept["holds"])
    if "choices" in kept:
        return Matched(choices=kept["choices"])
    if "places" in kept:
        return Placed(places=kept["places"])
    return Written(number=Decimal(kept["number"]))
