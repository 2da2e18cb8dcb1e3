"""How answers are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.answers import Answer, Matched, Placed, as_json, from_json, is_whole
from elearn.domain.quizzes import Question
from tests.domain.asked import EVERY_KIND, MATCHING, ORDERING, answers_to, key


@given(data=st.data(), question=st.sampled_from(EVERY_KIND))
def test_an_answer_is_read_back_as_it_was_kept(data: st.DataObject, question: Question) -> None:
    answer = data.draw(answers_to(question).filter(bool))
    assert answer is not None
    assert from_json(as_json(answer)) == answer


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda each: each.id)
def test_a_right_answer_is_whole_and_no_answer_is_not(question: Question) -> None:
    assert is_whole(question, key(question))
    assert not is_whole(question, None)


@pytest.mark.parametrize(
    ("question", "answer"),
    [(MATCHING, Matched(choices={"x": "fits x"})), (ORDERING, Placed(places={"first": 1, "second": 2}))],
)
def test_an_answer_with_a_line_left_open_is_not_whole(question: Question, answer: Answer) -> None:
    assert not is_whole(question, answer)
