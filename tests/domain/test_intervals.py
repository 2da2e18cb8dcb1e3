"""What is promised about the interval beside a proportion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.intervals import wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)],
)
def test_the_interval_is_wilsons(successes: int, n: int, low: float, high: float) -> None:
    found = wilson(successes, n)

    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.0001)


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (3, 2), (-1, 5), (1, -1)])
def test_what_is_no_proportion_has_no_interval(successes: int, n: int) -> None:
    assert wilson(successes, n) is None


@given(n=st.integers(1, 5000), share=st.floats(0, 1))
def test_the_interval_holds_the_share_and_stays_between_nothing_and_all(n: int, share: float) -> None:
    found = wilson(share * n, n)

    assert found is not None
    assert 0 <= found.low <= share + 1e-9
    assert share - 1e-9 <= found.high <= 1


@given(n=st.integers(1, 500), share=st.floats(0, 1))
def test_more_people_narrow_it(n: int, share: float) -> None:
    few, many = wilson(share * n, n), wilson(share * n * 4, n * 4)

    assert few is not None
    assert many is not None
    assert many.high - many.low < few.high - few.low
