"""How sure somebody said she was, against how right she was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.confidence import (
    Calibration,
    Confidence,
    calibration,
    is_sure_and_wrong,
    is_unsure_or_wrong,
    read_confidence,
)
from elearn.domain.errors import Refused

TOLD = st.lists(st.tuples(st.sampled_from([None, *Confidence]), st.booleans()))


def test_calibration_counts_each_level_that_was_used_the_surest_first() -> None:
    told = [
        (Confidence.GUESS, False),
        *[(Confidence.CERTAIN, True)] * 6,
        *[(Confidence.CERTAIN, False)] * 2,
        (None, True),
    ]
    certain, guess = calibration(told)
    assert certain == Calibration(confidence=Confidence.CERTAIN, said=8, right=6)
    assert guess == Calibration(confidence=Confidence.GUESS, said=1, right=0)
    assert not certain.all_right
    assert calibration([(Confidence.FAIRLY, True)])[0].all_right


def test_nothing_said_is_no_calibration() -> None:
    assert calibration([(None, True), (None, False)]) == ()


@given(told=TOLD)
def test_every_answer_with_a_word_is_counted_once_and_right_never_exceeds_said(
    told: list[tuple[Confidence | None, bool]],
) -> None:
    levels = calibration(told)
    assert sum(level.said for level in levels) == sum(said is not None for said, _ in told)
    assert all(0 <= level.right <= level.said for level in levels)


@pytest.mark.parametrize(
    ("confidence", "right", "first", "again"),
    [
        (Confidence.CERTAIN, False, True, True),
        (Confidence.CERTAIN, True, False, False),
        (Confidence.FAIRLY, False, False, True),
        (Confidence.FAIRLY, True, False, False),
        (Confidence.GUESS, True, False, True),
        (None, False, False, True),
        (None, True, False, False),
    ],
)
def test_certain_and_wrong_comes_first_and_a_lucky_guess_is_worth_another_look(
    confidence: Confidence | None, right: bool, first: bool, again: bool
) -> None:
    assert is_sure_and_wrong(confidence, right=right) is first
    assert is_unsure_or_wrong(confidence, right=right) is again


def test_what_a_form_sent_is_a_level_nothing_or_refused_at_its_field() -> None:
    assert read_confidence(["", "certain"]) is Confidence.CERTAIN
    assert read_confidence([]) is None
    for sent, code in ((["very"], "option-not-offered"), (["guess", "certain"], "one-answer-only")):
        with pytest.raises(Refused, match=code) as refused:
            read_confidence(sent)
        assert refused.value.field == "confidence"
