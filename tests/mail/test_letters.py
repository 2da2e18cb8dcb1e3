"""Whether each letter says what it must, keeps its subject to itself, and has lines that any mail program shows."""

import pytest

from elearn.domain.outbox import LetterKind
from elearn.mail import letters
from elearn.mail.letters import WIDTH, Letter
from elearn.words.outbox import KINDS

LINK = "https://learn.example.org/sign/" + "k" * 43
SAM, RUTH, STAGE, CODE = "Sam Rees", "Ruth Ade", "Stage 1: attuned interactions", "K7M2-P9QX-3FHT-W4RZ-8ABC"
ALL = (
    letters.invitation(SAM, LINK),
    letters.reset(SAM, LINK),
    letters.asked(RUTH, SAM, STAGE, LINK),
    letters.asked_by_link(RUTH, SAM, STAGE, LINK, "29 December"),
    letters.fresh_link(RUTH, SAM, STAGE, LINK, "29 December"),
    letters.answered(SAM, LINK),
    letters.question(SAM, RUTH, LINK),
    letters.question_answered(RUTH, SAM, STAGE, LINK),
    letters.question_answered_by_link(RUTH, SAM, STAGE, LINK, "29 December"),
    letters.prepared(RUTH, SAM, LINK),
    letters.erasure(SAM, [("C-7K2P", "22 August 2026")], LINK),
    letters.receipt(RUTH, SAM, STAGE, "not yet", "29 November", CODE, LINK),
    letters.digest(RUTH, ["a session to confirm, since 12 November"], LINK, LINK),
)


def test_there_is_a_letter_of_every_kind_and_each_kind_has_its_name() -> None:
    assert {each.kind for each in ALL} == set(LetterKind) == set(KINDS)


@pytest.mark.parametrize("letter", ALL, ids=lambda each: each.kind)
def test_no_subject_tells_who_which_milestone_or_what_was_decided(letter: Letter) -> None:
    told = letter.subject.casefold()
    for secret in (SAM, RUTH, STAGE, "stage", "agree", "not yet", CODE, "C-7K2P"):
        assert secret.casefold() not in told


@pytest.mark.parametrize("letter", ALL, ids=lambda each: each.kind)
def test_a_letter_greets_holds_its_link_whole_and_has_short_lines(letter: Letter) -> None:
    lines = letter.body.splitlines()
    assert lines[0].startswith("Hello ")
    assert LINK in lines
    assert max(len(line) for line in lines if line != LINK) <= WIDTH


def test_a_receipt_promises_no_more_than_that_one_may_look_whether_the_answer_stands() -> None:
    body = " ".join(letters.receipt(RUTH, SAM, STAGE, "agreed", "29 November", CODE, LINK).body.split())
    assert "can look up whether the answer stands" in body


def test_the_letter_that_tells_of_an_answer_does_not_tell_the_answer() -> None:
    body = letters.answered(SAM, LINK).body.casefold()
    assert "agree" not in body
    assert "not yet" not in body
