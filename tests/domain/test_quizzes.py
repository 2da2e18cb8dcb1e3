"""Without these a quiz might ask more than it has, or offer the same choice twice."""

from decimal import Decimal

import pytest

from elearn.domain.addresses import Address
from elearn.domain.quizzes import Kind, Matching, Option, Pair, Question, Quiz, Single, TrueFalse, kind_of

READ = Address(module="care", lesson="first")


def statement(question_id: str) -> TrueFalse:
    return TrueFalse(
        id=question_id,
        objective="see",
        ask="So?",
        why="So.",
        claims=("a",),
        read=READ,
        answer=True,
        wrong="No.",
    )


def quiz(*, draw: int | None = None, pass_mark: Decimal | None = Decimal("0.8")) -> Quiz:
    questions: tuple[Question, ...] = tuple(statement(name) for name in ("one", "two", "three"))
    return Quiz(id="care", title="Care", module="care", pass_mark=pass_mark, questions=questions, draw=draw)


@pytest.mark.parametrize(("draw", "asked"), [(None, 3), (2, 2), (9, 3)])
def test_an_attempt_asks_what_is_drawn_and_never_more_than_there_is(draw: int | None, asked: int) -> None:
    assert quiz(draw=draw).asked == asked


def test_a_quiz_without_a_mark_is_one_of_completion() -> None:
    assert quiz(pass_mark=None).by_completion
    assert not quiz().by_completion


def test_a_question_is_found_by_its_id_or_not_at_all() -> None:
    found = quiz().question("two")
    assert found is not None
    assert found.id == "two"
    assert quiz().question("four") is None


def test_each_choice_of_a_matching_is_offered_once() -> None:
    pairs = (
        Pair(id="a", text="A", match="x"),
        Pair(id="b", text="B", match="y"),
        Pair(id="c", text="C", match="x"),
    )
    matching = Matching(
        id="m", objective="see", ask="?", why="!", claims=(), read=READ, pairs=pairs, wrong="W", extra=("z",)
    )
    assert matching.choices == ("x", "y", "z")
    assert kind_of(matching) is Kind.MATCHING


def test_each_kind_of_question_is_told_from_the_others() -> None:
    single = Single(
        id="s",
        objective="see",
        ask="?",
        why="!",
        claims=(),
        read=READ,
        options=(Option(id="a", text="A"),),
        answer="a",
    )
    assert (kind_of(single), kind_of(statement("one"))) == (Kind.SINGLE, Kind.TRUE_FALSE)
