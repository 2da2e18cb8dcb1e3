"""What may be told outside of how many there are: the rule, by examples and by what it promises of differences."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from elearn.domain.counts import FEWEST, told

NUMBERS = some.integers(min_value=0, max_value=10_000)


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, None), (1, None), (4, None), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (1002, 1000)],
)
def test_a_number_is_told_to_the_nearest_five_and_none_below_five(number: int, said: int | None) -> None:
    assert told(number) == said


@given(NUMBERS, some.integers(min_value=1, max_value=FEWEST - 1))
def test_no_difference_of_two_told_numbers_is_that_of_fewer_than_five_people(
    number: int, people: int
) -> None:
    one, other = told(number), told(number + people)
    if one is not None and other is not None:
        assert other - one in (0, FEWEST)


@given(NUMBERS)
def test_what_is_told_is_never_off_by_more_than_two(number: int) -> None:
    said = told(number)
    assert said is None or abs(said - number) <= 2
