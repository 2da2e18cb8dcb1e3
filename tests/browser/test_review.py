"""A review on a phone without JavaScript, with Back, and a leave entered and ended, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.world import Served, served, signed_in
from tests.databases import SQLiteFiles

PHONE = {"viewport": {"width": 390, "height": 800}, "java_script_enabled": False}


@pytest.fixture
def demo(sqlite_supply: SQLiteFiles, tmp_path: Path) -> Iterator[Served]:
    with served(sqlite_supply.migrated(), tmp_path / "service.log") as found:
        yield found


def test_a_question_comes_up_is_answered_once_and_none_comes_up_on_leave(
    chromium: Browser, demo: Served
) -> None:
    context, page = signed_in(chromium, demo.url, "jon", **PHONE)
    page.goto("/")
    page.get_by_role("link", name="5 questions to recall").click()
    page.get_by_role("link", name="Begin").click()
    asked = page.url
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Answer").click()
    verdict = page.get_by_role("status").inner_text()
    expect(page.get_by_text("Comes up again on")).to_be_visible()
    page.go_back()
    page.goto(asked)
    assert page.get_by_role("status").inner_text() == verdict
    page.get_by_role("link", name="Next question").click()
    assert page.url != asked

    page.goto("/practise/")
    page.get_by_role("link", name="Enter a leave").click()
    page.get_by_role("button", name="Save").click()
    page.goto("/review/")
    expect(page.get_by_text("Nothing comes up meanwhile")).to_be_visible()
    page.goto("/")
    expect(page.get_by_text("to recall")).to_have_count(0)
    page.get_by_role("link", name="I am back").click()
    page.get_by_role("button", name="I am back").click()
    expect(page.get_by_text("Welcome back.")).to_be_visible()
    context.close()
