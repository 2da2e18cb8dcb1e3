"""Whether an assessor without an account signs on a telephone: from the link to the form, and back with a code."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from elearn import clock
from elearn.domain.people import Actor, Role
from elearn.services import assessors
from elearn.storage.database import Database
from elearn.storage.signoffs import DecisionRow
from tests.browser.conftest import Open
from tests.services.entered import NOW, TODAY, enter
from tests.services.test_signoffs import scene_on
from tests.settings import AUDIT_KEY


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    found = Database(database_url, audit_key=AUDIT_KEY)
    yield found
    found.dispose()


@pytest.fixture
def link(database: Database) -> str:
    """Sam has asked Jo, who has no account; Cora has the link to hand on."""
    with database.writing() as session:
        scene = scene_on(session)
        cora = enter(session, "Cora Finn", Role.COORDINATOR)
        told = {
            "name": "Jo Hale",
            "email": "jo@example.net",
            "part": "Accredited supervisor",
            "registration": "",
        }
        jo = assessors.enter(session, cora, None, **told, today=TODAY, now=NOW)
        asked = scene.ask(of=Actor(id=jo.id, name=jo.name))
        # A link lasts thirty days of the real clock, by which the service lives.
        _name, token = assessors.hand_on(session, cora, asked.id, clock.now())
    return f"/sign/{token}"


def test_she_signs_on_her_telephone_and_gets_a_code(someone: Open, database: Database, link: str) -> None:
    phone = someone(width=390, height=844)
    phone.goto(link)
    phone.get_by_label("Your registration number").fill("AV-123")
    phone.get_by_label("I agree that this milestone is met").check()
    phone.get_by_label("Day of your meeting").fill("2026-05-20")
    phone.get_by_label("How many minutes you met").fill("60")
    phone.get_by_role("button", name="Sign", exact=True).click()
    phone.get_by_text("Say how you know.").first.wait_for()
    assert phone.get_by_label("Your registration number").input_value() == "AV-123"
    assert phone.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    phone.get_by_label("I was there and saw it").check()
    phone.get_by_role("button", name="Sign", exact=True).click()
    phone.get_by_role("heading", name="Thank you. Your answer is kept").wait_for()
    code = phone.locator("dt", has_text="Code").locator("xpath=following-sibling::dd").inner_text()
    phone.goto("/verify")
    phone.get_by_label("Code").fill(code.lower())
    phone.get_by_role("button", name="Look it up").click()
    phone.get_by_text("Yes. It was given here, and nothing has taken its place.").wait_for()
    assert "Sam" not in phone.content()
    phone.goto(link)
    phone.get_by_role("heading", name="Thank you. Your answer is kept").wait_for()
    with database.reading() as session:
        assert len(session.scalars(select(DecisionRow)).all()) == 1
