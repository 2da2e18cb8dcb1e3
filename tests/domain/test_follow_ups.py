"""What is agreed in a session, for whom, and what of it is still open."""

import pytest

from elearn.domain.errors import Refused
from elearn.domain.follow_ups import Agreed, Side, agreed, for_learner


def test_a_row_says_what_and_who_and_an_empty_row_is_none() -> None:
    assert agreed(1, "", "") is None
    assert agreed(1, "learner", "") is None
    assert agreed(1, "learner", "Film a bath") == Agreed(what="Film a bath", side=Side.LEARNER)
    assert agreed(1, "supervisor", "Send it") == Agreed(what="Send it", side=Side.SUPERVISOR)
    assert agreed(1, "sam", "Film it") == Agreed(what="Film it", side=Side.LEARNER, only="sam")
    for row, field in ((("sam", ""), "what_3"), (("", "Film it"), "whose_3")):
        with pytest.raises(Refused) as refusal:
            agreed(3, *row)
        assert refusal.value.field == field


def test_of_a_group_each_has_what_is_hers_and_what_is_for_everybody() -> None:
    each, hers = Agreed(what="Rest", side=Side.LEARNER), Agreed(what="Film", side=Side.LEARNER, only="sam")
    assert for_learner([each, hers], "sam") == (each, hers)
    assert for_learner([each, hers], "jon") == (each,)
