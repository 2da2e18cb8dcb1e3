"""What a supervisor, an assessor and a coordinator find when they come in."""

import re

import pytest
from flask import Flask

from elearn.domain.people import Role
from tests.web import crowd, places
from tests.web.conftest import Known, People
from tests.web.test_logbook import log_supervision, on_pathway
from tests.web.visitor import Answer, Visitor

MOST_STATEMENTS = 12


ON_TRACK = "On track Nothing of theirs waits for you, and no day that was named comes within two weeks."


def visit(app: Flask, name: str, endpoint: str) -> Answer:
    """A page of the demo, as one of its people."""
    places.load(app)
    return again(app, name, endpoint)


def again(app: Flask, name: str, endpoint: str) -> Answer:
    """The same once the demo is there."""
    visitor = Visitor(app)
    assert visitor.sign_in(f"{name}@demo.example", places.PASSPHRASE).status == 303
    return visitor.get(endpoint)


def test_a_supervisor_reads_who_needs_her_and_what_each_still_lacks(app: Flask) -> None:
    text = visit(app, "ruth", "desks.supervisor").text
    assert re.search(
        r"Jon Price Waiting 9 days Supervision of \d+ \w+ \d+\s*It counts once you have confirmed that it was held\. "
        r"\d of 7 supervisions Confirm Jon Price\s*I do not recognise this Jon Price",
        text,
    )
    assert "You supervise 6 people." in text
    assert "The longest wait first, one thing for each person. Days of leave do not count as waiting." in text
    assert re.search(
        r"Sam Rees\s*Stage 1\s*\d of 7 supervisions\s*\d+ days ago\s*Next session: [\w ]+\s*"
        r"\d more cycles and \d more supervisions of 60 minutes",
        text,
    )
    assert re.search(
        r"Helen Murray\s*Stage 1 With the assessor\s*Supervisions: 8 \(7 needed\)\s*"
        r"\d+ days ago\s*Next session: Helen Murray\s*With Mina Shaw, 4 days",
        text,
    )
    assert re.search(
        r"Nia Okafor\s*Ready to begin\s*\d of \d things met\s*None yet\s*Next session: Nia Okafor\s*The initial course",
        text,
    )
    assert "You do not see drafts" in text
    assert ON_TRACK in text


def test_each_trainee_stands_once_and_the_tally_counts_them(app: Flask) -> None:
    answer = visit(app, "ruth", "desks.supervisor")
    for name in ("Jon Price", "Sam Rees", "Helen Murray", "Nia Okafor"):
        assert answer.html.count(f">{name}</a>") == 1
    assert re.search(r"1\s*needs you now\s*\d\s*due in two weeks\s*\d\s*on track", answer.text)


def test_every_link_of_a_desk_leads_somewhere(app: Flask) -> None:
    places.load(app)
    desks = {"ruth": "desks.supervisor", "mina": "desks.assessor", "cora": "coordination.index"}
    for name, endpoint in desks.items():
        visitor = Visitor(app)
        visitor.sign_in(f"{name}@demo.example", places.PASSPHRASE)
        for link in visitor.get(endpoint).links():
            assert not link.startswith("/") or visitor.open(link).status == 200, link


def test_the_title_counts_who_needs_her(app: Flask) -> None:
    assert "<title>Your caseload (1 needs you)" in visit(app, "ruth", "desks.supervisor").html.replace(
        "\n", ""
    )


def test_who_supervises_a_supervisor_sees_her_as_a_learner(app: Flask) -> None:
    text = visit(app, "olu", "desks.supervisor").text
    assert re.search(r"Owen Hughes\s*Foundations learned", text)
    assert "Nothing waits for you today." in text


def test_an_assessor_finds_the_bundle_she_was_asked_about_and_what_she_signed(app: Flask) -> None:
    answer = visit(app, "mina", "desks.assessor")
    assert "Helen Murray Waiting 4 days Stage 1" in answer.text
    assert re.search(r"Dana Kovářová\s*Stage 1\s*Agreed", answer.text)
    assert re.search(r"Helen Murray\s*Stage 1\s*Not yet", answer.text)
    assert any("/sign-off/decision/" in link for link in answer.links())


