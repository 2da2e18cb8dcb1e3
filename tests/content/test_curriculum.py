"""Without these an approach of the source review might go untaught, and one of its mistakes be handed on."""

import re

import pytest

from elearn.domain.library import Claim, ClaimStatus, Erratum, Verdict
from tests.content.shingles import hashed, kept, runs
from tests.content.shipped import MODULES, QUIZZES, passages, shipped

ROWS = tuple(map(str, range(1, 29)))

NAMED = [
    ("video-interaction-guidance", "Video Interaction Guidance"),
    ("video-interaction-guidance", r"\bVIG\b"),
    ("vipp-and-other-video-feedback", r"\bVIPP\b"),
    ("vipp-and-other-video-feedback", r"\bVIPP-R\b"),
    ("vipp-and-other-video-feedback", r"\bVIPP-SD\b"),
    ("vipp-and-other-video-feedback", "(?<!Video )Interaction Guidance"),
    ("parent-infant-psychotherapy", "parent-infant psychotherapy"),
    ("watch-wait-and-wonder", "infant-led psychotherapy"),
    ("watch-wait-and-wonder", "Watch, Wait and Wonder"),
    ("parent-infant-psychotherapy", "toddler-parent psychotherapy"),
    ("parent-infant-psychotherapy", "child-parent psychotherapy"),
    ("parent-infant-psychotherapy", "psycho-educational home visiting"),
    ("parent-infant-psychotherapy", "Florida"),
    ("high-risk-families", "social support"),
    ("video-interaction-guidance", r"\bVHT\b"),
    ("video-interaction-guidance", r"\bVTI\b"),
    ("video-interaction-guidance", r"\bVEROC\b"),
    ("video-interaction-guidance", r"(?i)\b(?:A)?VIGuk\b"),
    ("parent-infant-psychotherapy", "Tavistock"),
]
"""Each approach and named programme of the source review, and the module that teaches it."""

WRONG = [
    ("1", r"\b81 studies"),
    ("1", r"\b88 outcomes"),
    ("2", r"\b0\.19\b"),
    ("8", r"harmful effect"),
    ("10", r"discussion groups"),
    ("12", r"with externalising disorders"),
    ("19", r"three-year follow-up"),
    ("22", r"had disappeared"),
    ("23", r"Watch,? Weight"),
    ("24", r"Video Interaction in Positive Parenting"),
    ("28", r"viguk\.org"),
]
"""What the review had wrong, by row of the errata; it may be told of the review, and never taught."""

TOLD = re.compile(r"2011 review|review of 2011|\bthe review\b|\bit (?:says|said|reports)\b", re.IGNORECASE)
QUOTED = re.compile("“[^”]*”")
BIBLIOGRAPHY = "sources.yaml"
"""Titles of works are nobody's sentences: both lists name the same works."""


def carried(row: Erratum) -> list[Claim]:
    return [shipped().claims[claim] for claim in row.claims]


def test_every_row_of_the_errata_has_its_verdict() -> None:
    assert tuple(shipped().errata) == ROWS


@pytest.mark.parametrize("number", ROWS)
def test_a_row_of_the_errata_is_carried_by_claims_that_agree_with_its_verdict(number: str) -> None:
    row = shipped().errata[number]
    claims = carried(row)
    assert claims
    statuses = {claim.status for claim in claims}
    match row.verdict:
        case Verdict.CORRECTED:
            assert statuses & {ClaimStatus.CORRECTED, ClaimStatus.CHECKED}
        case Verdict.CONTESTED:
            assert ClaimStatus.CONTESTED in statuses
        case Verdict.STANDS:
            assert ClaimStatus.CONTESTED not in statuses
        case Verdict.EDITORIAL:
            assert statuses <= {ClaimStatus.CORRECTED, ClaimStatus.CHECKED, ClaimStatus.REVIEW_ONLY}


@pytest.mark.parametrize(("number", "wrong"), WRONG)
def test_what_the_review_had_wrong_is_told_and_never_taught(number: str, wrong: str) -> None:
    assert number in shipped().errata
    for module in shipped().modules.values():
        for lesson in module.lessons:
            for passage in passages(lesson):
                assert not re.search(wrong, QUOTED.sub("", passage)) or TOLD.search(passage), (
                    lesson.address.path,
                    passage,
                )


@pytest.mark.parametrize(("module", "name"), NAMED)
def test_every_approach_of_the_source_review_is_taught_in_its_module(module: str, name: str) -> None:
    lessons = shipped().modules[module].lessons
    assert any(
        re.search(name, passage) or re.search(name, passage, re.IGNORECASE)
        for lesson in lessons
        for passage in passages(lesson)
    )


def test_no_twelve_words_in_a_row_are_the_reviews_own() -> None:
    review = kept()
    files = [file for folder in (MODULES, QUIZZES) for file in sorted(folder.rglob("*")) if file.is_file()]
    taken = {
        file.name: run
        for file in files
        if file.name != BIBLIOGRAPHY
        for run in runs(file.read_text("utf-8"))
        if hashed(run) in review
    }
    assert taken == {}


def test_a_run_of_twelve_words_is_known_again_through_marks_lines_and_citations() -> None:
    plain = "one two three four five six seven eight nine ten eleven the cue's"
    written = "One two, three four\nfive six seven [@a-claim] eight nine ten *eleven* the [[cue|cue’s]]"
    assert len(list(runs(plain))) == 2
    assert list(runs(written)) == list(runs(plain))
