"""What a pinned pathway promises: it reads back as it was, whatever its file has become."""

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain import pathways
from elearn.domain.days import YearDay
from elearn.domain.pathway_editions import SHAPES, pathway_edition, pathway_from_canonical
from elearn.domain.pathways import (
    START,
    Anchor,
    AnyOf,
    Apart,
    Attend,
    Closer,
    Closes,
    Count,
    Instead,
    Milestone,
    Packing,
    Pathway,
    Rate,
    Reading,
    Renew,
    RenewFrom,
    Requirement,
    Supervise,
    Total,
    Unit,
    Verb,
    Where,
    WhereKey,
)

texts = st.text("abcdefghij -é“”", min_size=1, max_size=20)
wheres = st.builds(
    Where,
    key=st.sampled_from(WhereKey),
    values=st.lists(texts, max_size=3).map(tuple),
    at_least=st.none() | st.integers(0, 90),
)
verbs = (
    st.builds(Count, unit=st.sampled_from(Unit))
    | st.builds(Total, unit=st.sampled_from(Unit))
    | st.builds(
        Supervise,
        packings=st.lists(
            st.builds(Packing, sessions=st.integers(1, 9), minutes=st.integers(1, 120)),
            min_size=1,
            max_size=3,
        ).map(tuple),
    )
    | st.builds(Attend, course=texts, days=st.integers(0, 5))
    | st.builds(Rate, scale=texts, level=st.integers(0, 5), items=st.lists(texts, max_size=2).map(tuple))
)
anchors = st.none() | st.just(START) | st.builds(Anchor, milestone=texts, requirement=st.none() | texts)
plain = st.builds(
    Requirement,
    id=texts,
    verb=verbs,
    at_least=st.none() | st.integers(0, 20),
    where=st.lists(wheres, max_size=2).map(tuple),
    new=st.booleans(),
    from_=anchors,
    norm=st.none() | st.integers(0, 900),
    instead=st.none() | st.builds(Instead, verb=verbs),
    waive=st.none() | st.sampled_from(Closer),
)
requirements = plain | st.builds(
    Requirement,
    id=texts,
    verb=st.builds(AnyOf, requirements=st.lists(plain, min_size=1, max_size=2).map(tuple)),
)
milestones = st.builds(
    Milestone,
    id=texts,
    title=texts,
    requires=st.lists(requirements, max_size=3).map(tuple),
    closes=st.none()
    | st.builds(Closes, by=st.sampled_from(Closer), meeting=texts, minutes=st.integers(0, 90)),
    after=st.none() | st.lists(texts, max_size=2).map(tuple),
    from_=anchors,
    carry=st.booleans(),
    renew=st.none()
    | st.builds(
        Renew,
        requires=st.lists(plain, max_size=2).map(tuple),
        counts=st.sampled_from(RenewFrom) | st.just(YearDay(month=12, day=31)),
    ),
)
ladders = st.builds(
    Pathway,
    id=texts,
    title=texts,
    milestones=st.lists(milestones, max_size=3).map(tuple),
    approach=st.none() | texts,
    seen=st.none() | st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    shares=st.booleans(),
    apart=st.sampled_from(Apart),
    reading=st.lists(st.builds(Reading, milestone=texts, modules=st.lists(texts).map(tuple)), max_size=2).map(
        tuple
    ),
)


@given(ladders)
def test_a_ladder_reads_back_as_it_was(ladder: Pathway) -> None:
    edition = pathway_edition(ladder)
    assert pathway_from_canonical(edition.body) == ladder
    assert pathway_edition(pathway_from_canonical(edition.body)).hash == edition.hash


def test_counting_and_adding_up_are_two_editions() -> None:
    def ladder(verb: Verb) -> Pathway:
        requirement = Requirement(id="r", verb=verb)
        return Pathway(id="p", title="P", milestones=(Milestone(id="m", title="M", requires=(requirement,)),))

    assert pathway_edition(ladder(Count(unit=Unit.CYCLE))) != pathway_edition(ladder(Total(unit=Unit.CYCLE)))


@pytest.mark.parametrize("verb", get_args(Verb), ids=lambda verb: verb.__name__)
def test_every_verb_can_be_kept(verb: type) -> None:
    assert SHAPES[verb.__name__] is verb
    assert vars(pathways)[verb.__name__] is verb
