"""What one try at a quiz asks, and where it stands."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.answers import Answer, Matched
from elearn.domain.attempts import (
    Attempt,
    Given,
    about_minutes,
    draw,
    last_asked,
    require_another,
    shown_as,
    tries_left,
)
from elearn.domain.confidence import Confidence
from elearn.domain.errors import NotFound, Refused
from elearn.domain.quizzes import Question, Single
from elearn.domain.sheets import sheet
from tests.domain.asked import MATCHING, ORDERING, SINGLE, common, key, options, quiz

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SEEDS = st.text(min_size=1, max_size=16)


def pool(**objectives: int) -> tuple[Question, ...]:
    """So many questions for each objective."""
    return tuple(
        Single(**common(f"{objective}-{n}", objective), options=options("a", "b", right=("a",)), answer="a")
        for objective, many in objectives.items()
        for n in range(many)
    )


def attempt(**given: Answer) -> Attempt:
    """An attempt at three questions in which this was answered."""
    return Attempt(
        id="t",
        quiz=quiz(SINGLE, MATCHING, ORDERING),
        number=1,
        seed="s",
        questions=(SINGLE, MATCHING, ORDERING),
        given={
            name: Given(answer=answer, saved_at=NOON + timedelta(minutes=n))
            for n, (name, answer) in enumerate(given.items())
        },
        begun_at=NOON,
    )


@given(seed=SEEDS)
def test_without_a_draw_every_question_is_asked_in_the_order_of_the_file(seed: str) -> None:
    whole = quiz(*pool(see=3, mend=2))
    assert draw(whole, seed) == whole.questions


@given(
    seed=SEEDS,
    sizes=st.dictionaries(st.sampled_from(["see", "mend", "weigh"]), st.integers(1, 6), min_size=1),
    wanted=st.integers(1, 20),
)
def test_a_draw_is_spread_over_the_objectives_as_evenly_as_they_allow(
    seed: str, sizes: dict[str, int], wanted: int
) -> None:
    whole = quiz(*pool(**sizes), draw=wanted)
    drawn = draw(whole, seed)
    assert len(drawn) == len({each.id for each in drawn}) == min(wanted, sum(sizes.values()))
    assert [each for each in whole.questions if each in drawn] == list(drawn)
    many = Counter(each.objective for each in drawn)
    for objective, size in sizes.items():
        for other in sizes:
            assert many[objective] == size or many[objective] >= many[other] - 1
    assert draw(whole, seed) == drawn


@given(seed=SEEDS)
def test_a_critical_objective_is_drawn_first(seed: str) -> None:
    drawn = draw(quiz(*pool(see=5, mend=5, weigh=5), draw=2, critical=("mend", "weigh")), seed)
    assert {each.objective for each in drawn} == {"mend", "weigh"}


def test_another_seed_draws_other_questions() -> None:
    whole = quiz(*pool(see=10), draw=3)
    assert len({draw(whole, seed) for seed in "abcdefgh"}) > 1


@given(seed=SEEDS, sizes=st.lists(st.integers(2, 6), min_size=1, max_size=3), wanted=st.integers(1, 12))
def test_a_new_draw_asks_of_each_objective_what_was_not_seen_before_what_was(
    seed: str, sizes: list[int], wanted: int
) -> None:
    whole = quiz(*pool(**dict(zip(["see", "mend", "weigh"], sizes, strict=False))), draw=wanted)
    first = {each.id for each in draw(whole, seed)}
    again = draw(whole, f"{seed}-2", dict.fromkeys(first, 1))
    for objective in {each.objective for each in whole.questions}:
        mine = [each.id for each in whole.questions if each.objective == objective]
        asked = {each.id for each in again if each.objective == objective}
        assert not asked & first or set(mine) - first <= asked
    assert draw(whole, f"{seed}-2", dict.fromkeys(first, 1)) == again


@given(
    seed=SEEDS,
    sizes=st.lists(st.integers(1, 7), min_size=1, max_size=3),
    wanted=st.integers(1, 15),
    tries=st.integers(1, 4),
)
def test_beyond_one_of_each_objective_nothing_is_asked_again_while_anything_was_not(
    seed: str, sizes: list[int], wanted: int, tries: int
) -> None:
    whole = quiz(*pool(**dict(zip(["see", "mend", "weigh"], sizes, strict=False))), draw=wanted)
    seen: dict[str, int] = {}
    for number in range(1, tries + 1):
        drawn = draw(whole, f"{seed}-{number}", seen)
        again = Counter(each.objective for each in drawn if each.id in seen)
        fresh = {each.id for each in whole.questions} - seen.keys() - {each.id for each in drawn}
        assert not fresh or all(many == 1 for many in again.values())
        for objective in again if fresh else ():
            assert [each.objective for each in drawn].count(objective) == 1
        seen |= {each.id: number for each in drawn}


@given(
    seed=SEEDS,
    sizes=st.lists(st.integers(1, 6), min_size=3, max_size=3),
    wanted=st.integers(2, 12),
    seen=st.sets(st.tuples(st.sampled_from(["see", "mend", "weigh"]), st.integers(0, 5))),
)
def test_every_critical_objective_is_asked_whatever_was_seen(
    seed: str, sizes: list[int], wanted: int, seen: set[tuple[str, int]]
) -> None:
    objectives = ["see", "mend", "weigh"]
    whole = quiz(*pool(**dict(zip(objectives, sizes, strict=True))), draw=wanted, critical=("mend", "weigh"))
    before = dict.fromkeys((f"{objective}-{n}" for objective, n in seen), 1)
    assert {"mend", "weigh"} <= {each.objective for each in draw(whole, seed, before)}


def test_what_was_asked_longest_ago_comes_before_what_was_asked_last() -> None:
    whole = quiz(*pool(see=4), draw=2)
    drawn = draw(whole, "s", {"see-0": 3, "see-1": 1, "see-2": 2, "see-3": 3})
    assert {each.id for each in drawn} == {"see-1", "see-2"}


def test_the_last_attempt_in_which_a_question_was_asked_counts() -> None:
    assert last_asked([(2, ["a", "b"]), (1, ["a", "c"])]) == {"a": 2, "b": 2, "c": 1}


@pytest.mark.parametrize(
    ("allowed", "used", "left"), [(None, 99, None), (3, 0, 3), (3, 2, 1), (3, 3, 0), (3, 5, 0)]
)
def test_tries_are_counted_down(allowed: int | None, used: int, left: int | None) -> None:
    assert tries_left(quiz(attempts=allowed), used) == left


def test_no_more_attempts_begin_than_a_quiz_allows() -> None:
    require_another(quiz(attempts=2), 1)
    require_another(quiz(), 50)
    with pytest.raises(Refused, match="attempts-used"):
        require_another(quiz(attempts=2), 2)


@pytest.mark.parametrize(("questions", "minutes"), [(0, 0), (1, 1), (8, 6), (26, 20)])
def test_a_quiz_takes_about_three_quarters_of_a_minute_a_question(questions: int, minutes: int) -> None:
    assert about_minutes(questions) == minutes


def test_an_attempt_knows_what_is_open_also_where_an_answer_is_not_whole() -> None:
    begun = attempt(single=key(SINGLE), matching=Matched(choices={"x": "fits x"}))
    assert begun.open_numbers == (2, 3)
    assert begun.is_answered(1)
    assert not begun.is_answered(2)
    assert begun.answer(3) is None
    assert begun.is_open


def test_an_attempt_knows_when_something_was_last_saved() -> None:
    assert attempt().saved_at is None
    assert attempt(single=key(SINGLE), matching=key(MATCHING)).saved_at == NOON + timedelta(minutes=1)
    assert attempt(single=key(SINGLE)).answers == {"single": key(SINGLE)}


def test_an_attempt_shows_its_questions_by_number_in_the_order_of_its_seed() -> None:
    assert attempt().sheet(1) == sheet(SINGLE, "s")
    assert attempt().length == 3


@pytest.mark.parametrize("number", [0, 4, -1, 10**9])
def test_a_question_that_is_not_in_the_attempt_is_not_found(number: int) -> None:
    with pytest.raises(NotFound):
        attempt().question(number)


def test_an_answer_of_an_assessed_quiz_is_asked_how_sure_until_it_is_said() -> None:
    unsaid = attempt(single=key(SINGLE))
    assert unsaid.confidence(1) is None
    assert [unsaid.asks_how_sure(number) for number in (1, 2)] == [True, False]
    assert unsaid.unsaid_numbers == (1,)
    said = replace(unsaid, given={"single": replace(unsaid.given["single"], confidence=Confidence.GUESS)})
    assert said.confidence(1) is Confidence.GUESS
    assert said.confidence(2) is None
    assert said.unsaid_numbers == ()


def test_by_completion_nobody_is_asked_how_sure() -> None:
    unasked = attempt(single=key(SINGLE))
    assert replace(unasked, quiz=replace(unasked.quiz, pass_mark=None)).unsaid_numbers == ()


def test_an_answer_is_known_again_by_what_and_how_sure_it_was() -> None:
    shown = shown_as(key(SINGLE), Confidence.GUESS)
    assert shown == shown_as(key(SINGLE), Confidence.GUESS)
    others = [shown_as(key(SINGLE), None), shown_as(key(MATCHING), Confidence.GUESS), shown_as(None, None)]
    assert len({shown, *others}) == 4
