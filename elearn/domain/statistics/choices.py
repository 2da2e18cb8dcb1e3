"""Without these tallies an author would see that a question misleads, but not which of its answers does it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, assert_never

from elearn.domain.answers import Answer, Chosen, Held, Matched, Placed, Written
from elearn.domain.quizzes import Matching, Multiple, Numeric, Ordering, Question, Single, TrueFalse
from elearn.domain.statistics.matrix import Matrix, on_one_scale


class Third(StrEnum):
    """Where a learner's total lies among all: about a third of them in each."""

    LOWEST = "lowest"
    MIDDLE = "middle"
    HIGHEST = "highest"


class Pick(StrEnum):
    """What sort of answer a line counts; an option and a number have words of their author's own."""

    OPTION = "option"
    TRUE = "true"
    FALSE = "false"
    NUMBER = "number"
    OTHER_NUMBER = "other-number"
    ALL = "all"
    SOME = "some"
    NONE = "none"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer that could be given, whether it is (part of) the key, and how many of each third gave it."""

    pick: Pick
    text: str
    right: bool
    chosen: Mapping[Third, int]

    @property
    def total(self) -> int:
        """How many gave it in all."""
        return sum(self.chosen.values())


Line: TypeAlias = tuple[str, Pick, str, bool]
"""Its id within the question, and what `Choice` says of it."""

OPEN: Line = ("open", Pick.OPEN, "", False)


def thirds(matrix: Matrix) -> tuple[Third | None, ...]:
    """The third in which each learner's total lies; None for whoever could have earned nothing.

    Equal totals share one place, halfway through those who have it, so that no toss parts them; where many are
    equal the thirds are of unequal size.
    """
    totals, _whole = on_one_scale(matrix.earned, matrix.possible)
    known = Counter(each for each in totals if each is not None)
    n, below, found = known.total(), 0, {}
    for total in sorted(known):
        found[total] = _third(2 * below + known[total], 2 * n)
        below += known[total]
    return tuple(None if each is None else found[each] for each in totals)


def tally(question: Question, given: Sequence[tuple[Third, Answer | None]]) -> tuple[Choice, ...]:
    """Every answer that the question offers, and how many of each third gave it; left open only where it was."""
    counted = Counter(
        (line, third)
        for third, answer in given
        for line in (_picks(question, answer) if answer else ["open"])
    )
    lines = [*_lines(question), *([OPEN] if any(line == "open" for line, _third in counted) else [])]
    return tuple(
        Choice(pick=pick, text=text, right=right, chosen={third: counted[line, third] for third in Third})
        for line, pick, text, right in lines
    )


def _third(place: int, of: int) -> Third:
    if 3 * place < of:
        return Third.LOWEST
    return Third.HIGHEST if 3 * place > 2 * of else Third.MIDDLE


def _lines(question: Question) -> list[Line]:
    match question:
        case Single() | Multiple():
            keys = (question.answer,) if isinstance(question, Single) else question.answer
            return [(f"={each.id}", Pick.OPTION, each.text, each.id in keys) for each in question.options]
        case TrueFalse():
            return [("true", Pick.TRUE, "", question.answer), ("false", Pick.FALSE, "", not question.answer)]
        case Numeric():
            slips = [
                (f"={number}", Pick.NUMBER, _said(question, number), False)
                for number in (f"{slip.number:f}" for slip in question.slips)
            ]
            key = ("key", Pick.NUMBER, _said(question, f"{question.answer:f}"), True)
            return [key, *slips, ("other", Pick.OTHER_NUMBER, "", False)]
        case Matching() | Ordering():
            return [
                ("all", Pick.ALL, "", True),
                ("some", Pick.SOME, "", False),
                ("none", Pick.NONE, "", False),
            ]
        case _:
            assert_never(question)


def _picks(question: Question, answer: Answer) -> list[str]:
    match question, answer:
        case ((Single() | Multiple()), Chosen()):
            return [f"={each}" for each in answer.options]
        case TrueFalse(), Held():
            return ["true" if answer.holds else "false"]
        case Numeric(), Written():
            return [_number(question, answer)]
        case Matching(), Matched():
            right = sum(answer.choices.get(pair.id) == pair.match for pair in question.pairs)
            return [_share(right, len(question.pairs))]
        case Ordering(), Placed():
            right = sum(answer.places.get(step.id) == at for at, step in enumerate(question.order, 1))
            return [_share(right, len(question.order))]
        case _:
            return ["open"]


def _number(question: Numeric, answer: Written) -> str:
    if abs(answer.number - question.answer) <= question.within:
        return "key"
    near = (slip for slip in question.slips if abs(slip.number - answer.number) <= question.within)
    return next((f"={slip.number:f}" for slip in near), "other")


def _share(right: int, of: int) -> str:
    if right == of:
        return "all"
    return "some" if right else "none"


def _said(question: Numeric, number: str) -> str:
    return f"{number} {question.unit}".strip()
