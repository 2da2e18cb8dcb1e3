"""Without this file an answer would earn whatever the page that reads it thinks fit; here it earns the same everywhere.

Marks are exact fractions: a third stays a third, so that 80% of the total is never missed by a rounding.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import assert_never

from elearn.domain.answers import Answer, Chosen, Held, Matched, Placed, Written, is_whole
from elearn.domain.quizzes import (
    Credit,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Question,
    Quiz,
    Single,
    TrueFalse,
)

WHOLE = Fraction(1)
NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What one answer earned of what its question was worth; `answer` is None where it was left open."""

    question: Question
    answer: Answer | None
    earned: Fraction
    possible: Fraction = WHOLE

    @property
    def right(self) -> bool:
        """Whether it earned all there was."""
        return self.earned == self.possible


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What an attempt came to, question by question; a quiz by completion has them too, and never shows them."""

    each: tuple[Mark, ...]
    passed: bool

    @property
    def earned(self) -> Fraction:
        """The sum of what the answers earned."""
        return sum((mark.earned for mark in self.each), NOTHING)

    @property
    def possible(self) -> Fraction:
        """The sum of what the questions were worth."""
        return sum((mark.possible for mark in self.each), NOTHING)

    @property
    def share(self) -> Fraction:
        """What was earned as a share of what was possible, from 0 to 1."""
        return _share(self.each)

    @property
    def right(self) -> int:
        """How many questions were answered wholly right."""
        return sum(mark.right for mark in self.each)

    def of(self, objective: str) -> tuple[Mark, ...]:
        """The marks of the questions that test one objective."""
        return tuple(mark for mark in self.each if mark.question.objective == objective)


def mark(quiz: Quiz, questions: Sequence[Question], answers: Mapping[str, Answer]) -> Marks:
    """Mark the questions of one attempt; an answer to any other question is passed over, a missing one earns nothing.

    Passed is the pass mark overall and on every critical objective, or, by completion, an answer to each question.
    """
    each = tuple(
        Mark(
            question=question,
            answer=answers.get(question.id),
            earned=_earned(question, answers.get(question.id)),
        )
        for question in questions
    )
    return Marks(each=each, passed=_passes(quiz, each))


def restored(
    questions: Sequence[Question], answers: Mapping[str, Answer], earned: Mapping[str, Fraction], passed: bool
) -> Marks:
    """The marks as they were given then, whatever the rules of marking have become since."""
    each = (
        Mark(question=question, answer=answers.get(question.id), earned=earned[question.id])
        for question in questions
    )
    return Marks(each=tuple(each), passed=passed)


def remarked(quiz: Quiz, marks: Marks, by: Mapping[str, Question]) -> Marks:
    """The same answers, some of them marked by other keys: `by` holds those questions by their id in the attempt."""
    each = tuple(
        Mark(question=by[was.question.id], answer=was.answer, earned=_earned(by[was.question.id], was.answer))
        if was.question.id in by
        else was
        for was in marks.each
    )
    return Marks(each=each, passed=_passes(quiz, each))


def as_decimal(share: Fraction) -> str:
    """A share as the ledger keeps it: a decimal of at most four places, rounded down so that none looks like a pass."""
    return f"{Decimal(share.numerator * 10_000 // share.denominator).scaleb(-4).normalize():f}"


def percent(share: Fraction | Decimal) -> int:
    """A share in whole per cent, rounded down: 79.9% is not yet 80."""
    return int(share * 100)


def needed(quiz: Quiz, questions: int) -> int:
    """How many of so many questions, answered wholly right, reach the pass mark; all of them by completion."""
    return questions if quiz.pass_mark is None else ceil(quiz.pass_mark * questions)


def short_of(quiz: Quiz, marks: Marks) -> tuple[str, ...]:
    """The critical objectives that did not reach the pass mark on their own."""
    return _short(quiz, marks.each)


def _passes(quiz: Quiz, each: tuple[Mark, ...]) -> bool:
    if quiz.pass_mark is None:
        return all(is_whole(mark.question, mark.answer) for mark in each)
    return _share(each) >= Fraction(quiz.pass_mark) and not _short(quiz, each)


def _short(quiz: Quiz, each: tuple[Mark, ...]) -> tuple[str, ...]:
    asked = {mark.question.objective for mark in each}
    return tuple(
        objective
        for objective in quiz.critical
        if objective in asked
        and _share(mark for mark in each if mark.question.objective == objective)
        < Fraction(quiz.pass_mark or 0)
    )


def _share(marks: Iterable[Mark]) -> Fraction:
    each = tuple(marks)
    possible = sum((mark.possible for mark in each), NOTHING)
    return sum((mark.earned for mark in each), NOTHING) / possible if possible else NOTHING


def _earned(question: Question, answer: Answer | None) -> Fraction:
    match question:
        case Single():
            return Fraction(answer == Chosen(options=(question.answer,)))
        case TrueFalse():
            return Fraction(answer == Held(holds=question.answer))
        case Ordering():
            right = {step.id: place for place, step in enumerate(question.order, 1)}
            return Fraction(answer == Placed(places=right))
        case Numeric():
            number = answer.number if isinstance(answer, Written) else None
            return Fraction(number is not None and abs(number - question.answer) <= question.within)
        case Multiple():
            chosen = set(answer.options) if isinstance(answer, Chosen) else set()
            key = set(question.answer)
            return _parts(question.credit, right=len(chosen & key), wrong=len(chosen - key), of=len(key))
        case Matching():
            given = answer.choices if isinstance(answer, Matched) else {}
            right_pairs = sum(given.get(pair.id) == pair.match for pair in question.pairs)
            return _parts(
                question.credit, right=right_pairs, wrong=len(given) - right_pairs, of=len(question.pairs)
            )
        case _:
            assert_never(question)


def _parts(credit: Credit, *, right: int, wrong: int, of: int) -> Fraction:
    if credit is Credit.EACH:
        return Fraction(max(0, right - wrong), of)
    return Fraction(right == of and not wrong)
