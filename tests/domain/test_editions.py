"""Without these a stored attempt might come back as another quiz than the one that was answered."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.addresses import Address
from elearn.domain.editions import (
    EditionKind,
    canonical,
    edition_of,
    hash_of,
    lesson_edition,
    quiz_edition,
    quiz_from_canonical,
    reading_edition,
)
from elearn.domain.library import Lesson
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

ids = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)
texts = st.text(min_size=1, max_size=30)
decimals = st.decimals(min_value=-1000, max_value=1000, places=2)
addresses = st.builds(Address, module=ids, lesson=ids, heading=st.just("") | ids)
asked = {
    "id": ids,
    "objective": ids,
    "ask": texts,
    "why": texts,
    "claims": st.lists(ids, max_size=3).map(tuple),
    "read": addresses,
}
options = st.lists(st.builds(Option, id=ids, text=texts, wrong=st.just("") | texts), max_size=4).map(tuple)
pairs = st.lists(st.builds(Pair, id=ids, text=texts, match=texts), max_size=4).map(tuple)
steps = st.lists(st.builds(Step, id=ids, text=texts), max_size=4).map(tuple)
slips = st.lists(st.builds(Slip, number=decimals, wrong=texts), max_size=3).map(tuple)
id_lists = st.lists(ids, max_size=3).map(tuple)
credit_kinds = st.sampled_from(Credit)

questions: st.SearchStrategy[Question] = st.one_of(
    st.builds(Single, **asked, options=options, answer=ids, shuffle=st.booleans()),
    st.builds(
        Multiple, **asked, options=options, answer=id_lists, credit=credit_kinds, shuffle=st.booleans()
    ),
    st.builds(TrueFalse, **asked, answer=st.booleans(), wrong=texts),
    st.builds(
        Matching,
        **asked,
        pairs=pairs,
        extra=id_lists,
        wrong=texts,
        credit=credit_kinds,
        shuffle=st.booleans(),
    ),
    st.builds(Ordering, **asked, order=steps, wrong=texts),
    st.builds(Numeric, **asked, answer=decimals, within=decimals, otherwise=texts, slips=slips, unit=texts),
)
quizzes = st.builds(
    Quiz,
    id=ids,
    title=texts,
    module=ids,
    pass_mark=st.none() | st.decimals(min_value=Decimal("0.01"), max_value=1, places=2),
    questions=st.lists(questions, max_size=6).map(tuple),
    attempts=st.none() | st.integers(1, 9),
    draw=st.none() | st.integers(1, 9),
    critical=id_lists,
)


@given(quizzes)
def test_a_quiz_comes_back_from_its_canonical_json_unchanged(quiz: Quiz) -> None:
    assert quiz_from_canonical(canonical(quiz)) == quiz


@given(quizzes)
def test_the_same_quiz_always_has_the_same_hash(quiz: Quiz) -> None:
    first, again = quiz_edition(quiz), quiz_edition(quiz_from_canonical(canonical(quiz)))
    assert first == again
    assert first.hash == hash_of(first.body)
    assert len(first.hash) == 64


def lesson(**changes: object) -> Lesson:
    base = Lesson(
        id="a-moment",
        module="care",
        number=1,
        title="A moment",
        minutes=5,
        objectives=("see",),
        html="<p>One</p>",
        written="One",
        words=1,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def test_a_lesson_renumbered_or_compiled_otherwise_is_the_same_edition() -> None:
    before = edition_of(EditionKind.LESSON, "care/a-moment", lesson())
    moved = lesson(number=3, html="<p class='new'>One</p>", was="an-old-moment")
    assert edition_of(EditionKind.LESSON, "care/a-moment", moved) == before


def test_a_lesson_that_reads_otherwise_is_another_edition() -> None:
    before = edition_of(EditionKind.LESSON, "care/a-moment", lesson())
    assert edition_of(EditionKind.LESSON, "care/a-moment", lesson(written="Two")).hash != before.hash


def test_numbers_keep_the_zeros_that_were_typed() -> None:
    assert canonical(Decimal("0.20")) == '"0.20"'
    assert canonical(Decimal("1E+2")) == '"100"'


def test_days_sets_and_mappings_have_one_spelling() -> None:
    assert (
        canonical({"b": date(2026, 11, 22), "a": frozenset({"y", "x"})}) == '{"a":["x","y"],"b":"2026-11-22"}'
    )


def test_a_default_made_by_a_factory_is_left_out_too() -> None:
    @dataclass(frozen=True)
    class Box:
        inside: tuple[str, ...] = field(default_factory=tuple)

    assert canonical(Box()) == "{}"
    assert canonical(Box(("a",))) == '{"inside":["a"]}'


def test_what_has_no_canonical_form_is_refused() -> None:
    with pytest.raises(TypeError, match="object has no canonical JSON"):
        canonical(object())


def test_what_somebody_read_of_a_module_is_the_editions_of_its_lessons() -> None:
    one, other = lesson_edition(lesson()), lesson_edition(lesson(written="Two"))
    assert (one.kind, one.id) == (EditionKind.LESSON, "care/a-moment")
    read = [reading_edition("care", {"a-moment": each.hash}) for each in (one, other, one)]
    assert read[0] == read[2] != read[1]
    assert one.hash in read[0].body