def test_an_assessor_finds_a_session_that_waits_for_her(person: People, app: Flask) -> None:
    mina, sam = person("Mina Hart", Role.ASSESSOR), person("Sam Rees", Role.TRAINEE)
    on_pathway(app, sam, "vig-practitioner")
    assert "Nothing is asked of you today." in mina.visitor.get("home.index").main
    entry = log_supervision(sam, mina)
    home = mina.visitor.get("home.index")
    assert "Nothing is asked of you today." not in home.main
    assert "Supervision of" in home.main
    assert {f"/confirm/entries/{entry}", "/confirm/"} <= set(home.links())
    mina.visitor.post("confirmations.confirm", entry=entry)
    assert "Nothing is asked of you today." in mina.visitor.get("home.index").main


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.PARAPROFESSIONAL, Role.COORDINATOR])
def test_nobody_else_finds_a_supervisors_desk(person: People, role: Role) -> None:
    other = person("Other One", role)
    assert other.visitor.get("desks.supervisor").status == 404
    assert other.visitor.get("desks.assessor").status == 404


@pytest.fixture
def ruth(person: People) -> Known:
    return person("Ruth Ade", Role.SUPERVISOR)


def test_a_desk_takes_the_same_number_of_statements_for_five_and_for_five_hundred(
    app: Flask, person: People, ruth: Known
) -> None:
    sam = person("Sam Rees", Role.TRAINEE)
    crowd.supervise(app, ruth.id, sam.id, 5)
    few = ruth.visitor.get("desks.supervisor")
    crowd.supervise(app, ruth.id, sam.id, 500)
    many = ruth.visitor.get("desks.supervisor")
    assert len(many.queries) == len(few.queries) <= MOST_STATEMENTS
    assert "You supervise 505 people." in many.text
    assert many.html.count('<th role="rowheader"') == 40
    assert many.html.count('<li class="need">') == 10
    assert "Everybody else" in many.text
    assert ON_TRACK not in many.text
    assert "And 495 more" in many.text


def test_the_pages_of_a_desk_lead_through_all_trainees_by_key(
    app: Flask, person: People, ruth: Known
) -> None:
    sam = person("Sam Rees", Role.TRAINEE)
    crowd.supervise(app, ruth.id, sam.id, 120)
    seen: list[str] = []
    answer = ruth.visitor.get("desks.supervisor")
    while True:
        seen += re.findall(r">Crowd (c120x\d+)</a>", answer.html)
        following = [link for link in answer.links() if "after=" in link]
        if not following:
            break
        answer = ruth.visitor.open(following[0])
        assert "Needs you now" not in answer.text
    assert seen == [f"c120x{n:03}" for n in range(120)]


def test_a_learners_home_takes_the_same_number_of_statements_among_five_and_five_hundred(
    app: Flask, person: People, ruth: Known
) -> None:
    sam = person("Sam Rees", Role.TRAINEE)
    crowd.supervise(app, ruth.id, sam.id, 5)
    few = sam.visitor.get("home.index")
    crowd.supervise(app, ruth.id, sam.id, 500)
    assert len(sam.visitor.get("home.index").queries) == len(few.queries) <= MOST_STATEMENTS


def test_an_assessors_desk_takes_the_same_number_of_statements_for_many(
    app: Flask, person: People, ruth: Known
) -> None:
    sam = person("Sam Rees", Role.TRAINEE)
    crowd.supervise(app, ruth.id, sam.id, 5)
    few = ruth.visitor.get("desks.assessor")
    crowd.supervise(app, ruth.id, sam.id, 500)
    assert len(ruth.visitor.get("desks.assessor").queries) == len(few.queries) <= MOST_STATEMENTS
