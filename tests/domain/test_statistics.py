"""What is promised about the numbers: the worked example, what has no answer, and what may never change them."""

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt
from statistics import correlation, covariance, pvariance, stdev, variance

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from elearn.domain.statistics.analysis import Analysis, analyse
from elearn.domain.statistics.items import ItemStatistics
from elearn.domain.statistics.matrix import Item, Marks, Matrix

Rows = Sequence[Marks]


def matrix(rows: Rows, most: Sequence[Fraction | int] | None = None) -> Matrix:
    """Marks of items worth one each, unless told otherwise."""
    width = len(rows[0]) if rows else len(most or ())
    worth = most if most is not None else [1] * width
    return Matrix(
        items=tuple(Item(id=f"q{at}", most=each) for at, each in enumerate(worth, 1)), rows=tuple(rows)
    )


def told(rows: Rows, most: Sequence[Fraction | int] | None = None) -> Analysis:
    return analyse(matrix(rows, most))


def column(found: Analysis, name: str) -> list[float | None]:
    return [getattr(item, name) for item in found.items]


WORKED = ((1, 0, 0), (1, 1, 1), (0, 0, 0))


def test_the_worked_example_comes_out_as_it_is_published() -> None:
    found = told(WORKED)

    assert column(found, "facility") == pytest.approx([66.67, 33.33, 33.33], abs=0.005)
    assert column(found, "sd") == pytest.approx([57.74] * 3, abs=0.005)
    assert column(found, "effective_weight") == pytest.approx([30.90, 34.55, 34.55], abs=0.005)
    assert column(found, "discrimination") == pytest.approx([50.00, 86.60, 86.60], abs=0.005)
    assert found.n == 3
    assert found.too_few


def test_the_totals_of_the_worked_example() -> None:
    quiz = told(WORKED).quiz

    totals = [1, 3, 0]
    assert quiz.mean == pytest.approx(100 * 4 / 9)
    assert quiz.median == pytest.approx(100 / 3)
    assert quiz.sd == pytest.approx(100 * stdev(totals) / 3)
    assert quiz.alpha == pytest.approx(100 * 3 / 2 * (1 - 1 / variance(totals)))
    assert quiz.error_ratio == pytest.approx(100 * sqrt(1 - quiz.alpha / 100))
    assert quiz.standard_error == pytest.approx(quiz.error_ratio * quiz.sd / 100)
    assert quiz.kr20 == pytest.approx(100 * 3 / 2 * (1 - (6 / 9) / pvariance(totals)))
    assert quiz.kurtosis is None


def test_skewness_and_kurtosis_are_those_of_the_k_statistics() -> None:
    # The form that spreadsheets give for SKEW and KURT, worked out apart from ours.
    totals = [1, 2, 2, 3, 7]
    far = [(each - 3) / stdev(totals) for each in totals]
    quiz = told([(each,) for each in totals], [10]).quiz

    assert quiz.skewness == pytest.approx(5 / (4 * 3) * sum(each**3 for each in far))
    assert quiz.kurtosis == pytest.approx(
        5 * 6 / (4 * 3 * 2) * sum(each**4 for each in far) - 3 * 16 / (3 * 2)
    )


def test_efficiency_is_the_covariance_over_the_most_it_can_be() -> None:
    rows = ((1, 0, 1), (0, 1, 1), (1, 1, 0), (0, 0, 0), (1, 1, 1))
    item = told(rows).items[0]

    marks, rest = [row[0] for row in rows], [row[1] + row[2] for row in rows]
    assert item.efficiency == pytest.approx(
        100 * covariance(marks, rest) / covariance(sorted(marks), sorted(rest))
    )
    assert item.discrimination == pytest.approx(100 * correlation(marks, rest))


def test_nobody_at_all_has_no_numbers() -> None:
    found = told([], [1, 1])

    assert (found.n, found.too_few) == (0, True)
    assert nothing(found)
    assert [item.n for item in found.items] == [0, 0]


