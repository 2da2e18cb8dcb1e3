"""What a printed report says, to whom, and what it leaves out."""

import re
from dataclasses import replace

import pytest
from flask import Flask

from elearn.domain.people import Actor, Role
from elearn.services import assignments
from elearn.services.people import Operator
from tests.services import practised
from tests.web import places
from tests.web.conftest import People
from tests.web.visitor import Answer, Visitor


def visitor_of(app: Flask, name: str) -> Visitor:
    visitor = Visitor(app)
    assert visitor.sign_in(f"{name}@demo.example", places.PASSPHRASE).status == 303
    return visitor


def place_of(world: places.World, endpoint: str) -> places.Place:
    return next(each for each in world.places if each.endpoint == endpoint)


def opened(app: Flask, name: str, endpoint: str) -> Answer:
    place = place_of(places.load(app), endpoint)
    return visitor_of(app, name).get(endpoint, **place.where)


def test_one_milestone_says_what_there_is_who_knows_of_it_and_that_nothing_is_accredited(app: Flask) -> None:
    text = opened(app, "mina", "reports.milestone").text
    for said in (
        "Report: Stage 1",
        "Helen Murray",
        "confirmed by Ruth Ade",
        "60 minutes",
        "Reflections are not part of this",
        "it accredits no one",
        "Whether this is enough is for the meeting to say.",
    ):
        assert said in text, said
    assert re.search(r"Supervision on \d+ \w+ 20\d\d, 60 minutes", text)
    assert text.count("accredits") == 1
    assert "Not yet" not in text.replace("Not yet open", "")


def test_a_whole_pathway_names_the_signer_her_role_and_the_code(app: Flask) -> None:
    places.load(app)
    dana = visitor_of(app, "dana")
    (door,) = [
        each for each in dana.get("milestones.index").links() if each.count("/") == 2 and "/report/" in each
    ]
    answer = dana.open(door)
    assert "Mina Shaw, assessor" in answer.text
    assert "/verify" in answer.text
    assert "What was decided" in answer.text


@pytest.mark.parametrize("name", ["cora", "olu"])
def test_a_coordinator_and_another_supervisor_find_none_and_no_link_to_any(app: Flask, name: str) -> None:
    world = places.load(app)
    visitor = visitor_of(app, name)
    assert visitor.get("reports.pathway", **place_of(world, "reports.pathway").where).status == 404
    if name == "cora":
        links = visitor.get("milestones.of", learner=world.ids["sam"]).links()
        assert not [each for each in links if "/report/" in each]


@pytest.mark.parametrize(
    ("about", "says"),
    [
        (
            "<p>These are the rules of our own service.</p>",
            "Elearn keeps a record of this; it accredits no one.",
        ),
        ("", "Elearn keeps a record of this; it accredits no one."),
        (
            "<p>The trust accredits its own workers. This program\nnever <b>accredits</b>.</p>",
            "This program never accredits.",
        ),
    ],
)
def test_whatever_a_pathway_says_of_itself_every_page_says_once_that_nobody_is_accredited(
    app: Flask, person: People, about: str, says: str
) -> None:
    sam = person("Sam Rees", Role.TRAINEE)
    actor = Actor(id=sam.id, name=sam.name)
    quiet = replace(practised.shipped()["www-foundations"], id="our-own", about=about)
    began = practised.BEGAN
    with app.extensions["elearn"].database.writing() as session:
        of = {"learner": sam.id, "pathway": quiet.id, "began_on": began, "now": practised.stamp(began)}
        assignment = assignments.assign(session, Operator(), {quiet.id: quiet}, **of).id
        for quiz in quiet.asked_to_pass:
            practised.passed(session, actor, quiz, began)
    for endpoint in ("milestones.index", "reports.pathway"):
        where = {"assignment": assignment} if endpoint == "reports.pathway" else {}
        page = sam.visitor.get(endpoint, **where)
        assert says in page.main
        assert len(re.findall(r"accredits (?:no one|nobody)|never accredits", page.main)) == 1
    certificate = sam.visitor.get("milestones.certificate", assignment=assignment)
    assert certificate.main.count("Recorded, not accredited") == 1
    said = [f"{each.title}: 5 January 2026" for each in quiet.milestones]
    assert [each in certificate.main for each in said] == [len(said) > 1] * len(said)
