"""Whether what may be said about a request without deciding it stays told apart from a decision."""

import pytest

from elearn.domain.evidence import Verdict
from elearn.domain.replies import Reply, asks_back


def test_no_reply_is_a_decision() -> None:
    assert not {each.value for each in Reply} & {each.value for each in Verdict}


@pytest.mark.parametrize(
    ("said", "by", "learners_move"),
    [
        (Reply.QUESTION, "mina", True),
        (Reply.QUESTION, "who-was-asked-before-her", False),
        (Reply.ANSWER, "sam", False),
        (Reply.DECLINED, "mina", False),
    ],
)
def test_only_a_question_of_the_person_who_is_asked_now_is_the_learners_move(
    said: Reply, by: str, learners_move: bool
) -> None:
    assert asks_back(said, by, of="mina") is learners_move
