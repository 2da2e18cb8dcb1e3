"""Questions of every kind for tests: small ones by name, and any at all for properties."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from elearn.domain.addresses import Address
from elearn.domain.answers import Answer, Chosen, Held, Matched, Placed, Written
from elearn.domain.quizzes import (
    Credit,
    Matching,
    Multiple,
    Numeric,
    Option,
    Ordering,
    Pair,
    Question,
    Quiz,
    Single,
    Slip,
    Step,
    TrueFalse,
)


def common(question_id: str, objective: str = "see") -> dict[str, Any]:
    """What every question has."""
    return {
        "id": question_id,
        "objective": objective,
        "ask": f"What of {question_id}?",
        "why": f"Because of {question_id}.",
        "claims": (f"claim-{question_id}",),
        "read": Address(module="m", lesson="one", heading="part"),
    }


def options(*ids: str, right: tuple[str, ...]) -> tuple[Option, ...]:
    """Options whose feedback names them."""
    return tuple(
        Option(id=each, text=f"Text {each}", wrong="" if each in right else f"Wrong {each}") for each in ids
    )


SINGLE = Single(**common("single"), options=options("a", "b", "c", right=("b",)), answer="b")
MULTIPLE = Multiple(
    **common("multiple"), options=options("a", "b", "c", "d", right=("a", "b")), answer=("a", "b")
)
MULTIPLE_EACH = Multiple(
    **common("multiple-each"),
    options=options("a", "b", "c", "d", right=("a", "b")),
    answer=("a", "b"),
    credit=Credit.EACH,
)
TRUE_FALSE = TrueFalse(**common("true-false"), answer=False, wrong="Wrong true")
PAIRS = tuple(Pair(id=each, text=f"Pair {each}", match=f"fits {each}") for each in ("x", "y", "z"))
MATCHING = Matching(**common("matching"), pairs=PAIRS, wrong="Wrong match", extra=("fits none",))
MATCHING_EACH = Matching(
    **common("matching-each"), pairs=PAIRS, wrong="Wrong match", extra=("fits none",), credit=Credit.EACH
)
ORDERING = Ordering(
    **common("ordering"),
    order=tuple(Step(id=each, text=f"Step {each}") for each in ("first", "second", "third")),
    wrong="Wrong order",
)
NUMERIC = Numeric(
    **common("numeric"),
    answer=Decimal("0.33"),
    within=Decimal("0.005"),
    otherwise="Wrong number",
    slips=(Slip(number=Decimal("0.20"), wrong="Wrong fifth"),),
    unit="d",
)
EVERY_KIND = (SINGLE, MULTIPLE, MULTIPLE_EACH, TRUE_FALSE, MATCHING, MATCHING_EACH, ORDERING, NUMERIC)


def quiz(*questions: Question, **how: Any) -> Quiz:
    """A quiz of these questions, passed with 80% unless told otherwise."""
    return Quiz(
        **{"id": "q", "title": "Q", "module": "m", "pass_mark": Decimal("0.8"), "questions": questions, **how}
    )


def key(question: Question) -> Answer:
    """The answer that is right."""
    match question:
        case Single():
            return Chosen(options=(question.answer,))
        case Multiple():
            return Chosen(options=question.answer)
        case TrueFalse():
            return Held(holds=question.answer)
        case Matching():
            return Matched(choices={pair.id: pair.match for pair in question.pairs})
        case Ordering():
            return Placed(places={step.id: place for place, step in enumerate(question.order, 1)})
        case Numeric():
            return Written(number=question.answer)


def keys(asked: Quiz) -> dict[str, Answer]:
    """The right answer to every question."""
    return {question.id: key(question) for question in asked.questions}


def answers_to(question: Question) -> st.SearchStrategy[Answer | None]:
    """Any answer that a form could send, or none."""
    match question:
        case Single():
            given: st.SearchStrategy[Answer] = st.sampled_from(question.options).map(
                lambda option: Chosen(options=(option.id,))
            )
        case Multiple():
            ids = [option.id for option in question.options]
            given = st.sets(st.sampled_from(ids), min_size=1).map(
                lambda chosen: Chosen(options=tuple(each for each in ids if each in chosen))
            )
        case TrueFalse():
            given = st.booleans().map(lambda holds: Held(holds=holds))
        case Matching():
            given = st.dictionaries(
                st.sampled_from([pair.id for pair in question.pairs]),
                st.sampled_from(question.choices),
                min_size=1,
            ).map(lambda choices: Matched(choices=choices))
        case Ordering():
            given = st.permutations([step.id for step in question.order]).map(
                lambda order: Placed(places={step: place for place, step in enumerate(order, 1)})
            )
        case Numeric():
            given = st.decimals(-10, 10, places=3, allow_nan=False).map(lambda number: Written(number=number))
    return st.none() | given


def mixed_answers(questions: tuple[Question, ...]) -> st.SearchStrategy[dict[str, Answer]]:
    """Some answer, or none, to each of these questions."""
    return st.fixed_dictionaries({each.id: answers_to(each) for each in questions}).map(
        lambda given: {question: answer for question, answer in given.items() if answer is not None}
    )
