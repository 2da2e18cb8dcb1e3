"""What the sealed chain of acts promises."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.audit import FIRST, Act, Sealed, first_break, key_name, seal, stamped_back

KEY = "k" * 32
KEYS = {key_name(KEY): KEY}


def chain(length: int) -> list[Sealed]:
    before, links = FIRST, []
    for number in range(1, length + 1):
        act = Act(
            at=datetime(2026, 11, 22, 9, number, tzinfo=UTC),
            actor="ruth",
            action="confirmed",
            subject=f"sam-{number}",
        )
        sealed = seal(KEY, before, act)
        links.append(Sealed(seq=number, act=act, before=before, seal=sealed, key_id=key_name(KEY)))
        before = sealed
    return links


@given(st.integers(0, 12))
def test_an_untouched_chain_holds(length: int) -> None:
    assert first_break(chain(length), KEYS) is None


@given(st.integers(1, 12), st.data())
def test_an_act_that_was_edited_is_found(length: int, data: st.DataObject) -> None:
    links = chain(length)
    at = data.draw(st.integers(0, length - 1))
    links[at] = replace(links[at], act=replace(links[at].act, actor="olu"))
    assert first_break(links, KEYS) == at + 1


@given(st.integers(2, 12), st.data())
def test_an_act_that_was_taken_out_is_found(length: int, data: st.DataObject) -> None:
    links = chain(length)
    del links[data.draw(st.integers(0, length - 2))]
    assert first_break(links, KEYS) is not None


def test_a_seal_of_a_key_that_is_gone_is_still_held_in_the_chain() -> None:
    assert first_break(chain(3), {}) is None


def test_a_seal_is_the_same_in_whatever_zone_its_instant_was_told() -> None:
    summer = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
    told = [
        Act(at=at, actor=None, action="invited", subject=None)
        for at in (summer, summer.astimezone(timezone(timedelta(hours=1))))
    ]
    assert seal(KEY, FIRST, told[0]) == seal(KEY, FIRST, told[1])


def test_a_stamp_earlier_than_the_one_before_is_kept_and_told() -> None:
    links = chain(4)
    links[2] = replace(links[2], act=replace(links[2].act, at=datetime(2026, 11, 22, 8, 0, tzinfo=UTC)))
    assert stamped_back(links) == (3,)
    assert stamped_back(chain(4)) == ()
