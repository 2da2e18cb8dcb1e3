"""What may be said of an answer, and to whom."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.answers import Answer, Chosen, Held, Matched, Placed, Written
from elearn.domain.feedback import Remark, Verdict, feedback, feedback_on, may_see_keys
from elearn.domain.marking import mark
from elearn.domain.quizzes import Question
from tests.domain.asked import (
    EVERY_KIND,
    MATCHING,
    MULTIPLE,
    MULTIPLE_EACH,
    NUMERIC,
    ORDERING,
    SINGLE,
    TRUE_FALSE,
    key,
    mixed_answers,
    quiz,
)


def told(
    question: Question, answer: Answer | None, *, passed: bool = False
) -> tuple[Verdict, tuple[Remark, ...]]:
    """The verdict and the remarks on one answer."""
    given = {} if answer is None else {question.id: answer}
    (said,) = feedback(quiz(question), mark(quiz(question), (question,), given), passed=passed)
    return said.verdict, said.remarks


@given(answers=mixed_answers(EVERY_KIND))
def test_who_has_not_passed_learns_no_key_no_reason_and_nothing_of_what_she_did_not_choose(
    answers: dict[str, Answer],
) -> None:
    whole = quiz(*EVERY_KIND)
    for said, question in zip(
        feedback(whole, mark(whole, whole.questions, answers), passed=False), EVERY_KIND, strict=True
    ):
        assert said.key is None
        shown = repr(said)
        assert question.why not in shown
        chosen = answers.get(question.id)
        options = chosen.options if isinstance(chosen, Chosen) else ()
        assert all(f"Wrong {each}'" not in shown for each in "abcd" if each not in options)
        assert said.read == question.read


@given(answers=mixed_answers(EVERY_KIND), passed=st.booleans())
def test_who_passed_or_answered_by_completion_learns_everything(
    answers: dict[str, Answer], passed: bool
) -> None:
    whole = quiz(*EVERY_KIND, pass_mark=Decimal("0.8") if passed else None)
    for said in feedback(whole, mark(whole, whole.questions, answers), passed=passed):
        assert said.key is not None
        assert said.key.why.startswith("Because")
        assert said.key.claims


def test_keys_are_for_those_who_passed_and_for_quizzes_without_marks() -> None:
    assert may_see_keys(quiz(pass_mark=None), passed=False)
    assert may_see_keys(quiz(), passed=True)
    assert not may_see_keys(quiz(), passed=False)


@pytest.mark.parametrize(
    ("question", "answer", "verdict", "remarks"),
    [
        (SINGLE, None, Verdict.OPEN, []),
        (SINGLE, Chosen(options=("a",)), Verdict.NOT_YET, [("Text a", "Wrong a")]),
        (MULTIPLE, Chosen(options=("a",)), Verdict.NOT_YET, []),
        (
            MULTIPLE,
            Chosen(options=("a", "c", "d")),
            Verdict.NOT_YET,
            [("Text c", "Wrong c"), ("Text d", "Wrong d")],
        ),
        (MULTIPLE_EACH, Chosen(options=("a",)), Verdict.PARTLY, []),
        (MULTIPLE_EACH, Chosen(options=("a", "b", "c")), Verdict.PARTLY, [("Text c", "Wrong c")]),
        (TRUE_FALSE, Held(holds=True), Verdict.NOT_YET, [("", "Wrong true")]),
        (MATCHING, Matched(choices={"x": "fits y"}), Verdict.NOT_YET, [("", "Wrong match")]),
        (ORDERING, Placed(places={"third": 1}), Verdict.NOT_YET, [("", "Wrong order")]),
        (NUMERIC, Written(number=Decimal("0.2")), Verdict.NOT_YET, [("0.2 d", "Wrong fifth")]),
        (NUMERIC, Written(number=Decimal("0.204")), Verdict.NOT_YET, [("0.204 d", "Wrong fifth")]),
        (NUMERIC, Written(number=Decimal(9)), Verdict.NOT_YET, [("9 d", "Wrong number")]),
    ],
)
def test_feedback_is_on_what_was_chosen(
    question: Question, answer: Answer | None, verdict: Verdict, remarks: list[tuple[str, str]]
) -> None:
    expected = tuple(Remark(chose=chose, said=said) for chose, said in remarks)
    assert told(question, answer) == (verdict, expected)
    assert told(question, answer, passed=True) == (verdict, expected)


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda each: each.id)
def test_a_right_answer_needs_no_remark(question: Question) -> None:
    assert told(question, key(question)) == (Verdict.RIGHT, ())


@pytest.mark.parametrize("question", [SINGLE, NUMERIC], ids=lambda each: each.id)
def test_an_answer_of_another_kind_has_no_remark(question: Question) -> None:
    assert told(question, Held(holds=True)) == (Verdict.NOT_YET, ())


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (SINGLE, ("Text b",)),
        (MULTIPLE, ("Text a", "Text b")),
        (ORDERING, ("Step first", "Step second", "Step third")),
        (NUMERIC, ("0.33 d",)),
        (MATCHING, ()),
        (TRUE_FALSE, ()),
    ],
)
def test_a_key_is_the_whole_answer(question: Question, lines: tuple[str, ...]) -> None:
    (mark_,) = mark(quiz(question), (question,), {}).each
    known = feedback_on(mark_, 1, keys=True).key
    assert known is not None
    assert known.lines == lines
    assert known.holds is (False if question is TRUE_FALSE else None)
    fits = tuple((f"Pair {each}", f"fits {each}") for each in "xyz")
    assert known.pairs == (fits if question is MATCHING else ())
