"""What is promised about who chose what, and about what is said of it."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.answers import Answer, Chosen, Held, Matched, Placed, Written
from elearn.domain.intervals import Interval
from elearn.domain.quizzes import Question
from elearn.domain.statistics.choices import Choice, Pick, Third, tally, thirds
from elearn.domain.statistics.items import ItemStatistics
from elearn.domain.statistics.matrix import Item, Matrix
from elearn.domain.statistics.signs import Noticed, Sign, signs
from tests.domain.asked import EVERY_KIND, MATCHING, MULTIPLE, NUMERIC, ORDERING, SINGLE, TRUE_FALSE, key
from tests.domain.asked import answers_to as any_answer

LOW, MIDDLE, HIGH = Third


def of_totals(*totals: int | None) -> Matrix:
    return Matrix(items=(Item(id="q", most=10),), rows=tuple((each,) for each in totals))


def test_ten_different_totals_fall_into_three_four_and_three() -> None:
    assert thirds(of_totals(*range(10))) == (LOW,) * 3 + (MIDDLE,) * 4 + (HIGH,) * 3


def test_equal_totals_are_never_parted() -> None:
    assert thirds(of_totals(5, 5, 5, 5)) == (MIDDLE,) * 4
    assert thirds(of_totals(1, 1, 1, 9)) == (MIDDLE,) * 3 + (HIGH,)


def test_who_was_asked_nothing_is_in_no_third() -> None:
    assert thirds(of_totals(1, None, 9)) == (LOW, None, HIGH)


@given(totals=st.lists(st.integers(0, 10), max_size=20))
def test_whoever_earned_more_is_in_no_lower_third(totals: list[int]) -> None:
    placed = sorted(zip(totals, thirds(of_totals(*totals)), strict=True))

    assert [list(Third).index(third) for _total, third in placed] == sorted(
        list(Third).index(third) for _total, third in placed
    )


@pytest.mark.parametrize(
    ("question", "answer", "picked", "text", "right"),
    [
        (SINGLE, Chosen(options=("b",)), Pick.OPTION, "Text b", True),
        (SINGLE, Chosen(options=("a",)), Pick.OPTION, "Text a", False),
        (TRUE_FALSE, Held(holds=False), Pick.FALSE, "", True),
        (TRUE_FALSE, Held(holds=True), Pick.TRUE, "", False),
        (NUMERIC, Written(number=NUMERIC.answer), Pick.NUMBER, "0.33 d", True),
        (NUMERIC, Written(number=NUMERIC.slips[0].number), Pick.NUMBER, "0.20 d", False),
        (NUMERIC, Written(number=NUMERIC.answer + 5), Pick.OTHER_NUMBER, "", False),
        (MATCHING, key(MATCHING), Pick.ALL, "", True),
        (MATCHING, Matched(choices={"x": "fits x", "y": "fits x"}), Pick.SOME, "", False),
        (MATCHING, Matched(choices={"x": "fits none"}), Pick.NONE, "", False),
        (ORDERING, key(ORDERING), Pick.ALL, "", True),
        (ORDERING, Placed(places={"first": 1, "second": 3, "third": 2}), Pick.SOME, "", False),
        (ORDERING, Placed(places={"first": 2, "second": 3, "third": 1}), Pick.NONE, "", False),
        (SINGLE, None, Pick.OPEN, "", False),
        (SINGLE, Held(holds=True), Pick.OPEN, "", False),
    ],
)
def test_an_answer_is_counted_where_it_belongs(
    question: Question, answer: Answer | None, picked: Pick, text: str, right: bool
) -> None:
    (found,) = (each for each in tally(question, [(HIGH, answer)]) if each.total)

    assert found == Choice(pick=picked, text=text, right=right, chosen={LOW: 0, MIDDLE: 0, HIGH: 1})


def test_each_of_several_options_is_counted() -> None:
    found = tally(MULTIPLE, [(LOW, Chosen(options=("a", "c"))), (HIGH, Chosen(options=("a", "b")))])

    assert [(each.text, each.right, each.chosen[LOW], each.chosen[HIGH]) for each in found] == [
        ("Text a", True, 1, 1),
        ("Text b", True, 0, 1),
        ("Text c", False, 1, 0),
        ("Text d", False, 0, 0),
    ]


@given(data=st.data(), question=st.sampled_from(EVERY_KIND))
def test_no_answer_is_lost(data: st.DataObject, question: Question) -> None:
    given_ = data.draw(
        st.lists(st.tuples(st.sampled_from(Third), any_answer(question)), max_size=10), label="given"
    )
    found = tally(question, given_)

    picked = [answer.options if isinstance(answer, Chosen) else (1,) for _third, answer in given_]
    assert sum(each.total for each in found) == sum(len(each) for each in picked)


def item(n: int = 40, facility: float = 70, high: float = 80, r: float | None = 40) -> ItemStatistics:
    return ItemStatistics(
        id="q",
        n=n,
        facility=facility,
        interval=Interval(low=0, high=high),
        sd=1,
        discrimination=r,
        efficiency=None,
        effective_weight=None,
    )


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        (item(), ()),
        (item(r=-30), (Sign.LOOK_AT_KEY,)),
        (item(n=10, r=-30), (Sign.TELLS_LITTLE,)),
        (item(r=-5), (Sign.TELLS_LITTLE,)),
        (item(r=15), ()),
        (item(facility=0, r=None), (Sign.NOBODY_RIGHT,)),
        (item(facility=100, r=None), (Sign.ALL_RIGHT,)),
        (item(facility=30, high=45), (Sign.HARD,)),
        (item(n=9, facility=0, r=-90), ()),
    ],
)
def test_what_stands_out_is_said(numbers: ItemStatistics, found: tuple[Sign, ...]) -> None:
    assert tuple(each.sign for each in signs(numbers)) == found


def option(text: str, right: bool, *chosen: int) -> Choice:
    counts: Mapping[Third, int] = dict(zip(Third, chosen, strict=True))
    return Choice(pick=Pick.OPTION, text=text, right=right, chosen=counts)


def test_an_option_that_tempts_the_best_comes_before_one_that_nobody_chose() -> None:
    choices = (
        option("idle", False, 0, 0, 0),
        option("key", True, 5, 6, 2),
        option("tempting", False, 1, 2, 7),
    )

    assert signs(item(), choices) == (
        Noticed(sign=Sign.TEMPTS_THE_BEST, option="tempting"),
        Noticed(sign=Sign.NEVER_CHOSEN, option="idle"),
    )


def test_where_few_were_tempted_at_all_an_option_may_yet_tempt() -> None:
    choices = (option("idle", False, 0, 0, 0), option("key", True, 5, 8, 9), option("rare", False, 5, 3, 1))

    assert signs(item(), choices) == ()


def test_what_is_no_option_tempts_nobody() -> None:
    assert signs(item(), tally(TRUE_FALSE, [(HIGH, Held(holds=True))])) == ()
