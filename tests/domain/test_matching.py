"""Whether two sequences of moments are paired as well as can be, without crossing and each at most once."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.matching import Pair, match, match_times

TIMES = st.lists(st.decimals(0, 20, places=1), max_size=5).map(sorted)
LONG = st.lists(st.decimals(0, 60, places=1), max_size=30).map(sorted)
TOLERANCE = st.decimals(0, 5, places=1)


def paired(ones: Sequence[Decimal], others: Sequence[Decimal], tolerance: Decimal) -> tuple[Pair, ...]:
    return match(ones, others, lambda one, other: near(one, other, tolerance))


def near(one: Decimal, other: Decimal, tolerance: Decimal) -> Decimal | None:
    return abs(one - other) if abs(one - other) <= tolerance else None


def worth(pairs: Sequence[Pair]) -> tuple[int, Decimal]:
    return len(pairs), -sum((pair.apart for pair in pairs), Decimal(0))


def every_way(ones: Sequence[Decimal], others: Sequence[Decimal]) -> Iterator[list[tuple[int, int]]]:
    for size in range(min(len(ones), len(others)) + 1):
        for left in combinations(range(len(ones)), size):
            for right in combinations(range(len(others)), size):
                yield list(zip(left, right, strict=True))


def by_force(ones: Sequence[Decimal], others: Sequence[Decimal], tolerance: Decimal) -> tuple[int, Decimal]:
    seconds = (
        [near(ones[one], others[other], tolerance) for one, other in way] for way in every_way(ones, others)
    )
    return max((len(way), -sum(way, Decimal(0))) for way in seconds if None not in way)  # type: ignore[arg-type]


@given(TIMES, TIMES, TOLERANCE)
def test_no_other_way_of_pairing_does_better(
    ones: list[Decimal], others: list[Decimal], tolerance: Decimal
) -> None:
    assert worth(paired(ones, others, tolerance)) == by_force(ones, others, tolerance)


@given(LONG, LONG, TOLERANCE)
def test_pairing_is_one_to_one_and_never_crosses(
    ones: list[Decimal], others: list[Decimal], tolerance: Decimal
) -> None:
    pairs = paired(ones, others, tolerance)
    assert all(a.one < b.one and a.other < b.other for a, b in pairwise(pairs))
    assert all(pair.apart == abs(ones[pair.one] - others[pair.other]) <= tolerance for pair in pairs)


@given(LONG, LONG, TOLERANCE)
def test_it_does_not_matter_who_is_called_the_first(
    ones: list[Decimal], others: list[Decimal], tolerance: Decimal
) -> None:
    assert worth(paired(ones, others, tolerance)) == worth(paired(others, ones, tolerance))


@given(LONG, LONG, TOLERANCE, TOLERANCE)
def test_more_tolerance_never_gives_fewer_pairs(
    ones: list[Decimal], others: list[Decimal], tolerance: Decimal, more: Decimal
) -> None:
    assert len(paired(ones, others, tolerance + more)) >= len(paired(ones, others, tolerance))


@given(LONG, st.decimals(0, 3, places=1))
def test_moving_all_by_no_more_than_the_tolerance_keeps_every_pair(times: list[Decimal], by: Decimal) -> None:
    assert len(paired(times, [time + by for time in times], by)) == len(times)


def test_the_published_example_pairs_more_as_the_tolerance_grows() -> None:
    first = [Decimal(at) for at in ("155.105", "169.855", "264.855")]
    second = [Decimal(at) for at in ("156.405", "170.852", "264.606")]
    found = [len(paired(first, second, Decimal(tolerance))) for tolerance in ("0.5", "1", "1.5", "2")]
    assert found == [1, 2, 3, 3]


def test_among_equal_numbers_of_pairs_the_nearest_are_taken() -> None:
    assert paired([Decimal(10)], [Decimal(9), Decimal("10.2")], Decimal(2)) == (
        Pair(one=0, other=1, apart=Decimal("0.2")),
    )


@given(LONG, LONG, TOLERANCE)
def test_taken_stretch_by_stretch_the_pairs_are_the_same(
    ones: list[Decimal], others: list[Decimal], tolerance: Decimal
) -> None:
    assert match_times(ones, others, tolerance) == paired(ones, others, tolerance)


def test_a_long_film_is_taken_stretch_by_stretch() -> None:
    film = [Decimal(second) for second in range(20_000)]
    pairs = match_times(film, [at + Decimal("0.3") for at in film], Decimal("0.5"))
    assert len(pairs) == len(film)
