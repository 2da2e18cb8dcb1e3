"""What the pages of ratings promise: a film rated in one form, three views beside each other, nothing lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from elearn import clock
from elearn.domain.people import Role
from elearn.storage.logbook import EntryRow
from tests.web.conftest import Known, People

SCALE = "attuned-interaction"
ITEMS = ("attentive", "encouraging", "receiving", "attuned", "guiding", "deepening")


@pytest.fixture
def ruth(person: People) -> Known:
    return person("Ruth Ade", Role.SUPERVISOR)


@pytest.fixture
def sam(person: People, ruth: Known, supervises: Callable[..., None]) -> Known:
    trainee = person("Sam Rees", Role.TRAINEE)
    supervises(ruth, trainee)
    return trainee


@pytest.fixture
def film(app: Flask, sam: Known) -> str:
    now = clock.now()
    day = now.date() - timedelta(days=9)
    with app.extensions["elearn"].database.writing() as session:
        row = EntryRow(
            id="f1", learner_id=sam.id, kind="cycle", approach="vig", on=day, words={}, entered_at=now,
            facts={"client": "C-7K2P", "reviewed": (day + timedelta(days=2)).isoformat()}, entered_on=day,
            entered_by=sam.id,
        )  # fmt: skip
        session.add(row)
    return "f1"


def levels(level: str = "3") -> dict[str, str]:
    return {f"level-{item}": level for item in ITEMS}


def test_a_film_is_rated_in_one_form_and_shown_side_by_side(sam: Known, ruth: Known, film: str) -> None:
    where = {"cycle": film, "scale": SCALE}
    sent = sam.visitor.post("ratings.rate", {**levels("2"), "seen": "", "shared": "y"}, **where)
    assert (sent.status, sent.location) == (303, f"/ratings/of/{sam.id}")
    assert (
        ruth.visitor.post(
            "ratings.rate", {**levels(), "seen": "", "note": "The pause is hers."}, **where
        ).status
        == 303
    )
    for reader in (sam, ruth):
        page = reader.visitor.get("ratings.of", learner=sam.id)
        assert "The pause is hers." in page.text
        assert "C-7K2P" in page.text


def test_an_item_without_a_level_is_asked_for_and_the_rest_is_still_there(sam: Known, film: str) -> None:
    some = levels() | {"note": "She waited."}
    del some["level-guiding"]
    page = sam.visitor.post("ratings.rate", {**some, "seen": ""}, cycle=film, scale=SCALE)
    assert page.status == 422
    assert "Choose a level for “Guiding”." in page.text
    assert "She waited." in page.text
    assert page.html.count(" checked") == 5


def test_a_page_that_was_open_too_long_changes_nothing(sam: Known, film: str) -> None:
    sam.visitor.post("ratings.rate", {**levels("2"), "seen": ""}, cycle=film, scale=SCALE)
    page = sam.visitor.post("ratings.rate", {**levels("4"), "seen": ""}, cycle=film, scale=SCALE)
    assert page.status == 409
    assert "rated from another page meanwhile" in page.text


def test_a_level_that_is_not_offered_is_refused(sam: Known, film: str) -> None:
    for wrong in ("9", "-1", "two", "1" * 500):
        page = sam.visitor.post(
            "ratings.rate", {**levels(), "level-attuned": wrong, "seen": ""}, cycle=film, scale=SCALE
        )
        assert page.status == 422