def test_one_learner_has_a_mean_and_no_spread() -> None:
    found = told([(1, 0)])

    assert column(found, "facility") == [100, 0]
    assert (found.quiz.mean, found.quiz.median) == (50, 50)
    for name in ("sd", "discrimination", "efficiency", "effective_weight"):
        assert column(found, name) == [None, None]
    assert found.quiz.sd is found.quiz.alpha is found.quiz.skewness is found.quiz.kr20 is None


def test_where_all_are_right_nothing_tells_anybody_apart() -> None:
    found = told([(1, 1)] * 12)

    assert column(found, "facility") == [100, 100]
    assert column(found, "sd") == [0, 0]
    for name in ("discrimination", "efficiency", "effective_weight"):
        assert column(found, name) == [None, None]
    quiz = found.quiz
    assert (quiz.mean, quiz.sd) == (100, 0)
    assert quiz.alpha is quiz.error_ratio is quiz.standard_error is quiz.kr20 is None
    assert quiz.skewness is quiz.kurtosis is None
    assert not found.too_few


def test_one_item_alone_has_no_rest_and_no_consistency() -> None:
    found = told([(1,), (0,), (1,)])

    assert column(found, "facility") == pytest.approx([100 * 2 / 3])
    assert column(found, "discrimination") == [None]
    assert column(found, "efficiency") == [None]
    assert column(found, "effective_weight") == [100]
    assert found.quiz.alpha is found.quiz.kr20 is None


def test_an_item_that_can_earn_nothing_has_no_facility() -> None:
    found = told([(0, 1), (0, 0), (0, 1)], [0, 1])

    assert column(found, "facility") == pytest.approx([None, 100 * 2 / 3])
    assert found.items[0].interval is found.items[0].sd is found.items[0].discrimination is None
    assert column(found, "effective_weight") == [0, 100]
    assert found.quiz.mean == pytest.approx(100 * 2 / 3)


def test_a_quiz_that_can_earn_nothing_has_no_mean() -> None:
    found = told([(0, 0), (0, 0)], [0, 0])

    assert found.quiz.mean is found.quiz.median is found.quiz.sd is None


def test_negative_marks_are_taken_as_they_are() -> None:
    found = told([(-1, 1), (-1, 1), (1, -1), (-1, 0)])

    assert column(found, "facility") == [-50, 25]
    assert found.items[0].interval is None
    assert found.items[0].discrimination < 0
    assert found.quiz.mean == -12.5
    assert found.quiz.kr20 is None


def test_alpha_may_be_negative_and_the_error_ratio_above_a_hundred() -> None:
    found = told([(1, 0, 1), (0, 1, 0), (1, 0, 0), (0, 1, 1)])

    assert found.quiz.alpha < 0
    assert found.quiz.error_ratio > 100


def test_an_item_against_the_total_has_no_weight_and_takes_none_from_the_others() -> None:
    found = told([(0, 1, 1, 1), (0, 1, 1, 0), (1, 0, 0, 0), (1, 0, 0, 0)])

    first, *others = column(found, "effective_weight")
    assert first is None
    assert sum(each for each in others if each is not None) == pytest.approx(100)
    assert found.items[0].discrimination == pytest.approx(100 * correlation([0, 0, 1, 1], [3, 2, 0, 0]))
    assert found.items[0].efficiency == pytest.approx(-100)


def test_where_every_item_works_against_itself_there_are_no_weights() -> None:
    assert column(told([(1, 0), (0, 1)]), "effective_weight") == [None, None]


def test_a_question_is_judged_by_those_who_were_asked_it() -> None:
    found = told([(1, 1, None), (0, None, 0), (None, 1, 1), (1, 0, 1)])

    assert [item.n for item in found.items] == [3, 3, 3]
    assert column(found, "facility") == pytest.approx([200 / 3] * 3)
    assert found.quiz.mean == pytest.approx(100 * (1 + 0 + 1 + 2 / 3) / 4)
    for name in ("alpha", "error_ratio", "standard_error", "kr20"):
        assert getattr(found.quiz, name) is None
    assert column(found, "effective_weight") == [None] * 3


