"""What those who stay see of people who were erased: nothing breaks, and no name of theirs is anywhere."""

from flask import Flask

from elearn import clock
from elearn.services import erasure
from elearn.services.people import Operator
from tests.web import places
from tests.web.test_signoffs import Scene, scene
from tests.web.visitor import Visitor

__all__ = ["scene"]
GONE = {"mina": "Mina Shaw", "helen": "Helen Murray", "ruth": "Ruth Ade"}


def test_every_page_of_those_who_stay_opens_and_names_none_who_was_erased(app: Flask) -> None:
    world, house, now = places.load(app), app.extensions["elearn"], clock.now()
    with house.database.writing() as session:
        today = clock.today(now, house.config.timezone)
        for name in ("helen", "ruth"):
            erasure.erase(session, Operator(), world.ids[name], now=now, today=today)
    mina = Visitor(app)
    assert mina.sign_in("mina@demo.example", places.PASSPHRASE).status == 303
    decided = next(each for each in world.places if each.endpoint == "signoffs.decision")
    answer = mina.get("signoffs.decision", **decided.where)
    assert "It was erased with a person whose words it held." in answer.text
    assert "somebody whose name was erased" in answer.text
    assert "Your pauses in the last film" not in answer.text
    with house.database.writing() as session:
        erasure.erase(session, Operator(), world.ids["mina"], now=now, today=today)
    assert mina.get("home.index").status == 303
    for name in ("cora", "dana"):
        visitor = Visitor(app)
        assert visitor.sign_in(f"{name}@demo.example", places.PASSPHRASE).status == 303
        for place in world.places:
            if name in place.who and place.method == "GET":
                answer = visitor.get(place.endpoint, **place.where)
                assert answer.status in {200, 303, 404}, place
                assert not [name for name in GONE.values() if name in answer.html], place


def test_a_next_step_that_begins_with_whoever_was_erased_begins_with_a_capital(scene: Scene) -> None:
    path = scene.ask()
    not_yet = scene.fields(path, decision="not-yet", known="", met_on="", minutes="")
    assert scene.mina.visitor.send(path, not_yet).status == 303
    house, now = scene.app.extensions["elearn"], clock.now()
    with house.database.writing() as session:
        erasure.erase(session, Operator(), scene.mina.id, now=now, today=now.date())
    home = scene.sam.visitor.get("home.index").html
    assert ">Somebody whose name was erased has answered you about Stage 1<" in home
    assert "to do first is written there" not in home


def test_a_next_step_says_that_what_to_do_first_is_written_while_it_is(scene: Scene) -> None:
    path = scene.ask()
    not_yet = scene.fields(path, decision="not-yet", known="", met_on="", minutes="")
    assert scene.mina.visitor.send(path, not_yet).status == 303
    assert "to do first is written there" in scene.sam.visitor.get("home.index").html


def test_so_does_the_sentence_on_a_request_that_whoever_was_erased_had_declined(scene: Scene) -> None:
    no = {"kind": "declined", "words": "", "instead": ""}
    request = scene.ask().rpartition("/")[2]
    assert scene.mina.visitor.post("replies.reply", no, request=request).status == 303
    house, now = scene.app.extensions["elearn"], clock.now()
    with house.database.writing() as session:
        erasure.erase(session, Operator(), scene.mina.id, now=now, today=now.date())
    for endpoint in ("home.index", "milestones.index"):
        assert "Somebody whose name was erased cannot take this on." in scene.sam.visitor.get(endpoint).text
