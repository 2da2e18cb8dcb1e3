"""What the sealed chain of acts promises."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.audit import (
    FIRST,
    Act,
    Break,
    Examined,
    Fault,
    Head,
    Sealed,
    examine,
    keyed,
    read_head,
    seal,
)
from tests.tampering import KEY, KEYS, NOON, THEIRS, chain, chance, head, tampered


def first(rows: Iterable[Sealed], *kept: Head) -> Break | None:
    return examine(rows, KEYS, kept).first


@given(st.integers(0, 12))
def test_an_untouched_chain_holds_and_says_where_it_ends(length: int) -> None:
    rows = chain(length)
    found = examine(rows, KEYS)
    assert (found.first, found.acts, found.unkeyed, found.backwards) == (None, length, 0, ())
    assert found.head.seal == (rows[-1].seal if rows else FIRST)
    assert first(rows, found.head) is None


def test_of_ten_thousand_edits_deletions_swaps_and_insertions_none_goes_unseen() -> None:
    hands = chance(20261122)
    rows = chain(12)
    kept = head(rows)
    for _ in range(10_000):
        touched = tampered(rows, hands)
        assert touched != rows
        assert first(touched, kept), touched


@given(st.integers(1, 12), st.data())
def test_an_act_that_was_edited_is_named(length: int, data: st.DataObject) -> None:
    rows = chain(length)
    at = data.draw(st.integers(0, length - 1))
    rows[at] = replace(rows[at], act=replace(rows[at].act, actor="olu"))
    assert first(rows) == Break(fault=Fault.ALTERED, seq=at + 1)


@given(st.integers(2, 12), st.data())
def test_where_an_act_was_taken_out_the_next_one_is_named(length: int, data: st.DataObject) -> None:
    rows = chain(length)
    at = data.draw(st.integers(0, length - 2))
    del rows[at]
    assert first(rows) == Break(fault=Fault.OUT_OF_PLACE, seq=at + 2)


def test_two_acts_with_one_number_are_not_in_order() -> None:
    rows = chain(3)
    rows[2] = replace(rows[2], seq=2)
    assert first(rows) == Break(fault=Fault.OUT_OF_PLACE, seq=2)


@given(st.integers(1, 12), st.data())
def test_a_tail_that_was_cut_off_is_found_by_the_kept_head_alone(length: int, data: st.DataObject) -> None:
    rows = chain(length)
    left = data.draw(st.integers(0, length - 1))
    assert first(rows[:left]) is None
    for kept in (head(rows), replace(head(rows), acts=None)):
        assert first(rows[:left], kept) == Break(fault=Fault.TAIL_MISSING, seq=left + 1)


def test_a_record_that_went_on_since_its_head_was_kept_holds() -> None:
    rows = chain(9)
    assert first(rows, head(rows[:4]), replace(head(rows[:6]), acts=None), Head(acts=0, seal=FIRST)) is None


def test_another_record_sealed_with_the_true_key_is_not_the_kept_one() -> None:
    kept = head(chain(4))
    other = [replace(each, act=replace(each.act, actor="olu")) for each in chain(4)]
    before, resealed = FIRST, []
    for each in other:
        before = seal(KEY, was := before, each.act, each.seq)
        resealed.append(replace(each, before=was, seal=before))
    assert first(resealed) is None
    assert first(resealed, kept) == Break(fault=Fault.NOT_THE_KEPT, seq=4)


def test_a_key_that_is_not_at_hand_leaves_the_order_to_be_examined_and_nobody_to_vouch() -> None:
    rows = chain(3)
    found = examine(rows, {})
    assert (found.broken, found.unkeyed) == (None, 3)
    assert found.first == Break(fault=Fault.UNKNOWN_KEY, seq=1)
    assert examine(rows[1:], {}).broken == Break(fault=Fault.OUT_OF_PLACE, seq=2)


def test_of_two_faults_the_first_is_named() -> None:
    rows = chain(4)
    rows[1] = replace(rows[1], key_id="nobody")
    rows[3] = replace(rows[3], act=replace(rows[3].act, actor="olu"))
    rows[2] = replace(rows[2], act=replace(rows[2].act, actor="olu"))
    assert first(rows) == Break(fault=Fault.UNKNOWN_KEY, seq=2)
    assert examine(rows, KEYS).broken == Break(fault=Fault.ALTERED, seq=3)


def test_a_record_sealed_before_numbers_were_part_of_it_still_holds_and_still_breaks() -> None:
    rows = chain(5, numbered=False)
    assert first(rows) is None
    rows[2] = replace(rows[2], act=replace(rows[2].act, subject="jon"))
    assert first(rows) == Break(fault=Fault.ALTERED, seq=3)


def test_another_key_makes_another_seal() -> None:
    assert first(chain(2, THEIRS)) == Break(fault=Fault.UNKNOWN_KEY, seq=1)
    assert keyed(KEY, "text") != keyed(THEIRS, "text")
    assert len(keyed(KEY, "text")) == 64


def test_a_seal_is_the_same_in_whatever_zone_its_instant_was_told() -> None:
    summer = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
    told = [
        Act(at=at, actor=None, action="invited", subject=None)
        for at in (summer, summer.astimezone(timezone(timedelta(hours=1))))
    ]
    assert seal(KEY, FIRST, told[0], 1) == seal(KEY, FIRST, told[1], 1)


def test_a_stamp_earlier_than_the_one_before_is_kept_and_told() -> None:
    rows = chain(4)
    rows[2] = replace(rows[2], act=replace(rows[2].act, at=NOON))
    found: Examined = examine(rows, {})
    assert found.backwards == (3,)


@pytest.mark.parametrize("kept", [Head(acts=137, seal="ab" * 32), Head(acts=None, seal=FIRST)])
def test_a_head_is_read_as_it_was_written(kept: Head) -> None:
    assert read_head(f" {kept} ") == kept


@pytest.mark.parametrize("text", ["", "137", "137:", "x" * 64, f":{FIRST}", f"1:{FIRST}0", f"-1:{FIRST}"])
def test_what_is_no_head_is_read_as_none(text: str) -> None:
    assert read_head(text) is None
