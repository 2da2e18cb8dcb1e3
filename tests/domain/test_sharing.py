"""What a supervisor may see of answers that were shared with her."""

import pytest

from elearn.domain.answers import Answer, Matched, Placed
from elearn.domain.pathways import (
    AllOf,
    AnyOf,
    Instead,
    Milestone,
    Pass,
    Pathway,
    Read,
    Renew,
    Requirement,
    Verb,
)
from elearn.domain.quizzes import Question
from elearn.domain.sharing import Said, Sight, asks_to_pass, said, sight
from tests.domain.asked import MATCHING, MULTIPLE, NUMERIC, ORDERING, SINGLE, TRUE_FALSE, key


@pytest.mark.parametrize(
    ("passed", "learning", "sees"),
    [
        (True, True, Sight.KEYS),
        (True, False, Sight.KEYS),
        (False, False, Sight.ANSWERS),
        (False, True, Sight.FIGURES),
    ],
)
def test_no_key_is_seen_before_a_pass_and_no_answer_while_learning(
    passed: bool, learning: bool, sees: Sight
) -> None:
    assert sight(passed=passed, learning=learning) is sees


def asked(verb: Verb) -> Requirement:
    """A requirement of this verb."""
    return Requirement(id="r", verb=verb)


def pathway(*verbs: Verb) -> Pathway:
    """A pathway with one milestone that asks for these."""
    milestone = Milestone(id="m", title="M", requires=tuple(map(asked, verbs)))
    return Pathway(id="p", title="P", approach="vig", milestones=(milestone,))


def test_a_pathway_asks_for_a_pass_also_deep_in_its_requirements_and_by_an_old_name() -> None:
    nested = AnyOf(
        requirements=(asked(Read(module="m")), asked(AllOf(requirements=(asked(Pass(quiz="care")),))))
    )
    assert asks_to_pass([pathway(Pass(quiz="care"))], ["care"])
    assert asks_to_pass([pathway(Read(module="m"), nested)], ["caring", "care"])
    assert not asks_to_pass([pathway(nested)], ["other"])
    renewed = Milestone(id="m", title="M", renew=Renew(requires=(asked(Pass(quiz="care")),)))
    assert asks_to_pass([Pathway(id="p", title="P", approach="vig", milestones=(renewed,))], ["care"])
    instead = Requirement(id="r", verb=Read(module="m"), instead=Instead(verb=Pass(quiz="care")))
    only = Milestone(id="m", title="M", requires=(instead,))
    assert asks_to_pass([Pathway(id="p", title="P", approach="vig", milestones=(only,))], ["care"])
    assert not asks_to_pass([], ["care"])


@pytest.mark.parametrize(
    ("question", "answer", "read"),
    [
        (SINGLE, key(SINGLE), Said(lines=("Text b",))),
        (MULTIPLE, key(MULTIPLE), Said(lines=("Text a", "Text b"))),
        (TRUE_FALSE, key(TRUE_FALSE), Said(holds=False)),
        (MATCHING, Matched(choices={"y": "fits none"}), Said(pairs=(("Pair y", "fits none"),))),
        (
            ORDERING,
            Placed(places={"first": 2, "third": 1}),
            Said(pairs=(("1", "Step third"), ("2", "Step first"))),
        ),
        (NUMERIC, key(NUMERIC), Said(lines=("0.33 d",))),
        (SINGLE, None, Said()),
    ],
)
def test_an_answer_can_be_read_without_its_form(
    question: Question, answer: Answer | None, read: Said
) -> None:
    assert said(question, answer) == read
