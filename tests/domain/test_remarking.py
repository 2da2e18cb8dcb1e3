"""What becomes of marks when a key is corrected: they are given again, and only where the question is the same."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from elearn.domain.answers import Chosen
from elearn.domain.marking import mark
from elearn.domain.quizzes import Question
from elearn.domain.remarking import corrected, remark
from tests.domain.asked import EVERY_KIND, MATCHING, NUMERIC, ORDERING, SINGLE, TRUE_FALSE, keys, quiz

NOW_A = replace(SINGLE, answer="a")
OTHER_ASK = "What else?"


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda each: each.id)
def test_the_same_question_is_marked_by_its_present_key_and_another_one_is_not(question: Question) -> None:
    present = replace(question, why="Because of a correction.")
    assert corrected([question], {question.id: present}) == {question.id: present}
    assert corrected([question], {question.id: replace(present, ask=OTHER_ASK)}) == {}
    assert corrected([question], {}) == {}


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (SINGLE, replace(SINGLE, options=SINGLE.options[:2])),
        (SINGLE, replace(TRUE_FALSE, ask=SINGLE.ask)),
        (MATCHING, replace(MATCHING, extra=())),
        (ORDERING, replace(ORDERING, order=ORDERING.order[:2])),
        (NUMERIC, replace(NUMERIC, unit="kg")),
    ],
)
def test_a_question_that_offers_something_else_keeps_what_it_earned(was: Question, now: Question) -> None:
    assert corrected([was], {was.id: now}) == {}


def test_a_renamed_question_is_marked_under_the_id_it_was_asked_under() -> None:
    assert corrected([SINGLE], {"single": replace(NOW_A, id="new")}) == {"single": NOW_A}


def test_an_attempt_is_marked_by_the_corrected_key_and_its_own_pass_mark() -> None:
    asked = quiz(SINGLE, NUMERIC, pass_mark=Decimal("0.8"))
    was = mark(asked, asked.questions, {**keys(asked), "single": Chosen(options=("a",))})
    assert (was.share, was.passed) == (Fraction(1, 2), False)
    found = remark(asked, was, {"single": NOW_A})
    assert found is not None
    assert (found.share, found.passed) == (1, True)
    assert remark(asked, found, {"single": NOW_A}) is None
    assert remark(asked, was, {}) is None
