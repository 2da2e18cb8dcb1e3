"""Without this rule a page could tell the key to somebody who has not passed: here it is left out beforehand.

Who has not passed an assessed quiz learns what she had right, why what she chose tempts, and where to read again.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from elearn.domain.addresses import Address
from elearn.domain.answers import Answer, Chosen, Written
from elearn.domain.marking import Mark, Marks
from elearn.domain.quizzes import (
    Kind,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Question,
    Quiz,
    Single,
    TrueFalse,
    kind_of,
)


class Verdict(StrEnum):
    """What an answer came to, in the order of strength."""

    RIGHT = "right"
    PARTLY = "partly"
    NOT_YET = "not-yet"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What was said to one thing chosen: `chose` as inline Markdown, empty where it is said of the whole answer."""

    chose: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The answer in full, for those who may see it: as lines, or as pairs, or as whether the statement holds."""

    kind: Kind
    why: str
    claims: tuple[str, ...]
    lines: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    holds: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What one person may be told about one answer of hers; `key` is None for as long as she may not know it."""

    number: int
    ask: str
    verdict: Verdict
    remarks: tuple[Remark, ...]
    read: Address
    key: Key | None


def may_see_keys(quiz: Quiz, *, passed: bool) -> bool:
    """Whether the keys may be shown: by completion always, otherwise to somebody who has passed this edition."""
    return quiz.by_completion or passed


def feedback(quiz: Quiz, marks: Marks, *, passed: bool) -> tuple[Feedback, ...]:
    """What may be told of each answer; `passed` is whether this person ever passed this edition of the quiz."""
    keys = may_see_keys(quiz, passed=passed)
    return tuple(feedback_on(mark, number, keys=keys) for number, mark in enumerate(marks.each, 1))


def feedback_on(mark: Mark, number: int, *, keys: bool) -> Feedback:
    """What may be told of one answer, with its key or without."""
    return Feedback(
        number=number,
        ask=mark.question.ask,
        verdict=_verdict(mark),
        remarks=() if mark.right or mark.answer is None else _remarks(mark.question, mark.answer),
        read=mark.question.read,
        key=key_of(mark.question) if keys else None,
    )


def _verdict(mark: Mark) -> Verdict:
    if mark.answer is None:
        return Verdict.OPEN
    if mark.right:
        return Verdict.RIGHT
    return Verdict.PARTLY if mark.earned else Verdict.NOT_YET


def _remarks(question: Question, answer: Answer) -> tuple[Remark, ...]:
    match question:
        case Single() | Multiple():
            chosen = answer.options if isinstance(answer, Chosen) else ()
            return tuple(
                Remark(chose=option.text, said=option.wrong)
                for option in question.options
                if option.id in chosen and option.wrong
            )
        case TrueFalse() | Matching() | Ordering():
            return (Remark(chose="", said=question.wrong),)
        case Numeric():
            return _number_remarks(question, answer)
        case _:
            assert_never(question)


def _number_remarks(question: Numeric, answer: Answer) -> tuple[Remark, ...]:
    if not isinstance(answer, Written):
        return ()
    known = (slip.wrong for slip in question.slips if abs(slip.number - answer.number) <= question.within)
    chose = f"{answer.number:f} {question.unit}".strip()
    return (Remark(chose=chose, said=next(known, question.otherwise)),)


def key_of(question: Question) -> Key:
    """The answer of a question in full; whether it may be shown is for the caller to know."""
    lines: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    match question:
        case Single() | Multiple():
            lines = tuple(option.text for option in question.options if option.id in _keys(question))
        case Ordering():
            lines = tuple(step.text for step in question.order)
        case Numeric():
            lines = (f"{question.answer:f} {question.unit}".strip(),)
        case Matching():
            pairs = tuple((pair.text, pair.match) for pair in question.pairs)
        case TrueFalse():
            pass
        case _:
            assert_never(question)
    return Key(
        kind=kind_of(question),
        why=question.why,
        claims=question.claims,
        lines=lines,
        pairs=pairs,
        holds=question.answer if isinstance(question, TrueFalse) else None,
    )


def _keys(question: Single | Multiple) -> tuple[str, ...]:
    return (question.answer,) if isinstance(question, Single) else question.answer
