"""What the film room promises before any script runs: what it may load, who frames it, and how little is sent."""

import re

import pytest

from elearn.domain.people import Role
from elearn.web.headers import PAGE
from elearn.web.pages.preparations import LIMIT
from tests.web.conftest import Known, People
from tests.web.test_look import MODES, PALETTE, WEB
from tests.web.test_preparations import filled, ruth, sam
from tests.web.visitor import Answer

__all__ = ["ruth", "sam"]

FOLDER = WEB / "static" / "film_room"
URL = "http://127.0.0.1:8000"


def policy(answer: Answer) -> dict[str, str]:
    """The policy of an answer, by directive."""
    said = answer.response.headers["Content-Security-Policy"].split("; ")
    return dict(each.split(" ", 1) for each in said)


def test_the_room_may_load_its_own_script_and_a_film_of_this_device_and_send_nothing(sam: Known) -> None:
    room = sam.visitor.get("film_room.room")
    assert policy(room) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "media-src": "blob:",
        "worker-src": "'none'",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'self'",
        "sandbox": "allow-scripts",
    }
    assert "<form" not in room.html
    assert "Prepare your next session" in room.text


def test_only_the_page_with_the_door_may_frame_and_only_the_room(sam: Known) -> None:
    door = sam.visitor.get("preparations.prepare")
    assert policy(door) == {**PAGE, "frame-src": f"{URL}/practise/film-room"}
    assert '<iframe sandbox="allow-scripts"' in door.html
    refused = sam.visitor.post("preparations.prepare", filled(sam, time_1="soon"))
    assert refused.status == 422
    assert policy(refused) == policy(door)
    for other in ("home.index", "logbook.index", "agenda.own"):
        assert policy(sam.visitor.get(other)) == PAGE


def test_whoever_prepares_no_session_finds_no_room(person: People) -> None:
    refused = person("Cora Finn", Role.COORDINATOR).visitor.get("film_room.room")
    assert (refused.status, policy(refused)) == (404, PAGE)


def test_without_script_the_times_are_typed_and_the_page_says_so(sam: Known) -> None:
    page = sam.visitor.get("preparations.prepare")
    assert "You can type the times by hand." in page.main
    assert re.search(r'id="film-door"[^>]* hidden>', page.html)


@pytest.mark.parametrize("letter", ["e", "ř", "好", "👶"])
def test_the_longest_question_fits_in_whatever_script_and_a_film_does_not(sam: Known, letter: str) -> None:
    longest = filled(sam, question=letter * 10_000, time_1="0:42", note_1=letter * 200)
    token = {"csrf_token": sam.visitor.token()}
    path = sam.visitor.address("preparations.prepare")
    as_sent = {"content_type": "multipart/form-data"}
    assert sam.visitor.client.post(path, data={**longest, **token}, **as_sent).status_code == 303
    film = {**filled(sam), **token, "note_1": "x" * LIMIT}
    assert sam.visitor.client.post(path, data=film, **as_sent).status_code == 413


def test_the_hues_of_the_room_are_those_of_every_page() -> None:
    light, dark = (FOLDER / "room.css").read_text("utf-8").split("prefers-color-scheme: dark")
    found = dict(zip(MODES, map(hues, (light, dark)), strict=True))
    assert len(found["dark"]) > 8
    for mode in MODES:
        assert found[mode] == {name: PALETTE[name][mode] for name in found[mode]}
    assert {"sun", "night"} == set(found["light"]) - set(found["dark"])


def hues(rules: str) -> dict[str, str]:
    """Every colour that is named here."""
    return dict(re.findall(r"--([\w-]+): (#\w+);", rules))


def test_the_scripts_of_the_room_and_its_door_stay_small() -> None:
    for file, most in (("room.js", 6000), ("door.js", 4500)):
        assert len((FOLDER / file).read_bytes()) < most
