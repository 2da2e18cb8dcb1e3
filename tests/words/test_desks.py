"""What is missing, said as one would say it to a colleague."""

import pytest

from elearn.domain.evidence import Evidence
from elearn.domain.milestones import judge
from elearn.domain.pathways import Facet, Unit
from elearn.words.desks import DIFFERENT, MORE, missing
from tests.domain.histories import life, one

TITLES = {"parental-sensitivity": "Parental sensitivity"}


def said(requirement: str, evidence: Evidence | None = None) -> str:
    pathway, known = one(requirement), evidence or life()
    (finding,) = judge(pathway, known, known.began).milestones[0].requirements
    phrase = missing(pathway.milestones[0].requires[0], finding, TITLES)
    chosen = phrase.one if phrase.count == 1 else phrase.many
    return chosen % {"num": phrase.count, **phrase.params}


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        ("{read: parental-sensitivity}", "reading “Parental sensitivity”"),
        ("{read: some-module}", "reading “some module”"),
        ("{pass: parental-sensitivity}", "the questions on “Parental sensitivity”"),
        ("{attend: initial-training-course}", "the initial course"),
        ("{document: aviguk-registration}", "the registration"),
        ("{check: background-check}", "the background check"),
        ("{count: cycle}", "1 more cycle"),
        ("{count: cycle, min: 6}", "6 more cycles"),
        ("{total: visit, min: 3 h}", "180 more minutes of visit"),
        ("{distinct: client, min: 2}", "2 more families"),
        ("{distinct: client, min: 2, new: true}", "2 more new families"),
        ("{distinct: setting, min: 2}", "2 more settings"),
        ("{supervise: [7 x 60 min]}", "7 more supervisions of 60 minutes"),
        ("{supervise: [1 x 45 min]}", "1 more supervision of 45 minutes"),
        ("{cover: cycle}", "bringing to supervision what has not been brought"),
        ("{any: {a: {document: letter}, b: {document: card}}}", "r"),
    ],
)
def test_what_is_missing_is_said_in_words(requirement: str, expected: str) -> None:
    assert said(requirement) == expected


def test_every_unit_and_every_facet_has_words() -> None:
    assert set(MORE) == set(Unit)
    assert set(DIFFERENT) == set(Facet)
