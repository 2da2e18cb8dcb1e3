"""Which answers become cards, what is asked today, and what is asked no more."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.confidence import Confidence
from elearn.domain.library import Change, ChangeKind
from elearn.domain.memory import Recall, retrievability
from elearn.domain.reviews import (
    PACE,
    PACES,
    Answered,
    Card,
    Made,
    Sitting,
    Standing,
    about_minutes,
    asked_today,
    cards_made,
    left_today,
    new_card,
    question_hash,
    recall_of,
    recall_shown,
    reviewed,
    standing,
)
from tests.domain.asked import SINGLE

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
AGAIN, HARD, GOOD = Recall.AGAIN, Recall.HARD, Recall.GOOD
RECALLS = st.lists(st.tuples(st.sampled_from(Recall), st.integers(1, 90)), max_size=8)


def answered(question: str, recall: Recall | None, hash_: str = "h") -> Answered:
    """A question of the quiz `q` as it was answered."""
    return Answered(address=f"q/{question}", quiz="q", question=question, hash=hash_, recall=recall)


def sitting(ago: int, *each: Answered, opens: bool = True) -> Sitting:
    """An attempt handed in so many days ago."""
    back = timedelta(days=ago)
    return Sitting(at=NOW - back, on=TODAY - back, opens=opens, answered=each)


def card(id_: str = "c", recall: Recall = AGAIN, ago: int = 1, hash_: str = "h") -> Card:
    """A card made so many days ago."""
    back = timedelta(days=ago)
    made = Made(answered=answered("single", recall, hash_), recall=recall, at=NOW - back, on=TODAY - back)
    return new_card(id_, made)


def told(made: tuple[Made, ...]) -> list[tuple[str, Recall, date]]:
    return [(each.answered.question, each.recall, each.on) for each in made]


@pytest.mark.parametrize(
    ("confidence", "right", "recall"),
    [
        (None, False, AGAIN),
        (None, True, None),
        (Confidence.GUESS, True, HARD),
        (Confidence.FAIRLY, True, None),
        (Confidence.CERTAIN, True, None),
        (Confidence.GUESS, False, AGAIN),
        (Confidence.CERTAIN, False, AGAIN),
    ],
)
def test_what_was_wrong_or_right_by_a_guess_comes_back(
    confidence: Confidence | None, right: bool, recall: Recall | None
) -> None:
    assert recall_of(confidence, right=right) is recall


def test_nothing_becomes_a_card_before_anything_may_be_learnt_from() -> None:
    assert cards_made([sitting(3, answered("a", AGAIN), opens=False)]) == ()


def test_once_it_may_the_last_word_on_every_question_decides() -> None:
    made = cards_made(
        [
            sitting(3, answered("a", AGAIN), answered("b", AGAIN), answered("c", AGAIN), opens=False),
            sitting(2, answered("a", None), answered("b", HARD)),
        ]
    )
    day = TODAY - timedelta(days=2)
    assert told(made) == [("b", HARD, day), ("c", AGAIN, day)]


def test_a_card_once_made_stays_as_it_was_made_and_a_later_try_adds_to_them() -> None:
    made = cards_made(
        [
            sitting(3, answered("a", AGAIN)),
            sitting(2, answered("a", None), answered("b", AGAIN), opens=False),
            sitting(1, answered("a", HARD)),
        ]
    )
    assert told(made) == [
        ("a", AGAIN, TODAY - timedelta(days=3)),
        ("b", AGAIN, TODAY - timedelta(days=2)),
    ]


def test_a_question_that_was_asked_otherwise_is_another_card() -> None:
    made = cards_made([sitting(3, answered("a", AGAIN)), sitting(2, answered("a", AGAIN, "other"))])
    assert [each.answered.hash for each in made] == ["h", "other"]


@pytest.mark.parametrize("recall", [AGAIN, HARD])
def test_a_card_comes_up_the_day_after_the_quiz(recall: Recall) -> None:
    made = card(recall=recall, ago=0)
    assert (made.showings, made.next, made.due_on) == (0, 1, TODAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("right", "hard", "recall"),
    [(False, False, AGAIN), (False, True, AGAIN), (True, False, GOOD), (True, True, HARD)],
)
def test_how_it_came_back_follows_from_the_answer_and_her_word(
    right: bool, hard: bool, recall: Recall
) -> None:
    assert recall_shown(right=right, hard=hard) is recall


@given(RECALLS)
def test_a_card_comes_up_once_a_day_at_most_and_counts_its_showings(told: list[tuple[Recall, int]]) -> None:
    shown, on = card(ago=0), TODAY
    for recall, days in told:
        on += timedelta(days=days)
        shown = reviewed(shown, recall, NOW + (on - TODAY), on)
        assert shown.due_on > shown.last_on == on
    assert shown.showings == len(told)


def test_the_most_at_risk_come_first_and_never_more_than_so_many_a_day() -> None:
    cards = [card("guessed", HARD, 4), card("old", AGAIN, 9), card("new", AGAIN, 2), card("later", ago=0)]
    found = asked_today(cards, most=5, done=0, at=NOW, today=TODAY)
    assert [each.id for each in found] == ["old", "new", "guessed"]
    assert asked_today(cards, most=3, done=1, at=NOW, today=TODAY) == found[:2]
    assert asked_today(cards, most=0, done=0, at=NOW, today=TODAY) == ()


@given(
    st.lists(st.tuples(st.sampled_from([AGAIN, HARD]), st.integers(0, 900)), max_size=60),
    st.sampled_from(PACES),
    st.integers(0, 30),
)
def test_after_any_absence_there_is_no_mountain(made: list[tuple[Recall, int]], most: int, done: int) -> None:
    cards = [card(f"c{number:02}", *each) for number, each in enumerate(made)]
    found = asked_today(cards, most=most, done=done, at=NOW, today=TODAY)
    assert len(found) <= max(0, most - done)
    risks = [retrievability(each.memory, NOW) for each in found]
    assert risks == sorted(risks)
    left = [each for each in cards if each.due_on <= TODAY and each not in found]
    if found and len(found) == most - done:
        assert all(retrievability(each.memory, NOW) >= risks[-1] for each in left)


@pytest.mark.parametrize(("due", "done", "left"), [(3, 0, 3), (9, 0, 5), (9, 4, 1), (9, 7, 0), (0, 0, 0)])
def test_what_is_left_today_is_what_is_due_within_the_days_number(due: int, done: int, left: int) -> None:
    assert left_today(due, most=PACE, done=done) == left


@pytest.mark.parametrize(("cards", "minutes"), [(1, 1), (3, 2), (5, 4), (20, 14)])
def test_three_questions_take_two_minutes(cards: int, minutes: int) -> None:
    assert about_minutes(cards) == minutes


def change(kind: ChangeKind, ago: int) -> Change:
    return Change(kind=kind, what="", on=TODAY - timedelta(days=ago))


REWORDED = replace(SINGLE, ask="What, then?")
MATERIAL, EDITORIAL = ChangeKind.MATERIAL, ChangeKind.EDITORIAL


def test_a_card_whose_question_is_as_it_was_is_asked_under_whatever_name() -> None:
    known = card(hash_=question_hash(SINGLE, "single"))
    assert standing(known.origin, SINGLE, [change(MATERIAL, 0)]) is Standing.ASKED
    assert standing(known.origin, replace(SINGLE, id="renamed"), []) is Standing.ASKED


def test_a_card_whose_question_is_gone_is_asked_no_more() -> None:
    assert standing(card().origin, None, []) is Standing.GONE


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ([], Standing.CHANGED),
        ([change(EDITORIAL, 2)], Standing.ASKED),
        ([change(ChangeKind.ADDITIVE, 2)], Standing.ASKED),
        ([change(MATERIAL, 2)], Standing.CHANGED),
        ([change(MATERIAL, 2), change(EDITORIAL, 1)], Standing.CHANGED),
        ([change(MATERIAL, 30), change(EDITORIAL, 1)], Standing.ASKED),
        ([change(MATERIAL, 30), change(EDITORIAL, 20)], Standing.ASKED),
        ([change(EDITORIAL, 30), change(MATERIAL, 20)], Standing.CHANGED),
    ],
)
def test_another_wording_is_asked_where_its_authors_say_that_it_means_the_same(
    changes: list[Change], found: Standing
) -> None:
    known = card(ago=5, hash_=question_hash(SINGLE, "single"))
    assert standing(known.origin, REWORDED, changes) is found
