"""What a home can say: what sort of thing comes next, which pathway speaks first, how to begin."""

import pytest

from elearn.domain.findings import Finding, Judgement
from elearn.domain.home import Task, beginning, first_step, leaf, task
from elearn.domain.milestones import NextStep, judge
from elearn.domain.pathways import Pathway, Requirement
from elearn.domain.reasons import StepKind
from tests.domain.histories import ladder, life, one, shipped

TREE = """
m:
  title: The milestone
  requires:
    either:
      any:
        first: {all: {a: {document: letter}, b: {document: form}}}
        second: {document: card}
"""


def asked(pathway: Pathway) -> Requirement:
    return pathway.milestones[0].requires[0]


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        ("{read: some-module}", Task.READ),
        ("{pass: some-quiz}", Task.QUIZ),
        ("{attend: some-course}", Task.COURSE),
        ("{document: some-paper}", Task.DOCUMENT),
        ("{check: some-check}", Task.CHECK),
        ("{count: cycle, min: 2}", Task.PRACTISE),
        ("{total: visit, min: 3 h}", Task.PRACTISE),
        ("{distinct: client, min: 2}", Task.CLIENTS),
        ("{supervise: [2 x 60 min]}", Task.SUPERVISION),
        ("{count: supervision, min: 2}", Task.SUPERVISION),
        ("{total: supervision, min: 3 h}", Task.SUPERVISION),
        ("{cover: cycle}", Task.BRING),
        ("{before: visit}", Task.BRING),
        ("{rate: some-scale, level: 3}", Task.RATING),
        ("{reach: stage-1, min: 1}", Task.TRAINEES),
        ("{any: {a: {document: letter}, b: {document: card}}}", Task.CHOOSE),
    ],
)
def test_every_verb_asks_for_one_sort_of_thing(requirement: str, expected: Task) -> None:
    assert task(asked(one(requirement)).verb) is expected


def judged(pathway: Pathway, *events: dict[str, object]) -> Judgement:
    return judge(pathway, life(*events), life().began.replace(year=2026))


def test_in_a_tree_the_first_thing_that_is_not_met_is_meant() -> None:
    pathway = ladder(TREE)
    (finding,) = judged(pathway).milestones[0].requirements
    found, how = leaf(asked(pathway), finding)
    assert (found.id, how.id) == ("a", "a")


def test_in_a_tree_what_is_met_is_passed_over() -> None:
    pathway = ladder(TREE)
    letter = {"kind": "document", "id": "d", "on": "2025-02-01", "document": "letter", "by": "ruth"}
    (finding,) = judged(pathway, letter).milestones[0].requirements
    assert leaf(asked(pathway), finding)[0].id == "b"


def test_a_requirement_without_a_tree_is_itself_meant() -> None:
    pathway = one("{document: letter}")
    (finding,) = judged(pathway).milestones[0].requirements
    assert leaf(asked(pathway), finding) == (asked(pathway), finding)


def test_a_tree_of_which_everything_is_met_is_itself_meant() -> None:
    pathway = ladder(TREE)
    (finding,) = judged(pathway).milestones[0].requirements
    whole = Finding(id=finding.id, status=finding.status, have=1, need=1)
    assert leaf(asked(pathway), whole) == (asked(pathway), whole)


def test_of_several_pathways_the_one_speaks_whose_step_is_of_the_first_kind() -> None:
    steps = [NextStep(kind=kind) for kind in (StepKind.BEGIN, StepKind.ASK, StepKind.ASK, StepKind.DONE)]
    assert first_step(steps) == 1
    assert first_step([]) is None


def test_before_the_first_cycle_there_are_five_lines_and_no_number() -> None:
    pathway = shipped()["vig-practitioner"]
    lines = beginning(pathway, judged(pathway))
    assert [line.task for line in lines] == [
        Task.QUIZ,
        Task.COURSE,
        Task.DOCUMENT,
        Task.PRACTISE,
        Task.SUPERVISION,
    ]
    assert not any(line.met for line in lines)
    assert [each.id for each in lines[0].requirements] == ["sensitivity", "method"]


def test_what_is_done_already_is_said_to_be_done() -> None:
    pathway = shipped()["vig-practitioner"]
    course = {
        "kind": "course",
        "id": "c",
        "on": "2025-01-06",
        "course": "initial-training-course",
        "days": 2,
        "by": "ruth",
    }
    lines = beginning(pathway, judged(pathway, course))
    assert [line.task for line in lines if line.met] == [Task.COURSE]


def test_once_a_film_is_entered_nobody_is_told_how_to_begin() -> None:
    pathway = shipped()["vig-practitioner"]
    film = {"kind": "cycle", "id": "c", "filmed": "2025-02-06", "client": "C-7K2P", "approach": "vig"}
    course = {
        "kind": "course",
        "id": "d",
        "on": "2025-01-06",
        "course": "initial-training-course",
        "days": 2,
        "by": "ruth",
    }
    assert beginning(pathway, judged(pathway, course, film)) == ()


def test_who_reached_a_stage_elsewhere_is_not_told_how_to_begin() -> None:
    pathway = shipped()["vig-practitioner"]
    prior = {
        "kind": "prior",
        "id": "p",
        "on": "2025-02-01",
        "milestone": "stage-1",
        "met_on": "2024-12-01",
        "by": "olu",
    }
    assert beginning(pathway, judged(pathway, prior)) == ()


@pytest.mark.parametrize("slug", ["www-foundations", "paraprofessional-induction"])
def test_a_pathway_without_work_with_families_needs_no_explaining(slug: str) -> None:
    pathway = shipped()[slug]
    assert beginning(pathway, judged(pathway)) == ()
