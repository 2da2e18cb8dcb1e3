"""Everything about me: readable by me alone, the same on paper and in the file, and nothing of another's in it."""

import json
import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from elearn import clock
from elearn.services import relations
from elearn.services.people import Operator
from elearn.storage import people as stored
from elearn.storage.audit import AuditRow
from tests.web import places
from tests.web.places import World
from tests.web.visitor import Answer, Visitor


@pytest.fixture
def world(app: Flask) -> World:
    return places.load(app)


def signed_in(app: Flask, name: str) -> Visitor:
    visitor = Visitor(app)
    assert visitor.sign_in(f"{name}@demo.example", places.PASSPHRASE).status == 303
    return visitor


def test_it_tells_every_part_and_how_one_stands(app: Flask, world: World) -> None:
    answer = signed_in(app, "sam").get("record.mine")
    assert answer.heading == "Everything about you"
    for said in (
        "Your logbook, every version",
        "Quizzes and your answers",
        "Client codes given to you",
        "Stage 1",
    ):
        assert said in answer.text
    assert "She paused" not in answer.text
    assert "He paused and she reached." in answer.text


def test_it_says_what_people_call_a_thing_and_not_its_id(app: Flask, world: World) -> None:
    text = signed_in(app, "sam").get("record.mine").text
    said = ("Pathway VIG practitioner, three stages", "Course initial course", "Quiz Parental sensitivity")
    codes = (
        "vig-practitioner",
        "initial-training-course",
        "parental-sensitivity",
        "in-person",
        "film-erased",
    )
    assert [each for each in said if each not in text] == []
    assert [each for each in codes if each in text] == []


def test_the_not_yet_that_was_written_to_me_is_mine(app: Flask, world: World) -> None:
    assert "Your pauses in the last film are lovely." in signed_in(app, "helen").get("record.mine").text
    assert "Your pauses in the last film" not in signed_in(app, "mina").get("record.mine").text


def test_it_does_not_say_that_it_holds_no_text_of_others(app: Flask, world: World) -> None:
    text = signed_in(app, "helen").get("record.mine").text
    assert "It holds your own texts and what others wrote to you about it" in text
    assert "Nobody else’s texts" not in text


def test_the_file_holds_the_same_and_that_it_was_taken_is_audited(app: Flask, world: World) -> None:
    sam = signed_in(app, "sam")
    token = sam.token()
    response = sam.client.post(sam.address("record.download"), data={"csrf_token": token})
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    assert re.search(
        r'attachment; filename="my-record-\d{4}-\d\d-\d\d\.json"', response.headers["Content-Disposition"]
    )
    told = json.loads(response.get_data(as_text=True))
    assert told["account"][0]["name"] == "Sam Rees"
    assert told["standing"][0]["pathway"] == "vig-practitioner"
    assert any(each["words"].get("reflection") for each in told["entries"] if "words" in each)
    with app.extensions["elearn"].database.reading() as session:
        last = session.scalars(select(AuditRow).order_by(AuditRow.seq.desc())).first()
        assert last is not None
        assert (last.action, last.subject_id) == ("record-exported", world.ids["sam"])


def test_no_key_of_a_quiz_is_in_the_file(app: Flask, world: World) -> None:
    sam = signed_in(app, "sam")
    data = {"csrf_token": sam.token()}
    told = json.loads(sam.client.post(sam.address("record.download"), data=data).get_data(as_text=True))
    for attempt in told["attempts"]:
        assert all("questions" not in mark for mark in attempt["marks"])


def test_without_a_token_the_file_is_not_given(app: Flask, world: World) -> None:
    sam = signed_in(app, "sam")
    assert sam.client.post(sam.address("record.download")).status_code == 400


@pytest.mark.parametrize("name", ["nia", "helen", "dana", "priya", "owen", "lucy", "ruth", "mina", "cora"])
def test_everybody_finds_her_own(app: Flask, world: World, name: str) -> None:
    answer: Answer = signed_in(app, name).get("record.mine")
    assert answer.status == 200
    for secret in ("argon2", "token_hash"):
        assert secret not in answer.html


def test_the_account_page_leads_to_it(app: Flask, world: World) -> None:
    answer = signed_in(app, "nia").get("account.me")
    assert "/me/record" in answer.links()


def test_who_supervises_whom_tells_also_which_last_day_was_known_until_when(app: Flask, world: World) -> None:
    house, now = app.extensions["elearn"], clock.now()
    today = clock.today(now, house.config.timezone)
    with house.database.writing() as session:
        (relation,) = stored.relations_of(session, [world.ids["nia"]])
        for days in (5, 3):
            last = today + timedelta(days=days)
            relations.end_relation(session, Operator(), relation.id, last, today=today, now=now)
    text = signed_in(app, "nia").get("record.mine").text
    (told,) = re.findall(r"When another last day was set(.*?)Your pathways", text)
    assert told.count(f"Entered {today.day} ") == 2
    assert told.count("Until then") == 1
    assert "T" not in told.replace("Until then", "")
