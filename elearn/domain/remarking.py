"""Without this rule a key that was wrong could never be made good, or be made good by taking a pass away."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import assert_never

from elearn.domain.marking import Marks, remarked
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


def corrected(asked: Iterable[Question], present: Mapping[str, Question]) -> dict[str, Question]:
    """Each question of an attempt as its key stands now, by the id it was asked under; `present` is by that id too.

    One that has gone, or that now asks or offers something else, is left as it was marked.
    """
    return {
        each.id: replace(present[each.id], id=each.id)
        for each in asked
        if each.id in present and _offers(each) == _offers(present[each.id])
    }


def remark(quiz: Quiz, marks: Marks, by: Mapping[str, Question]) -> Marks | None:
    """The attempt marked by these keys and its own edition's pass mark; None where no answer earns otherwise."""
    found = remarked(quiz, marks, by)
    return None if [each.earned for each in found.each] == [each.earned for each in marks.each] else found


def _offers(question: Question) -> tuple[Kind, str, frozenset[tuple[str, str]]]:
    """What a question asks and offers, whatever its key."""
    match question:
        case Single() | Multiple():
            offered = {(each.id, each.text) for each in question.options}
        case TrueFalse():
            offered = set()
        case Matching():
            offered = {(each.id, each.text) for each in question.pairs}
            offered |= {("", choice) for choice in question.choices}
        case Ordering():
            offered = {(each.id, each.text) for each in question.order}
        case Numeric():
            offered = {("", question.unit)}
        case _:
            assert_never(question)
    return kind_of(question), question.ask, frozenset(offered)
