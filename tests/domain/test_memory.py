"""Whether what is remembered is worked out as FSRS says, without a clock and without chance."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.memory import Memory, Recall, again, first_met, retrievability

BEGAN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
AGAIN, HARD, GOOD = Recall.AGAIN, Recall.HARD, Recall.GOOD
MOMENTS = st.integers(0, 400).map(lambda days: BEGAN + timedelta(days=days, hours=days % 7))


def asked_when_due(*recalls: Recall) -> list[Memory]:
    """The memory after each of these, asked for the moment it falls due."""
    found = [first_met(recalls[0], BEGAN)]
    for each in recalls[1:]:
        found.append(again(found[-1], each, found[-1].due))
    return found


def test_the_worked_example_of_the_algorithm_comes_out() -> None:
    found = asked_when_due(*[GOOD] * 6, *[AGAIN] * 2, *[GOOD] * 5)
    assert [each.days for each in found] == [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]


def test_the_same_is_worked_out_the_same_for_ever() -> None:
    assert asked_when_due(AGAIN, GOOD, HARD, GOOD) == asked_when_due(AGAIN, GOOD, HARD, GOOD)


@pytest.mark.parametrize(("weaker", "stronger"), [(AGAIN, HARD), (HARD, GOOD)])
def test_what_came_back_more_easily_is_kept_longer(weaker: Recall, stronger: Recall) -> None:
    in_two_days = BEGAN + timedelta(days=2)
    assert retrievability(first_met(weaker, BEGAN), in_two_days) < retrievability(
        first_met(stronger, BEGAN), in_two_days
    )


@given(st.lists(st.tuples(st.sampled_from(Recall), MOMENTS), min_size=1, max_size=12), MOMENTS)
def test_a_memory_fades_and_never_leaves_its_bounds(
    told: list[tuple[Recall, datetime]], at: datetime
) -> None:
    memory = first_met(*told[0])
    for recall, when in told[1:]:
        memory = again(memory, recall, when)
    assert memory.stability > 0
    assert 1 <= memory.difficulty <= 10
    assert memory.due > memory.last
    assert 0 <= retrievability(memory, at + timedelta(days=30)) <= retrievability(memory, at) <= 1


def test_a_clock_that_jumped_back_is_taken_as_the_moment_before() -> None:
    memory = asked_when_due(GOOD, GOOD)[-1]
    assert again(memory, GOOD, BEGAN).last == memory.last
