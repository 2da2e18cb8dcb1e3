"""Without these promises a pathway that ships could claim what nobody has looked up, or accredit somebody."""

import pytest

from elearn.domain.evidence import Evidence
from elearn.domain.milestones import judge
from elearn.domain.pathways import Pathway
from tests.content.shipped import shipped

SHIPPED = sorted(shipped().pathways)
PROMISED = {
    "abc-coach",
    "paraprofessional-induction",
    "supervisor-in-training",
    "vig-18",
    "vig-orkney",
    "vig-practitioner",
    "vipp-sd",
    "www",
    "www-foundations",
}


def test_the_promised_pathways_ship() -> None:
    assert set(SHIPPED) >= PROMISED


@pytest.mark.parametrize("slug", SHIPPED)
def test_each_says_its_source_when_it_was_looked_at_and_that_nobody_is_accredited_here(slug: str) -> None:
    pathway = shipped().pathways[slug]
    assert pathway.source
    assert pathway.seen
    assert "accredits no one</strong>" in pathway.about


@pytest.mark.parametrize("slug", SHIPPED)
def test_what_it_guides_to_is_there_to_read(slug: str) -> None:
    pathway = shipped().pathways[slug]
    guided = {module for each in pathway.reading for module in each.modules}
    assert guided <= set(shipped().modules)
    assert set(pathway.asked_to_pass) <= set(shipped().quizzes)


@pytest.mark.parametrize("slug", SHIPPED)
def test_nothing_is_met_before_anything_was_done(slug: str) -> None:
    pathway: Pathway = shipped().pathways[slug]
    day = pathway.seen
    assert day is not None
    found = judge(pathway, Evidence(learner="sam", began=day), day)
    assert not any(each.met for each in found.milestones)


def test_orkneys_reading_differs_from_the_other_in_four_requirements_and_a_meeting_only() -> None:
    other, orkney = shipped().pathways["vig-practitioner"], shipped().pathways["vig-orkney"]
    changed = [
        f"{ours.id}/{mine.id}"
        for theirs, ours in zip(other.milestones, orkney.milestones, strict=True)
        for old, mine in zip(theirs.requires, ours.requires, strict=True)
        if old != mine
    ]
    assert changed == ["stage-1/supervision", "stage-2/supervision", "stage-3/clients", "stage-3/supervision"]
    assert orkney.milestones[-1].closes != other.milestones[-1].closes
    assert orkney.milestones[-1].closes is not None
    assert orkney.milestones[-1].closes.reads == ("written-reflection",)