def test_being_asked_less_is_not_knowing_less() -> None:
    found = told([(1, 1, 1, None), (0, 0, 0, 0), (1, 1, None, None), (0, None, 0, 0)])

    assert found.items[0].discrimination == pytest.approx(100)


def test_who_was_asked_nothing_else_is_left_out_of_the_comparison_only() -> None:
    found = told([(1, None), (0, 0), (1, 1), (None, None)])

    assert found.items[0].n == 3
    assert found.items[0].discrimination == pytest.approx(100)
    assert found.quiz.mean == pytest.approx(100 * 2 / 3)


def test_a_third_of_a_mark_everywhere_is_no_spread() -> None:
    found = told([(Fraction(1, 3), Fraction(1, 10)), (Fraction(1, 3), Fraction(1, 10))])

    assert column(found, "sd") == [0, 0]
    assert found.quiz.sd == 0


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="one mark"):
        matrix([(1, 0), (1,)])


def nothing(found: Analysis) -> bool:
    """Whether no number is there."""
    quiz = [getattr(found.quiz, name) for name in type(found.quiz).__dataclass_fields__]
    items = [value for item in found.items for value in numbers(item).values()]
    return all(each is None for each in [*quiz, *items])


def numbers(item: ItemStatistics) -> dict[str, object]:
    names = ("facility", "interval", "sd", "discrimination", "efficiency", "effective_weight")
    return {name: getattr(item, name) for name in names}


CELLS = st.fractions(-2, 3, max_denominator=6)


@st.composite
def matrices(draw: st.DrawFn, cell: st.SearchStrategy[Fraction | int | None] = CELLS) -> list[Marks]:
    """Up to eight learners, up to five items."""
    width = draw(st.integers(1, 5))
    return draw(st.lists(st.tuples(*[cell] * width), min_size=1, max_size=8))


@given(rows=matrices(CELLS | st.none()), random=st.randoms(use_true_random=False))
def test_the_order_of_the_learners_changes_nothing(rows: list[Marks], random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)

    assert told(shuffled) == told(rows)


@given(rows=matrices(CELLS | st.none()), scale=st.fractions(Fraction(1, 7), 9, max_denominator=7))
def test_marks_out_of_more_are_the_same_marks(rows: list[Marks], scale: Fraction) -> None:
    width = len(rows[0])
    larger = [tuple(None if cell is None else cell * scale for cell in row) for row in rows]
    found, grown = told(rows, [2] * width), told(larger, [2 * scale] * width)

    for one, other in zip(found.items, grown.items, strict=True):
        for name, value in numbers(one).items():
            if name != "interval":
                assert getattr(other, name) == pytest.approx(value)
        assert (one.interval is None) == (other.interval is None)
    for name in ("mean", "median", "sd", "skewness", "kurtosis", "alpha", "error_ratio", "standard_error"):
        assert getattr(grown.quiz, name) == pytest.approx(getattr(found.quiz, name))


@given(rows=matrices())
def test_what_has_bounds_keeps_to_them(rows: list[Marks]) -> None:
    found = told(rows, [3] * len(rows[0]))

    for item in found.items:
        assert item.discrimination is None or -100 <= item.discrimination <= 100
        assert item.efficiency is None or item.efficiency <= 100
        assert item.effective_weight is None or 0 <= item.effective_weight <= 100 + 1e-9
    weights = [item.effective_weight for item in found.items if item.effective_weight is not None]
    assert not weights or sum(weights) == pytest.approx(100)
    assert found.quiz.alpha is None or found.quiz.alpha <= 100
    assert found.quiz.error_ratio is None or found.quiz.error_ratio >= 0


@given(rows=matrices(st.sampled_from([0, 1])))
def test_of_right_and_wrong_the_two_reliabilities_agree(rows: list[Marks]) -> None:
    quiz = told(rows).quiz
    assume(quiz.alpha is not None)

    assert quiz.kr20 == pytest.approx(quiz.alpha)


@given(rows=matrices(st.sampled_from([0, 1])))
def test_the_facility_lies_within_its_interval(rows: list[Marks]) -> None:
    for item in told(rows).items:
        assert item.interval.low - 1e-9 <= item.facility <= item.interval.high + 1e-9
