"""What the pages say of letters: what is true with a mail server, and what is true without one."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import delete, select

from elearn import clock
from elearn.domain.outbox import Delivery, Fate, mark, way_off
from elearn.domain.people import Role
from elearn.mail.letters import answered
from elearn.services import letters, outbox
from elearn.storage.outbox import LetterRow, SilenceRow
from tests.databases import SQLiteFiles
from tests.program import program
from tests.settings import KEYS
from tests.web.conftest import People
from tests.web.visitor import Visitor

MAIL = {"ELEARN_SMTP_URL": "smtp://127.0.0.1:2525", "ELEARN_MAIL_FROM": "no-reply@example.org"}


@pytest.fixture
def app(sqlite_supply: SQLiteFiles, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The program with a mail server set up, unless the test says ``without``."""
    mail = {} if getattr(request, "param", "") == "without" else MAIL
    made = program(sqlite_supply.migrated(), **mail)
    yield made
    made.extensions["elearn"].database.dispose()


without = pytest.mark.parametrize("app", ["without"], indirect=True)


def queued(app: Flask) -> list[LetterRow]:
    with app.extensions["elearn"].database.reading() as session:
        return list(session.scalars(select(LetterRow).order_by(LetterRow.queued_at)))


def test_an_invitation_says_that_a_letter_is_on_its_way_and_shows_the_link_all_the_same(
    app: Flask, person: People
) -> None:
    cora = person("Cora Finn", Role.COORDINATOR)
    assert "They get a letter" in cora.visitor.get("people.invite").main
    made = cora.visitor.post(
        "people.invite", {"name": "Sam Rees", "email": "sam@example.org", "roles": "trainee"}
    )
    assert "A letter with it is on its way." in made.main
    assert "/welcome/" in made.html
    assert "/welcome/" in (queued(app)[-1].body or "")


@without
def test_without_a_mail_server_the_page_promises_no_letter(app: Flask, person: People) -> None:
    cora = person("Cora Finn", Role.COORDINATOR)
    assert "send in your own way" in cora.visitor.get("people.invite").main
    made = cora.visitor.post(
        "people.invite", {"name": "Sam Rees", "email": "sam@example.org", "roles": "trainee"}
    )
    assert "letter" not in made.main.casefold()
    assert "/welcome/" in made.html
    assert "No mail is set up here" in cora.visitor.get("outbox.index").main
    assert "Letters on their way" not in cora.visitor.get("people.index").main
    assert queued(app) == []


def test_a_coordinator_sees_what_was_refused_and_why_and_never_a_link(app: Flask, person: People) -> None:
    cora = person("Cora Finn", Role.COORDINATOR)
    sam = person("Sam Rees", Role.TRAINEE)
    with app.extensions["elearn"].database.writing() as session:
        session.execute(delete(LetterRow))
        letters.queue(session, sam.id, answered("Sam", "https://secret.example/x"), clock.now())
        taken = outbox.claim(session, clock.now())
        assert taken
        outbox.settle(session, taken, Delivery(fate=Fate.REFUSED, code="550"), clock.now())
        letters.queue(session, sam.id, answered("Sam", "https://secret.example/y"), clock.now())
    shown = cora.visitor.get("outbox.index")
    assert "refused (the mail server knows no such mailbox (550))" in shown.main
    assert "waits, next try at" in shown.main
    assert "secret" not in shown.html
    assert sam.visitor.get("outbox.index").status == 404


def test_the_link_in_the_weekly_letter_stops_it_by_one_click_and_only_by_a_click(
    app: Flask, person: People
) -> None:
    ruth = person("Ruth Ade", Role.SUPERVISOR)
    stranger = Visitor(app)
    where = {"person": ruth.id, "mark": mark(KEYS["ELEARN_SECRET_KEY"], ruth.id)}
    assert "Send me no weekly letter" in stranger.get("outbox.weekly_", **where).main
    assert silent(app) == []
    assert "Done" in stranger.post("outbox.weekly_", **where).main
    assert "Done" in stranger.post("outbox.weekly_", **where).main
    assert silent(app) == [ruth.id]
    again = stranger.get("outbox.weekly_", **where).main
    assert "no weekly letter comes any more" in again
    assert "Send me no weekly letter" not in again
    assert stranger.post("outbox.weekly_", **{**where, "mark": "guessed"}).status == 404
    assert "Send me the weekly letter again" in ruth.visitor.get("account.me").main
    assert ruth.visitor.post("outbox.turn").status == 303
    assert silent(app) == []


def test_a_mail_program_stops_the_weekly_letter_by_the_token_alone_and_opening_it_stops_nothing(
    app: Flask, person: People
) -> None:
    ruth = person("Ruth Ade", Role.SUPERVISOR)
    path, client = way_off(KEYS["ELEARN_SECRET_KEY"], ruth.id), app.test_client()
    assert client.get(path).headers["Location"].startswith(f"/letters/weekly/{ruth.id}/")
    assert silent(app) == []
    for _ in range(2):
        assert client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert silent(app) == [ruth.id]
    assert client.post(f"{path[:-1]}g", data={"List-Unsubscribe": "One-Click"}).status_code == 404


def test_nothing_else_is_taken_without_the_token_of_a_form(app: Flask) -> None:
    exempt = [name for name, view in app.view_functions.items() if hasattr(view, "__meant__")]
    assert exempt == ["outbox.off"]


def silent(app: Flask) -> list[str]:
    with app.extensions["elearn"].database.reading() as session:
        return list(session.scalars(select(SilenceRow.person_id)))


def test_the_addresses_in_letters_are_those_of_the_pages(app: Flask, visitor: Visitor) -> None:
    assert visitor.address("account.follow", token="t") == "/welcome/t"
    assert visitor.address("signoffs.request_", request="r") == "/sign-off/r"
    assert visitor.address("signoffs.decision", decision="d") == "/sign-off/decision/d"
    assert visitor.address("outbox.weekly_", person="p", mark="m") == "/letters/weekly/p/m"
    assert visitor.address("outbox.off", person="p", mark=mark("k", "p")) == way_off("k", "p")
    assert visitor.address("signing.sign", token="t") == "/sign/t"
    assert visitor.address("receipts.verify") == "/verify"
    assert visitor.address("desks.supervisor") == "/desk/"
    assert visitor.address("logbook.index") == "/practise/"


def test_a_learner_reads_that_sharing_a_preparation_sends_a_letter(
    person: People, supervises: Callable[..., None]
) -> None:
    sam, ruth = person("Sam Rees", Role.TRAINEE), person("Ruth Okoro", Role.SUPERVISOR)
    supervises(ruth, sam)
    form = sam.visitor.get("preparations.prepare").main
    assert "Ruth Okoro gets one letter, with nothing of this in it." in form
