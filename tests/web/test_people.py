"""What the coordinator's pages promise."""

import re

import pytest
from flask import Flask
from sqlalchemy import insert, select

from elearn import clock
from elearn.domain.people import Role
from elearn.storage.assessors import AssessorRow
from elearn.storage.people import PersonRow
from tests.web.conftest import PASSPHRASE, Known, People
from tests.web.visitor import Visitor


@pytest.fixture
def cora(person: People) -> Known:
    return person("Cora Finn", Role.COORDINATOR)


def test_an_invitation_from_the_page_lets_a_person_in(app: Flask, cora: Known) -> None:
    sent = {"name": "Ann Lee", "email": "ann@example.org", "roles": ["trainee", "supervisor"]}
    answer = cora.visitor.post("people.invite", sent)
    assert answer.status == 200
    found = re.search(r"http://127\.0\.0\.1:8000(/welcome/[\w-]+)", answer.html)
    assert found
    ann = Visitor(app)
    assert ann.send(found.group(1), {"passphrase": PASSPHRASE, "again": PASSPHRASE}).status == 303
    assert "Ann" in ann.get("home.index").heading


def test_the_host_header_never_gets_into_a_link(cora: Known) -> None:
    sent = {"name": "Ann Lee", "email": "ann@example.org", "roles": "trainee"}
    token = cora.visitor.token()
    answer = cora.visitor.client.post(
        "/people/invite", data={**sent, "csrf_token": token}, headers={"Host": "evil.example"}
    )
    assert "evil.example" not in answer.get_data(as_text=True)


def test_a_cell_with_only_a_dash_is_marked_so_that_a_card_does_not_show_it(cora: Known) -> None:
    listed = cora.visitor.get("people.index").html
    assert '<td role="cell" class="none" data-label="Supervisor">–</td>' in listed
    assert '<td role="cell" data-label="Account">Active</td>' in listed


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "", "email": "a@example.org", "roles": "trainee"}, "Write the person"),
        ({"name": "Ann", "email": "cora@example.org", "roles": "trainee"}, "already has this address"),
        ({"name": "Ann", "email": "ann@example.org"}, "at least one role"),
        ({"name": "A" * 101, "email": "ann@example.org", "roles": "trainee"}, "at most 100"),
        ({"name": "Ann", "email": "ann@example.org", "roles": "queen"}, ""),
    ],
)
def test_a_refused_invitation_stands_again_with_what_was_typed(
    cora: Known, sent: dict[str, str], said: str
) -> None:
    answer = cora.visitor.post("people.invite", sent)
    assert answer.status == 422
    assert said in answer.text
    assert answer.value("email") == sent["email"]


def test_supervisors_pathways_and_hand_over_are_entered_on_the_page(person: People, cora: Known) -> None:
    sam = person("Sam Rees", Role.TRAINEE)
    ruth, olu = person("Ruth Ade", Role.SUPERVISOR), person("Olu Bell", Role.SUPERVISOR)
    visitor = cora.visitor
    assert (
        visitor.post("people.relate", {"supervisor": ruth.id, "since": "2026-01-01"}, person=sam.id).status
        == 303
    )
    sent = {"pathway": "vig-practitioner", "began_on": "2026-01-01"}
    assert visitor.post("people.assign", sent, person=sam.id).status == 303
    again = visitor.post("people.assign", sent, person=sam.id)
    assert again.status == 422
    assert "on that pathway already" in again.text
    sent = {"to": olu.id, "since": "2026-06-01", "close": "y"}
    typed = visitor.post("people.hand_over", {**sent, "since": "2026-11-29x"}, person=ruth.id)
    assert typed.status == 422
    assert "Write the day, such as 22 November 2026." in typed.main
    done = visitor.post("people.hand_over", sent, person=ruth.id)
    assert done.status == 303
    said = visitor.open(done.location).text
    assert "One trainee is handed over, with every open request to Ruth Ade as supervisor." in said
    assert "as supervisor. The account of Ruth Ade is closed." in said
    nobody = visitor.get("people.hand_over", person=ruth.id)
    assert "There is nobody to hand over now." in nobody.main
    assert 'name="to"' not in nobody.html
    page = visitor.get("people.one", person=sam.id)
    assert "Olu Bell" in page.text
    assert ruth.visitor.get("home.index").status == 303


