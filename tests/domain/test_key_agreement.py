"""Whether a key and its markers are compared kind by kind, over the whole clip, and "not defined" is said as such."""

from decimal import Decimal

from elearn.domain.clips import Kind
from elearn.domain.key_agreement import against_key
from tests.domain.test_moments import ANSWER, HELLO, clip, mark

SCENE = clip(HELLO, ANSWER)
UNIT = Decimal(1)


def test_a_go_is_compared_at_every_unit_of_the_whole_clip() -> None:
    """The window of the one initiative, 3.2 to 5.4 s, holds the samples at 4 and 5; a mark at 4.4 covers that at 4."""
    found = against_key(SCENE, [[mark("4.4", Kind.INITIATIVE)]], UNIT)[Kind.INITIATIVE]
    assert (found.units, found.agreed.part) == (61, 60)
    assert found.kappa is not None
    assert round(float(found.kappa), 3) == 0.659


def test_a_kind_that_neither_has_is_not_defined_and_one_nobody_marks_is_no_agreement() -> None:
    found = against_key(SCENE, [[]], UNIT)
    assert (found[Kind.REPAIR].kappa, found[Kind.REPAIR].agreed.value) == (None, 1)
    assert found[Kind.INITIATIVE].kappa == 0


def test_goes_are_taken_together_and_none_at_all_is_not_defined() -> None:
    one, two = ([mark("4.4", Kind.INITIATIVE)], [mark("30", Kind.INITIATIVE)])
    assert against_key(SCENE, [one, two], UNIT)[Kind.INITIATIVE].units == 122
    assert against_key(SCENE, [], UNIT)[Kind.INITIATIVE].kappa is None
