"""What a question page may know, and what it may send back."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.answers import Chosen, Held, Placed, Written
from elearn.domain.errors import Refused
from elearn.domain.quizzes import Option, Pair, Question
from elearn.domain.sheets import Sent, Sheet, filled, read_answer, sheet
from tests.domain.asked import (
    EVERY_KIND,
    MATCHING,
    MATCHING_EACH,
    MULTIPLE,
    MULTIPLE_EACH,
    NUMERIC,
    ORDERING,
    SINGLE,
    TRUE_FALSE,
    answers_to,
    key,
)

SEEDS = st.text(min_size=1, max_size=16)


def sent(question: Question, seed: str, answer: object) -> Sent:
    """The fields of a form filled with this answer, as a browser sends them."""
    form = filled(question, seed, answer)  # type: ignore[arg-type]  # the tests pass every kind
    return {name: [value] if isinstance(value, str) else value for name, value in form.items()}


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda each: each.id)
@given(data=st.data(), seed=SEEDS)
def test_what_was_answered_stands_in_the_form_again(
    question: Question, data: st.DataObject, seed: str
) -> None:
    answer = data.draw(answers_to(question))
    assert read_answer(question, seed, sent(question, seed, answer)) == answer


@given(seed=SEEDS)
def test_a_sheet_is_the_same_whatever_the_key_is(seed: str) -> None:
    other = tuple(replace(option, wrong="" if option.id == "c" else "x") for option in SINGLE.options)
    assert sheet(replace(SINGLE, answer="c", options=other), seed) == sheet(SINGLE, seed)
    assert sheet(replace(MULTIPLE, answer=("c", "d")), seed) == sheet(MULTIPLE, seed)
    assert sheet(replace(TRUE_FALSE, answer=True), seed) == sheet(TRUE_FALSE, seed)
    assert sheet(replace(ORDERING, order=ORDERING.order[::-1]), seed) == sheet(ORDERING, seed)
    assert sheet(replace(NUMERIC, answer=Decimal(7), slips=()), seed) == sheet(NUMERIC, seed)
    turned = dict(zip("xyz", ("fits y", "fits z", "fits x"), strict=True))
    crossed = tuple(Pair(id=pair.id, text=pair.text, match=turned[pair.id]) for pair in MATCHING.pairs)
    assert sheet(replace(MATCHING, pairs=crossed), seed) == sheet(MATCHING, seed)
    unshuffled = replace(MATCHING, shuffle=False)
    assert sheet(replace(unshuffled, pairs=crossed), seed) == sheet(unshuffled, seed)


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda each: each.id)
def test_a_sheet_holds_no_id_and_no_feedback(question: Question) -> None:
    shown = repr(sheet(question, "seed"))
    assert question.why not in shown
    assert "Wrong" not in shown
    assert {each.name for each in fields(Sheet)} == {"kind", "ask", "lines", "choices", "unit", "by_parts"}


def test_every_line_is_shown_once_in_an_order_of_the_seed() -> None:
    shown = {sheet(SINGLE, seed).lines for seed in "abcdefghijklmnopqrstuvwxyz"}
    assert len(shown) == 6
    assert all(sorted(lines) == ["Text a", "Text b", "Text c"] for lines in shown)
    assert sheet(SINGLE, "a") == sheet(SINGLE, "a")


def test_options_that_are_not_to_be_shuffled_stand_as_their_author_wrote_them() -> None:
    for seed in "abcdefgh":
        assert sheet(replace(SINGLE, shuffle=False), seed).lines == ("Text a", "Text b", "Text c")


def test_the_choices_of_a_matching_question_are_shuffled_even_where_its_pairs_are_not() -> None:
    plain = replace(MATCHING, shuffle=False)
    assert len({sheet(plain, seed).choices for seed in "abcdefgh"}) > 1
    assert {sheet(plain, seed).lines for seed in "abcdefgh"} == {("Pair x", "Pair y", "Pair z")}


def test_a_sheet_says_whether_part_of_an_answer_earns_part_of_the_credit() -> None:
    said = {question.id: sheet(question, "s").by_parts for question in EVERY_KIND}
    assert {each for each, by_parts in said.items() if by_parts} == {MULTIPLE_EACH.id, MATCHING_EACH.id}


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda each: each.id)
def test_nothing_sent_is_no_answer(question: Question) -> None:
    assert read_answer(question, "s", {}) is None
    blank = {"answer": [""], "line-0": [""], "line-1": [""], "line-2": [""]}
    assert read_answer(question, "s", blank) is None


@pytest.mark.parametrize(
    ("question", "form", "code", "field"),
    [
        (SINGLE, {"answer": ["4"]}, "option-not-offered", "answer"),
        (SINGLE, {"answer": ["0"]}, "option-not-offered", "answer"),
        (SINGLE, {"answer": ["b"]}, "option-not-offered", "answer"),
        (SINGLE, {"answer": ["²"]}, "option-not-offered", "answer"),
        (SINGLE, {"answer": ["1", "2"]}, "one-answer-only", "answer"),
        (MULTIPLE, {"answer": ["1", "9"]}, "option-not-offered", "answer"),
        (TRUE_FALSE, {"answer": ["true"]}, "option-not-offered", "answer"),
        (TRUE_FALSE, {"answer": ["1", "2"]}, "one-answer-only", "answer"),
        (MATCHING, {"line-0": ["1"], "line-1": ["5"]}, "option-not-offered", "line-1"),
        (MATCHING, {"line-2": ["1", "2"]}, "one-answer-only", "line-2"),
        (ORDERING, {"line-0": ["4"]}, "option-not-offered", "line-0"),
        (ORDERING, {"line-0": ["2"], "line-2": ["2"]}, "place-twice", "line-2"),
        (NUMERIC, {"answer": ["1", "2"]}, "one-answer-only", "answer"),
        *(
            (NUMERIC, {"answer": [typed]}, "number-unread", "answer")
            for typed in ("about 5", "0.33 cm", "d", "0.33 d d", "1,000.5")
        ),
        *(
            (NUMERIC, {"answer": [typed]}, "number-unread", "answer")
            for typed in ("1e5", "NaN", "٣", ".", "-.", "1.", "1" * 40)
        ),
        *(
            (NUMERIC, {"answer": [typed]}, "number-thousands", "answer")
            for typed in ("1,000", "12,345", "-1,000", "1234,567", "1,000 d")
        ),
    ],
)
def test_what_was_not_offered_is_refused_at_its_field(
    question: Question, form: Sent, code: str, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        read_answer(question, "s", form)
    assert (refusal.value.code, refusal.value.field) == (code, field)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0.33", "0.33"),
        ("0,33", "0.33"),
        ("0.33 d", "0.33"),
        ("0,33d", "0.33"),
        ("5 D", "5"),
        (" 12 ", "12"),
        ("+1.5", "1.5"),
        ("-2", "-2"),
        ("−2,5", "-2.5"),
        (".33", "0.33"),
        (",33", "0.33"),
        ("-.5 d", "-0.5"),
        ("1,00", "1"),
        ("1,0005", "1.0005"),
        ("0,125", "0.125"),
        (",125", "0.125"),
        ("1.000", "1"),
    ],
)
def test_a_number_may_be_written_with_a_point_or_a_comma(typed: str, number: str) -> None:
    assert read_answer(NUMERIC, "s", {"answer": [typed]}) == Written(number=Decimal(number))


def test_ticks_are_kept_in_the_order_of_the_file_and_once() -> None:
    unshuffled = replace(MULTIPLE, shuffle=False)
    assert read_answer(unshuffled, "s", {"answer": ["4", "1", "4"]}) == Chosen(options=("a", "d"))


def test_a_place_is_sent_as_it_is_read() -> None:
    order = [step.id for step in ORDERING.order]
    shown = [
        order[["Step first", "Step second", "Step third"].index(line)] for line in sheet(ORDERING, "s").lines
    ]
    form = {f"line-{n}": [str(n + 1)] for n in range(3)}
    assert read_answer(ORDERING, "s", form) == Placed(places={step: n for n, step in enumerate(shown, 1)})


def test_true_comes_before_not_true() -> None:
    assert read_answer(TRUE_FALSE, "s", {"answer": ["1"]}) == Held(holds=True)
    assert filled(TRUE_FALSE, "s", key(TRUE_FALSE)) == {"answer": "2"}


def test_options_with_the_same_words_keep_apart() -> None:
    twins = replace(SINGLE, options=(Option(id="b", text="Same"), Option(id="c", text="Same", wrong="x")))
    read = {read_answer(twins, "s", {"answer": [position]}) for position in ("1", "2")}
    assert read == {Chosen(options=("b",)), Chosen(options=("c",))}


def test_a_number_stands_in_its_form_again_as_it_was_read() -> None:
    assert filled(NUMERIC, "s", Written(number=Decimal("0.50"))) == {"answer": "0.50"}
