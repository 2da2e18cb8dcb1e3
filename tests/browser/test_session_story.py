"""A supervision session on two phones: prepared, read on one page, entered, confirmed in two taps and no typing."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.world import served, signed_in
from tests.databases import SQLiteFiles

PHONE = {"viewport": {"width": 390, "height": 844}}


def tap(button: Locator) -> None:
    """Press something and wait for the page it leads to."""
    with button.page.expect_navigation():
        button.click()


def fits(page: Page) -> None:
    """Nothing on the page is wider than the phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.timeout(300)
def test_a_session_is_prepared_entered_and_confirmed_on_phones(
    chromium: Browser, sqlite_supply: SQLiteFiles, tmp_path: Path
) -> None:
    with served(sqlite_supply.migrated(), tmp_path / "service.log") as demo:
        at_sams, sam = signed_in(chromium, demo.url, "sam", **PHONE)
        at_ruths, ruth = signed_in(chromium, demo.url, "ruth", **PHONE)
        _prepare(sam)
        ruth.goto(f"/desk/agenda/{demo.world.ids['sam']}")
        fits(ruth)
        for said in ("Who waits for whom?", "0:42", "Film a bath time"):
            expect(ruth.get_by_role("main")).to_contain_text(said)
        _enter(sam)
        _confirm(ruth)
        for context in (at_sams, at_ruths):
            context.close()


def _prepare(page: Page) -> None:
    page.goto("/practise/next-session")
    fits(page)
    page.locator("[name=question]").fill("Who waits for whom?")
    tap(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_role("main")).to_contain_text("It is shown to Ruth Ade.")


def _enter(page: Page) -> None:
    tap(page.get_by_role("link", name="Enter the session"))
    fits(page)
    expect(page.locator("[name=question]")).to_have_value("Who waits for whom?")
    page.locator("[name=minutes]").fill("60")
    page.get_by_text("Actions agreed").click()
    page.locator("[name=what_1]").fill("Count to ten")
    page.locator("[name=whose_1]").select_option("learner")
    tap(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_role("main")).to_contain_text("It is in your logbook.")


def _confirm(page: Page) -> None:
    page.goto("/confirm/")
    fits(page)
    expect(page.locator("main textarea, main input[type=text]")).to_have_count(0)
    tap(page.locator("article", has_text="Sam Rees").get_by_role("link", name="Sam Rees", exact=True))
    tap(page.get_by_role("main").get_by_role("button", name="Confirm"))
    expect(page.get_by_role("main")).to_contain_text("Confirmed: the session of")
