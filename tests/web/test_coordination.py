"""What a coordinator finds, and what she may print for whoever pays."""

import re

import pytest
from flask import Flask

from elearn.domain.people import Role
from tests.web import crowd
from tests.web.conftest import Known, People
from tests.web.test_logbook import log_supervision, on_pathway


@pytest.fixture
def cora(person: People) -> Known:
    return person("Cora Finn", Role.COORDINATOR)


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.PARAPROFESSIONAL, Role.SUPERVISOR, Role.ASSESSOR])
def test_nobody_else_finds_these_pages(person: People, role: Role) -> None:
    other = person("Other One", role)
    for endpoint in ("coordination.index", "coordination.counts"):
        assert other.visitor.get(endpoint).status == 404


def test_trainees_without_a_supervisor_are_named(person: People, cora: Known) -> None:
    person("Sam Rees", Role.TRAINEE)
    answer = cora.visitor.get("coordination.index")
    assert "Without a supervisor today Sam Rees" in answer.text
    assert "Everybody who was invited has been here." in answer.text


def test_a_talk_with_a_coordinator_waits_on_the_desk_until_it_is_confirmed(
    app: Flask, person: People, cora: Known
) -> None:
    lucy = person("Lucy Hart", Role.PARAPROFESSIONAL)
    on_pathway(app, lucy, "paraprofessional-induction")
    entry = log_supervision(lucy, cora)
    home = cora.visitor.get("home.index")
    assert "with Cora Finn, entered today" in home.main
    assert f"/confirm/entries/{entry}" in home.links()
    cora.visitor.post("confirmations.confirm", entry=entry)
    assert "Nothing waits for you today." in cora.visitor.get("home.index").main


def test_the_desk_takes_the_same_number_of_statements_for_five_and_for_five_hundred(
    app: Flask, person: People, cora: Known
) -> None:
    ruth, sam = person("Ruth Ade", Role.SUPERVISOR), person("Sam Rees", Role.TRAINEE)
    crowd.supervise(app, ruth.id, sam.id, 5)
    few = cora.visitor.get("coordination.index")
    crowd.supervise(app, ruth.id, sam.id, 500)
    many = cora.visitor.get("coordination.index")
    assert len(many.queries) == len(few.queries) <= 4
    assert re.search(r"VIG practitioner, three stages\s*506", many.text)


def test_the_printed_counts_hold_no_name_and_no_number_below_five(
    app: Flask, person: People, cora: Known
) -> None:
    ruth, sam = person("Ruth Ade", Role.SUPERVISOR), person("Sam Rees", Role.TRAINEE)
    crowd.supervise(app, ruth.id, sam.id, 6)
    answer = cora.visitor.get("coordination.counts")
    main = answer.html.partition("<main")[2].partition("</main>")[0]
    said = re.sub(r"<[^>]+>", " ", main)
    assert re.search(r"Trainee practitioner\s+5", said)  # seven, to the nearest five
    assert re.search(r"Supervisor\s+fewer than 5", said)
    assert re.search(r"in the last twelve months\s+fewer than 5", said)
    for name in ("Cora", "Ruth", "Sam", "Crowd"):
        assert name not in said
    numbers = [int(each) for each in re.findall(r'<dd class="num">(\d+)</dd>', main)]
    assert numbers
    assert min(numbers) >= 5
    assert not any(each % 5 for each in numbers)


def test_who_supervises_whom_takes_the_same_number_of_statements_for_five_and_for_five_hundred(
    app: Flask, person: People
) -> None:
    cora, ruth = person("Cora Finn", Role.COORDINATOR), person("Ruth Ade", Role.SUPERVISOR)
    sam = person("Sam Rees", Role.TRAINEE)
    crowd.supervise(app, ruth.id, sam.id, 5)
    few = cora.visitor.get("coordination.supervision")
    crowd.supervise(app, ruth.id, sam.id, 500)
    many = cora.visitor.get("coordination.supervision")
    assert len(many.queries) == len(few.queries) <= 6
    assert many.html.count('<th role="rowheader"') == 50
    assert "one person in training has no supervisor" in many.text
    (following,) = [link for link in many.links() if "after=" in link]
    assert "not confirmed yet" in cora.visitor.open(following).text
    alone = cora.visitor.get("coordination.supervision", alone="yes")
    assert "Sam Rees" in alone.text
    assert alone.html.count('<th role="rowheader"') == 1
