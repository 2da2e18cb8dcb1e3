"""Whether the time-unit kappa is the published one, and says "not defined" where it is."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.agreement import Coded
from elearn.domain.shares import Share
from elearn.domain.time_units import time_unit_kappa, units_needed
from tests.domain.test_agreement import point, state

FIRST = [point("155.105"), point("169.855"), point("264.855")]
SECOND = [point("156.405"), point("170.852"), point("264.606")]
BABY = ["baby"]


@pytest.mark.parametrize(("unit", "kappa", "units"), [("2", -0.038, 55), ("3", 1.0, 37)])
def test_the_published_example_shows_how_much_hangs_on_the_unit(unit: str, kappa: float, units: int) -> None:
    """As reported at https://github.com/olivierfriard/BORIS/issues/228."""
    found = time_unit_kappa(FIRST, SECOND, Decimal(unit), BABY)
    assert found.kappa is not None
    assert (round(float(found.kappa), 3), found.units) == (kappa, units)


def test_a_table_by_hand_comes_out_as_cohen_has_it() -> None:
    """Ten units, both say look in 4, both say nothing in 3: agreed 0.7, by chance 0.5 · 0.6 + 0.5 · 0.4 = 0.5."""
    first, second = [state("0", "4")], [state("0", "3"), state("8", "9")]
    found = time_unit_kappa([*first], [*second], Decimal(1), BABY)
    assert found.agreed == Share(part=7, whole=10)
    assert found.kappa == Fraction(2, 5)


def test_two_who_saw_one_thing_from_end_to_end_agree_but_kappa_is_not_defined() -> None:
    found = time_unit_kappa([state("0", "9")], [state("0", "9")], Decimal(1), BABY)
    assert (found.kappa, found.agreed) == (None, Share(part=10, whole=10))


def test_nothing_compared_is_not_defined() -> None:
    found = time_unit_kappa([], [], Decimal(1), BABY)
    assert (found.kappa, found.units, units_needed([], Decimal(1), 1)) == (None, 0, 0)


def test_two_points_in_one_unit_are_another_label_than_one() -> None:
    twice, once = [point("1.0"), point("1.2"), point("9")], [point("1.0"), point("9")]
    assert time_unit_kappa(twice, once, Decimal(1), BABY).agreed == Share(part=8, whole=9)


def test_each_subject_has_units_of_its_own() -> None:
    found = time_unit_kappa([state("0", "9")], [state("0", "9")], Decimal(1), ["adult", "baby"])
    assert (found.units, found.kappa) == (20, 1)


CODED = st.lists(
    st.builds(point, st.integers(0, 30).map(str), st.sampled_from(["look", "reach"])), max_size=12
)


@given(CODED, CODED, st.sampled_from(["0.5", "1", "2.5"]))
def test_it_does_not_matter_who_is_called_the_first(
    first: list[Coded], second: list[Coded], unit: str
) -> None:
    one, other = (time_unit_kappa(a, b, Decimal(unit), BABY) for a, b in ((first, second), (second, first)))
    assert one == other
    assert one.units == units_needed([*first, *second], Decimal(unit), 1)
    assert one.kappa is None or -1 <= one.kappa <= 1
