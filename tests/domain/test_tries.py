"""What a quiz that allows no other try makes of what asks for it."""

import pytest

from elearn.domain.reasons import Status
from elearn.domain.tries import turn, turn_of
from tests.domain.histories import life, line, one, stage


@pytest.mark.parametrize(
    ("requirement", "used_up", "stands"),
    [
        ("{pass: a}", set(), Status.TO_DO),
        ("{pass: a}", {"a"}, Status.WITH_SUPERVISOR),
        ("{pass: a}", {"b"}, Status.TO_DO),
        ("{all: {a: {pass: a}, b: {pass: b}}}", {"a"}, Status.TO_DO),
        ("{all: {a: {pass: a}, b: {pass: b}}}", {"a", "b"}, Status.WITH_SUPERVISOR),
        ("{any: {a: {pass: a}, b: {pass: b}}}", {"a"}, Status.TO_DO),
        ("{any: {a: {pass: a}, b: {pass: b}}}", {"a", "b"}, Status.WITH_SUPERVISOR),
        ("{count: cycle}", {"a"}, Status.TO_DO),
    ],
)
def test_it_is_with_the_supervisor_once_nothing_else_is_left_to_do(
    requirement: str, used_up: set[str], stands: Status
) -> None:
    pathway = one(requirement)
    asked = pathway.milestones[0]
    found = line(pathway, life(), "2025-06-01"), stage(pathway, life(), "2025-06-01", "m")
    assert turn(asked.requires[0], found[0], used_up, Status.WITH_SUPERVISOR) is stands
    assert turn_of(asked, found[1], used_up, Status.WITH_SUPERVISOR) is stands


def test_what_is_met_or_waits_for_somebody_stands_as_it_did() -> None:
    pathway = one("{pass: a}")
    passed = life({"id": "q", "kind": "quiz", "on": "2025-02-01", "quiz": "a", "passed": True})
    found = line(pathway, passed, "2025-06-01")
    assert turn(pathway.milestones[0].requires[0], found, {"a"}, Status.WITH_SUPERVISOR) is Status.MET
    whole = stage(pathway, passed, "2025-06-01", "m")
    assert turn_of(pathway.milestones[0], whole, {"a"}, Status.WITH_SUPERVISOR) is Status.MET
