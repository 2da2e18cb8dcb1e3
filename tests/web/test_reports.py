"""What a printed report says, to whom, and what it leaves out."""

import re

import pytest
from flask import Flask

from tests.web import places
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
        "This program records and never accredits.",
    ):
        assert said in text, said
    assert re.search(r"Supervision on \d+ \w+ 20\d\d, 60 minutes", text)
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
