"""Whether a supervisor gets through her caseload on a telephone: who needs her, why, and one tap to the answer."""

from datetime import timedelta

from playwright.sync_api import expect

from elearn import clock
from elearn.domain.people import Role
from elearn.services.passphrases import Hasher
from elearn.storage.database import Database
from elearn.storage.people import PersonRow
from tests.browser.conftest import Open
from tests.services.entered import enter, relate
from tests.services.practised import LONDON, put_on, supervision
from tests.settings import AUDIT_KEY

WORDS = "kettle-orbit-walnut"


def fill(url: str) -> None:
    """Ruth supervises Sam, who waits for her, and Ann, who does not."""
    today = clock.today(clock.now(), LONDON)
    database = Database(url, audit_key=AUDIT_KEY)
    with database.writing() as session:
        ruth = enter(session, "Ruth Ade", Role.SUPERVISOR)
        session.get_one(PersonRow, ruth.id).passphrase_hash = Hasher(8, 1).hash(WORDS)
        for name in ("Sam Rees", "Ann Lee"):
            learner = enter(session, name, Role.TRAINEE)
            relate(session, ruth, learner)
            put_on(session, learner)
            supervision(session, learner, ruth, today - timedelta(days=6), confirmed=name == "Ann Lee")
    database.dispose()


def test_she_sees_who_needs_her_and_why_and_confirms_with_two_taps(someone: Open, database_url: str) -> None:
    fill(database_url)
    phone = someone(width=390, height=844)
    phone.goto("/desk/")
    phone.get_by_label("E-mail address").fill("ruth@example.org")
    phone.get_by_label("Passphrase").fill(WORDS)
    phone.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(phone).to_have_title("Your caseload (1 needs you) – Elearn")
    assert phone.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    card = phone.locator(".need")
    expect(card).to_have_count(1)
    for said in ("Sam Rees", "Waiting 6 days", "It counts once you have confirmed", "0 of 4 things met"):
        expect(card).to_contain_text(said)
    expect(phone.get_by_role("row", name="Ann Lee")).to_be_visible()
    card.get_by_role("link", name="Confirm").click()
    phone.get_by_role("main").get_by_role("button", name="Confirm").first.click()
    phone.goto("/desk/")
    expect(phone).to_have_title("Your caseload – Elearn")
    expect(phone.get_by_text("Nothing waits for you today.")).to_be_visible()
