"""Whether the turns of a long training hold in a browser: a gate asked for, signed by a link, and one signed anew."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from elearn import clock
from elearn.domain.people import Actor
from elearn.services import assessors, logbook
from elearn.services.demo import turns
from elearn.storage import logbook as entries
from elearn.storage.database import Database
from elearn.storage.signoffs import DecisionRow, RequestRow
from tests.browser.conftest import Open
from tests.databases import SQLiteFiles
from tests.services.practised import LONDON
from tests.services.test_whole_training import (
    Life,
    begun,
    client_of,
    gets_ready,
    is_handed_over,
    loses_a_familys_consent,
    passes_the_first_gate,
    practises_and_is_away,
    practises_with_new_families,
)
from tests.settings import AUDIT_KEY


@pytest.fixture
def database_url(sqlite_supply: SQLiteFiles) -> str:
    return sqlite_supply.migrated()


@dataclass(frozen=True)
class World:
    """Wren has done all of her second stage; her first was signed by Mina, and Jo was entered from outside."""

    database: Database
    life: Life
    jo: Actor
    signed: str
    film: str


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    database = Database(database_url, audit_key=AUDIT_KEY)
    with database.writing() as session:
        life = begun(session, clock.today(clock.now(), LONDON))
        gets_ready(life)
        cycles = practises_and_is_away(life)
        loses_a_familys_consent(life, cycles)
        signed = passes_the_first_gate(life).id
        is_handed_over(life)
        practises_with_new_families(life, client_of(life, cycles[0]))
        jo = turns.entered_outside(life.stage, life.cora, "Jo Hale", 245)
    yield World(database=database, life=life, jo=jo, signed=signed, film=cycles[0])
    database.dispose()


def sign_in(page: Page, name: str) -> Page:
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(f"{name}@demo.example")
    page.get_by_label("Passphrase").fill("kettle-orbit-walnut")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda found: "sign-in" not in found)
    return page


def code_on(page: Page) -> str:
    return page.locator("dt", has_text="Code").locator("xpath=following-sibling::dd").first.inner_text()


def look_up(page: Page, code: str) -> None:
    page.goto("/verify")
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Look it up").click()


def link_to(world: World) -> str:
    """The link that Cora hands on."""
    with world.database.writing() as session:
        asked = session.scalars(select(RequestRow).where(RequestRow.closed_at.is_(None))).one()
        _name, token = assessors.hand_on(session, world.life.cora, asked.id, world.life.stage.at(0))
    return f"/sign/{token}"


def test_a_gate_is_asked_for_signed_on_a_telephone_and_looked_up(someone: Open, world: World) -> None:
    wren = sign_in(someone(), "wren")
    wren.goto(f"/sign-off/ask/{world.life.assignment}/stage-2")
    expect(wren.get_by_role("heading", name="What you share of your reflections")).to_be_visible()
    wren.get_by_label("Jo Hale, who signs by a link").check()
    wren.get_by_role("button", name="Ask", exact=True).click()
    wren.get_by_text("You asked Jo Hale").wait_for()
    phone = someone(width=390, height=844)
    phone.goto(link_to(world))
    expect(phone.get_by_role("heading", name="What Wren Ashe shares of their reflections")).to_be_visible()
    phone.get_by_label("I agree that this milestone is met").check()
    phone.get_by_label("Day of your meeting").fill(world.life.stage.day(0).isoformat())
    phone.get_by_label("How many minutes you met").fill("60")
    phone.get_by_label("I saw it on film").check()
    assert phone.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    phone.get_by_role("button", name="Sign", exact=True).click()
    phone.get_by_role("heading", name="Thank you. Your answer is kept").wait_for()
    look_up(phone, code_on(phone))
    phone.get_by_text("Yes. It was given here, and nothing has taken its place.").wait_for()
    assert "Wren" not in phone.content()
    wren.goto("/milestones")
    expect(wren.get_by_role("main")).to_contain_text("Signed by Jo Hale")


def test_a_gate_that_is_signed_anew_shows_so_and_the_old_code_says_so(someone: Open, world: World) -> None:
    life = world.life
    with world.database.writing() as session:
        film = entries.entry(session, world.film)
        assert film
        mended = replace(logbook.as_cycle(film), minutes=21)
        logbook.replace(session, life.wren, film.id, mended, "The film was longer.", life.stage.sending(0))
    mina = sign_in(someone(), "mina")
    mina.goto(f"/sign-off/decision/{world.signed}")
    mina.get_by_text("The record was amended since.").wait_for()
    code = code_on(mina)
    mina.get_by_role("link", name="Sign anew on the record as it is now").click()
    mina.get_by_label("Why you sign anew").fill("A film was entered too short.")
    mina.get_by_role("button", name="Sign anew").click()
    mina.get_by_text("Amended, since").wait_for()
    mina.get_by_role("link", name="What was signed before").click()
    mina.get_by_text("This was amended later.").wait_for()
    look_up(mina, code)
    expect(mina.get_by_role("main")).to_contain_text("another answer by the same person took its place")
    with world.database.reading() as session:
        (_first, anew) = session.scalars(select(DecisionRow).order_by(DecisionRow.seq)).all()
        assert anew.amends == world.signed
