"""Whether what two observers coded is compared by subject and code, and nothing is called agreement that is none."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.agreement import Coded, about, agree, codes, in_time, subjects
from elearn.domain.shares import Share, harmonic


def point(at: str, code: str = "reach", subject: str = "baby") -> Coded:
    return Coded(start=Decimal(at), stop=None, subject=subject, code=code)


def state(start: str, stop: str, code: str = "look", subject: str = "baby") -> Coded:
    return Coded(start=Decimal(start), stop=Decimal(stop), subject=subject, code=code)


CODED = st.lists(
    st.builds(
        Coded,
        start=st.decimals(0, 60, places=1),
        stop=st.none(),
        subject=st.sampled_from(["baby", "adult"]),
        code=st.sampled_from(["look", "reach"]),
    ),
    max_size=20,
)
TOLERANCE = st.decimals(0, 3, places=1)


@given(CODED, CODED, TOLERANCE)
def test_each_thing_is_matched_once_or_stands_alone(
    first: list[Coded], second: list[Coded], tolerance: Decimal
) -> None:
    found = agree(first, second, tolerance)
    assert in_time([*(seen.first for seen in found.both), *found.only_first]) == in_time(first)
    assert in_time([*(seen.second for seen in found.both), *found.only_second]) == in_time(second)
    assert all(
        (seen.first.subject, seen.first.code) == (seen.second.subject, seen.second.code)
        and abs(seen.offset) <= tolerance
        for seen in found.both
    )


@given(CODED, CODED, TOLERANCE)
def test_f1_is_the_same_whoever_is_called_the_first(
    first: list[Coded], second: list[Coded], tolerance: Decimal
) -> None:
    one, other = agree(first, second, tolerance), agree(second, first, tolerance)
    assert (one.f1, one.precision, one.recall) == (other.f1, other.recall, other.precision)


@given(CODED)
def test_an_observer_agrees_wholly_with_herself(coded: list[Coded]) -> None:
    assert agree(coded, coded, Decimal(0)).f1 == (1 if coded else None)


def test_offsets_say_how_much_later_the_second_observer_was() -> None:
    (seen,) = agree([state("1.0", "4.0")], [state("1.4", "3.5")], Decimal("0.5")).both
    assert (seen.offset, seen.stop_offset) == (Decimal("0.4"), Decimal("-0.5"))


def test_a_point_has_no_offset_of_its_stop() -> None:
    (seen,) = agree(
        [point("1")], [Coded(start=Decimal(1), stop=Decimal(2), subject="baby", code="reach")], Decimal(0)
    ).both
    assert seen.stop_offset is None


def test_another_code_or_subject_is_no_match() -> None:
    found = agree([point("1"), point("5", subject="adult")], [point("1", "look"), point("5")], Decimal(1))
    assert (len(found.both), len(found.only_first), len(found.only_second)) == (0, 2, 2)
    assert (found.precision.value, found.recall.value, found.f1) == (0, 0, 0)


def test_one_code_can_be_looked_at_alone() -> None:
    found = agree([point("1"), point("9", "look")], [point("1"), point("20", "look")], Decimal(1))
    assert about(found, "reach").f1 == 1
    assert about(found, "look").f1 == 0
    assert about(found, "smile").f1 is None


def test_the_codes_and_subjects_of_both_are_listed_once() -> None:
    assert codes([point("1")], [point("2", "look"), point("3")]) == ("look", "reach")
    assert subjects([point("1")], [point("2", subject="adult")]) == ("adult", "baby")


@pytest.mark.parametrize(
    ("one", "other", "mean"),
    [
        (None, Fraction(1), None),
        (Fraction(1), None, None),
        (Fraction(0), Fraction(0), Fraction(0)),
        (Fraction(1, 2), Fraction(1), Fraction(2, 3)),
    ],
)
def test_a_mean_of_what_is_not_defined_is_not_defined(
    one: Fraction | None, other: Fraction | None, mean: Fraction | None
) -> None:
    assert harmonic(one, other) == mean


def test_a_share_of_nothing_is_not_defined_and_has_no_interval() -> None:
    assert (Share(part=0, whole=0).value, Share(part=0, whole=0).interval) == (None, None)


def test_a_share_says_how_far_it_can_be_trusted() -> None:
    interval = Share(part=18, whole=22).interval
    assert interval is not None
    assert (round(interval.low, 2), round(interval.high, 2)) == (0.61, 0.93)
