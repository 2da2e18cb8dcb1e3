"""Whether what is typed into a form of the logbook outlives its page, without anything being pressed."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.world import served, signed_in
from tests.databases import SQLiteFiles

PHONE = {"viewport": {"width": 390, "height": 844}}
BEGUN = "Begun, and kept for you"


@pytest.mark.timeout(300)
def test_what_is_typed_outlives_a_lost_page_and_what_is_saved_leaves_no_draft(
    chromium: Browser, sqlite_supply: SQLiteFiles, tmp_path: Path
) -> None:
    with served(sqlite_supply.migrated(), tmp_path / "service.log") as demo:
        context, page = signed_in(chromium, demo.url, "tess", **PHONE)
        page.goto("/practise/cycle")
        page.locator("[name=reflection]").fill("I waited, and she")
        expect(page.get_by_text("Kept as you type; nobody else sees it.")).to_be_visible()
        page.locator("[name=reflection]").fill("I waited, and she turned")
        page.goto("/practise/")  # left at once, before a pause in typing
        expect(page.get_by_role("main")).to_contain_text(BEGUN)
        page.close()

        page = context.new_page()
        page.goto(f"{demo.url}/practise/")
        page.get_by_role("link", name="A cycle", exact=True).click()
        expect(page.locator("[name=reflection]")).to_have_value("I waited, and she turned")
        _save(page)
        page.goto(f"{demo.url}/practise/")
        expect(page.get_by_role("main")).not_to_contain_text(BEGUN)
        context.close()


def _save(page: Page) -> None:
    """Fill in the rest and press at once, while the page still keeps what was typed."""
    page.locator("[name=client]").select_option("new")
    page.locator("[name=consent][value=supervision]").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Save the cycle").click()
    expect(page.get_by_role("main")).to_contain_text("It is in your logbook.")
