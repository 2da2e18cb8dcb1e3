"""A quiz that leaves as GIFT and comes home is the quiz that left, whatever stands in its texts."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.content.library import load
from elearn.content.places import folder
from elearn.domain.addresses import Address
from elearn.domain.quizzes import (
    Credit,
    Matching,
    Multiple,
    Numeric,
    Option,
    Pair,
    Question,
    Quiz,
    Single,
    Slip,
    TrueFalse,
)
from elearn.interop.gift import read_gift
from elearn.interop.gift_writing import sayable, write_gift
from tests.interop.ours import quiz_of

IDS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
AWKWARD = st.sampled_from(
    [
        *"~=#{}:\\\n*_[]%<>&\"'",
        "->",
        "//",
        "####",
        "::",
        "[html]",
        "[markdown]",
        "%50%",
        "TRUE",
        "\\n",
        ": ",
        " #",
    ]
)
LETTERS = st.characters(exclude_categories=("Cc", "Cs"))
TEXTS = st.lists(AWKWARD | LETTERS, min_size=1, max_size=12).map("".join).map(str.strip).filter(bool)
NUMBERS = st.decimals(-1000, 1000, places=3, allow_nan=False)
ASKED = {
    "id": IDS,
    "objective": IDS,
    "ask": TEXTS,
    "why": TEXTS,
    "claims": st.lists(IDS, min_size=1, max_size=3, unique=True).map(tuple),
    "read": st.builds(Address, module=IDS, lesson=IDS, heading=IDS),
    "was": st.just("") | IDS,
}


@st.composite
def singles(draw: st.DrawFn) -> Single:
    options = draw(
        st.lists(st.builds(Option, id=IDS, text=TEXTS, wrong=TEXTS), min_size=2, max_size=4, unique_by=_id)
    )
    answer = draw(st.sampled_from([option.id for option in options]))
    kept = tuple(replace(option, wrong="") if option.id == answer else option for option in options)
    return draw(
        st.builds(Single, **ASKED, options=st.just(kept), answer=st.just(answer), shuffle=st.booleans())
    )


@st.composite
def multiples(draw: st.DrawFn) -> Multiple:
    options = draw(
        st.lists(st.builds(Option, id=IDS, text=TEXTS, wrong=TEXTS), min_size=2, max_size=4, unique_by=_id)
    )
    ids = draw(st.permutations([option.id for option in options]))
    answer = tuple(ids[: draw(st.integers(1, len(ids)))])
    kept = tuple(replace(option, wrong="") if option.id in answer else option for option in options)
    rest = {"credit": st.sampled_from(Credit), "shuffle": st.booleans()}
    return draw(st.builds(Multiple, **ASKED, options=st.just(kept), answer=st.just(answer), **rest))


MATCHINGS = st.builds(
    Matching,
    **ASKED,
    pairs=st.lists(
        st.builds(Pair, id=IDS, text=TEXTS, match=TEXTS),
        min_size=2,
        max_size=4,
        unique_by=lambda pair: pair.id,
    ).map(tuple),
    wrong=TEXTS,
    extra=st.lists(TEXTS, max_size=2).map(tuple),
    credit=st.sampled_from(Credit),
    shuffle=st.booleans(),
)


@st.composite
def numerics(draw: st.DrawFn) -> Numeric:
    answer, within = draw(NUMBERS), abs(draw(NUMBERS))
    slips = draw(
        st.lists(st.builds(Slip, number=NUMBERS, wrong=TEXTS), max_size=3, unique_by=lambda slip: slip.number)
    )
    kept = tuple(slip for slip in slips if abs(slip.number - answer) > within)
    rest = {"otherwise": TEXTS, "slips": st.just(kept), "unit": st.just("") | TEXTS}
    return draw(st.builds(Numeric, **ASKED, answer=st.just(answer), within=st.just(within), **rest))


def _id(option: Option) -> str:
    return option.id


QUESTIONS = (
    singles()
    | multiples()
    | MATCHINGS
    | numerics()
    | st.builds(TrueFalse, **ASKED, answer=st.booleans(), wrong=TEXTS)
)


def home(quiz: Quiz) -> Quiz:
    """The quiz after its journey."""
    return quiz_of(read_gift(write_gift(quiz, {})[0]), quiz.id)


@settings(deadline=None, max_examples=150)
@given(question=QUESTIONS.filter(sayable), title=TEXTS, draw=st.none() | st.integers(1, 9))
def test_whatever_can_be_said_comes_home_as_it_left(question: Question, title: str, draw: int | None) -> None:
    quiz = Quiz(
        id="care",
        title=title,
        module="care",
        pass_mark=Decimal("0.8"),
        questions=(question,),
        attempts=draw,
        draw=draw,
        critical=(question.objective,),
        was="old",
    )
    assert home(quiz) == quiz


@pytest.mark.parametrize(
    "quiz", load(folder("modules"), folder("quizzes"))[0].quizzes.values(), ids=lambda q: q.id
)
def test_every_quiz_that_ships_comes_home_but_for_its_orderings(quiz: Quiz) -> None:
    text, losses = write_gift(quiz, {question.id: 1 for question in quiz.questions})
    assert home(quiz) == replace(quiz, questions=tuple(filter(sayable, quiz.questions)))
    assert read_gift(text).losses == ()
    left = {question.id for question in quiz.questions if not sayable(question)}
    assert left <= {loss.sentence.split('"')[1] for loss in losses}