def test_nobody_is_handed_over_to_who_signs_by_a_link_and_what_was_typed_is_kept(
    app: Flask, person: People, cora: Known
) -> None:
    sam, ruth = person("Sam Rees", Role.TRAINEE), person("Ruth Ade", Role.SUPERVISOR)
    cora.visitor.post("people.relate", {"supervisor": ruth.id, "since": "2026-01-01"}, person=sam.id)
    told = {"name": "Jo Hale", "email": "jo@example.net", "part": "Accredited supervisor", "registration": ""}
    cora.visitor.post("assessors.index", told)
    with app.extensions["elearn"].database.reading() as session:
        jo = session.scalars(select(AssessorRow.person_id)).one()
    assert jo not in cora.visitor.get("people.hand_over", person=ruth.id).html
    refused = cora.visitor.post("people.hand_over", {"to": jo, "since": "2026-06-01"}, person=ruth.id)
    assert refused.status == 422
    assert refused.value("since") == "2026-06-01"
    assert jo not in cora.visitor.get("people.one", person=sam.id).html
    again = cora.visitor.post("people.relate", {"supervisor": jo, "since": "2026-06-01"}, person=sam.id)
    assert again.status == 422
    assert again.value("since") == "2026-06-01"
    assert "None: signs by a link" in cora.visitor.get("people.index", named="Jo").main
    cora.visitor.post("people.link", person=jo)
    assert "Invited" in cora.visitor.get("people.index", named="Jo").main
    assert "Invited, has not been here yet" in cora.visitor.get("people.one", person=jo).main
    assert jo in cora.visitor.get("people.hand_over", person=ruth.id).html


def test_an_intake_is_tried_out_done_and_done_again_without_harm(person: People, cora: Known) -> None:
    person("Ruth Ade", Role.SUPERVISOR)
    lines = "Ann Lee, ann@example.org, vig-practitioner, ruth@example.org\nBo Kay, bo@example.org"
    sent = {"role": "trainee", "lines": lines}
    tried = cora.visitor.post("people.cohort_", sent)
    assert tried.status == 200
    assert "invite, assign the pathway, enter the supervisor" in tried.text
    assert "Do it" in tried.text
    done = cora.visitor.post("people.cohort_", {**sent, "do": "1"})
    assert done.html.count("/welcome/") == 2
    again = cora.visitor.post("people.cohort_", {**sent, "do": "1"})
    assert "/welcome/" not in again.html
    wrong = cora.visitor.post("people.cohort_", {**sent, "lines": lines + "\nNobody, nonsense", "do": "1"})
    assert wrong.status == 422
    assert wrong.value("lines").endswith("nonsense")


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.PARAPROFESSIONAL, Role.SUPERVISOR, Role.ASSESSOR])
def test_nobody_else_finds_these_pages(person: People, cora: Known, role: Role) -> None:
    other = person("Other One", role)
    for endpoint in ("people.index", "people.invite", "people.cohort_"):
        assert other.visitor.get(endpoint).status == 404
    assert other.visitor.get("people.one", person=cora.id).status == 404
    assert other.visitor.post("people.close", person=cora.id).status == 404


def test_a_person_who_is_not_there_is_not_found(cora: Known) -> None:
    assert cora.visitor.get("people.one", person="nobody").status == 404
    assert cora.visitor.post("people.roles", {"roles": "trainee"}, person="nobody").status == 404


def test_the_list_takes_the_same_number_of_statements_for_five_and_for_five_hundred(
    app: Flask, cora: Known
) -> None:
    few = len(cora.visitor.get("people.index").queries)
    rows = [
        {"id": f"p{n}", "name": f"Person {n:03}", "email": None, "created_at": clock.now(), "demo": False}
        for n in range(500)
    ]
    with app.extensions["elearn"].database.writing() as session:
        session.execute(insert(PersonRow), rows)
    many = cora.visitor.get("people.index")
    assert len(many.queries) == few <= 12
    following = next(link for link in many.links() if "after=" in link)
    assert "Person 050" in cora.visitor.open(following).text


def test_people_are_found_by_part_of_a_name_and_a_percent_sign_is_only_a_sign(
    person: People, cora: Known
) -> None:
    person("Ann Lee", Role.TRAINEE)
    assert "Ann Lee" in cora.visitor.get("people.index", named="nn le").text
    assert "Nobody has that name" in cora.visitor.get("people.index", named="%").text
