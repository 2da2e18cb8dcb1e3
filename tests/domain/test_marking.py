"""What answers earn."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.answers import Answer, Chosen, Held, Matched, Placed, Written
from elearn.domain.marking import as_decimal, mark, needed, percent, restored, short_of
from elearn.domain.quizzes import Matching, Multiple, Question, Single
from tests.domain.asked import (
    EVERY_KIND,
    MATCHING,
    MATCHING_EACH,
    MULTIPLE,
    MULTIPLE_EACH,
    NUMERIC,
    ORDERING,
    SINGLE,
    TRUE_FALSE,
    answers_to,
    common,
    keys,
    mixed_answers,
    options,
    quiz,
)

HALF = Fraction(1, 2)


def earned(question: Question, answer: Answer | None) -> Fraction:
    """What one answer earns."""
    answers = {} if answer is None else {question.id: answer}
    return mark(quiz(question), (question,), answers).earned


def matched(**choices: str) -> Matched:
    """An answer to the matching question: x="y" gives to pair x the choice that fits y."""
    return Matched(choices={pair: f"fits {choice}" for pair, choice in choices.items()})


def placed(*steps: str) -> Placed:
    """The steps in this order."""
    return Placed(places={step: place for place, step in enumerate(steps, 1)})


@pytest.mark.parametrize(
    ("question", "answer", "worth"),
    [
        (SINGLE, Chosen(options=("b",)), 1),
        (SINGLE, Chosen(options=("a",)), 0),
        (SINGLE, Chosen(options=("a", "b")), 0),
        (MULTIPLE, Chosen(options=("a", "b")), 1),
        (MULTIPLE, Chosen(options=("b", "a")), 1),
        (MULTIPLE, Chosen(options=("a",)), 0),
        (MULTIPLE, Chosen(options=("a", "b", "c")), 0),
        (MULTIPLE_EACH, Chosen(options=("a", "b")), 1),
        (MULTIPLE_EACH, Chosen(options=("a",)), HALF),
        (MULTIPLE_EACH, Chosen(options=("a", "c")), 0),
        (MULTIPLE_EACH, Chosen(options=("a", "b", "c")), HALF),
        (MULTIPLE_EACH, Chosen(options=("a", "c", "d")), 0),
        (TRUE_FALSE, Held(holds=False), 1),
        (TRUE_FALSE, Held(holds=True), 0),
        (MATCHING, matched(x="x", y="y", z="z"), 1),
        (MATCHING, matched(x="x", y="y"), 0),
        (MATCHING, matched(x="x", y="y", z="none"), 0),
        (MATCHING_EACH, matched(x="x", y="y", z="z"), 1),
        (MATCHING_EACH, matched(x="x"), Fraction(1, 3)),
        (MATCHING_EACH, matched(x="x", y="y", z="none"), Fraction(1, 3)),
        (MATCHING_EACH, matched(x="y", y="x", z="z"), 0),
        (ORDERING, placed("first", "second", "third"), 1),
        (ORDERING, placed("second", "first", "third"), 0),
        (ORDERING, Placed(places={"first": 1, "second": 2}), 0),
        (NUMERIC, Written(number=Decimal("0.33")), 1),
        (NUMERIC, Written(number=Decimal("0.325")), 1),
        (NUMERIC, Written(number=Decimal("0.335")), 1),
        (NUMERIC, Written(number=Decimal("0.3249")), 0),
        (NUMERIC, Written(number=Decimal("0.3351")), 0),
        (NUMERIC, Written(number=Decimal("0.330")), 1),
    ],
)
def test_an_answer_earns_what_it_is_worth(question: Question, answer: Answer, worth: Fraction) -> None:
    assert earned(question, answer) == worth


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda each: each.id)
def test_a_blank_answer_earns_nothing(question: Question) -> None:
    assert earned(question, None) == 0


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda each: each.id)
@pytest.mark.parametrize("answer", [Held(holds=True), Chosen(options=("q",)), Matched(choices={"q": "q"})])
def test_an_answer_of_another_kind_earns_nothing(question: Question, answer: Answer) -> None:
    assert earned(question, answer) == 0


@given(given=mixed_answers(EVERY_KIND))
def test_no_answers_earn_less_than_nothing_or_more_than_the_total(given: dict[str, Answer]) -> None:
    marks = mark(quiz(*EVERY_KIND), EVERY_KIND, given)
    assert all(0 <= each.earned <= each.possible for each in marks.each)
    assert 0 <= marks.share <= 1
    assert marks.earned == sum(each.earned for each in marks.each)
    assert marks.possible == len(EVERY_KIND)


@given(asked=st.sets(st.sampled_from(EVERY_KIND), min_size=1))
def test_the_key_earns_full_marks_and_passes(asked: set[Question]) -> None:
    whole = quiz(*asked)
    marks = mark(whole, whole.questions, keys(whole))
    assert marks.share == 1
    assert marks.right == len(asked)
    assert marks.passed


@given(data=st.data(), question=st.sampled_from((SINGLE, MULTIPLE, MULTIPLE_EACH, MATCHING_EACH)))
def test_the_order_of_options_and_pairs_makes_no_difference(
    data: st.DataObject, question: Single | Multiple | Matching
) -> None:
    answer = data.draw(answers_to(question))
    if isinstance(question, Matching):
        turned: Question = replace(question, pairs=tuple(data.draw(st.permutations(question.pairs))))
    else:
        turned = replace(question, options=tuple(data.draw(st.permutations(question.options))))
    assert earned(turned, answer) == earned(question, answer)


def test_an_answer_to_a_question_that_was_not_asked_is_passed_over() -> None:
    whole = quiz(*EVERY_KIND)
    marks = mark(whole, (SINGLE,), keys(whole))
    assert [each.question.id for each in marks.each] == ["single"]


def _ten(right: int, objective: str = "see") -> tuple[tuple[Single, ...], dict[str, Answer]]:
    asked = tuple(
        Single(**common(f"{objective}-{n}", objective), options=options("a", "b", right=("a",)), answer="a")
        for n in range(10)
    )
    given: dict[str, Answer] = {
        each.id: Chosen(options=("a" if n < right else "b",)) for n, each in enumerate(asked)
    }
    return asked, given


@pytest.mark.parametrize(("right", "passed"), [(7, False), (8, True), (10, True)])
def test_the_pass_mark_itself_is_enough(right: int, passed: bool) -> None:
    asked, given = _ten(right)
    assert mark(quiz(*asked), asked, given).passed is passed


def test_a_critical_objective_must_reach_the_pass_mark_on_its_own() -> None:
    (easy, well), (hard, badly) = _ten(10), _ten(7, "mend")
    whole = quiz(*easy, *hard, critical=("mend",))
    marks = mark(whole, whole.questions, {**well, **badly})
    assert marks.share > Fraction(4, 5)
    assert not marks.passed
    assert short_of(whole, marks) == ("mend",)
    assert [each.question.id for each in marks.of("mend")] == [each.id for each in hard]
    assert mark(replace(whole, critical=("see",)), whole.questions, {**well, **badly}).passed


def test_a_critical_objective_of_which_nothing_was_asked_is_not_held_against_anybody() -> None:
    asked, given = _ten(10)
    assert mark(quiz(*asked, critical=("mend",)), asked, given).passed


def test_a_quiz_by_completion_is_passed_by_answering_everything_however_wrongly() -> None:
    whole = quiz(SINGLE, MATCHING, ORDERING, pass_mark=None)
    wrong: dict[str, Answer] = {
        "single": Chosen(options=("a",)),
        "matching": matched(x="none", y="none", z="none"),
        "ordering": placed("third", "second", "first"),
    }
    assert mark(whole, whole.questions, wrong).passed
    for question in wrong:
        assert not mark(whole, whole.questions, {k: v for k, v in wrong.items() if k != question}).passed
    assert not mark(whole, whole.questions, {**wrong, "matching": matched(x="x")}).passed
    assert short_of(whole, mark(whole, whole.questions, wrong)) == ()


def test_no_questions_are_no_marks() -> None:
    assert mark(quiz(), (), {}).share == 0


def test_marks_once_given_are_read_as_they_were_given() -> None:
    marks = restored((SINGLE,), {"single": Chosen(options=("a",))}, {"single": HALF}, passed=True)
    assert (marks.earned, marks.passed, marks.right) == (HALF, True, 0)


@pytest.mark.parametrize(
    ("share", "decimal", "hundredths"),
    [
        (Fraction(0), "0", 0),
        (Fraction(1), "1", 100),
        (Fraction(23, 25), "0.92", 92),
        (Fraction(2, 3), "0.6666", 66),
        (Fraction(79_999, 100_000), "0.7999", 79),
    ],
)
def test_a_share_is_rounded_down_so_that_none_looks_like_a_pass(
    share: Fraction, decimal: str, hundredths: int
) -> None:
    assert as_decimal(share) == decimal
    assert percent(share) == hundredths


def test_a_pass_mark_is_said_in_whole_questions() -> None:
    assert needed(quiz(), 26) == 21
    assert needed(quiz(), 10) == 8
    assert needed(quiz(pass_mark=None), 6) == 6
    assert percent(Decimal("0.8")) == 80
