"""What the browser's tests share: Chromium, and the service on a database of each kind."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests import machine
from tests.browser.service import serving
from tests.databases import Supply

# Chromium as root needs --no-sandbox; it must not look for its maker's hosts, which a test machine may not reach.
ARGUMENTS = (
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

# On a machine with two cores that runs two tests at a time five seconds are soon over.
expect.set_options(timeout=20_000)

Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser, and more time than a rule does."""
    for item in items:
        if "browser" in Path(item.path).parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(300))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for the run."""
    path = machine.browser()
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def database_url(supply: Supply) -> str:
    """A migrated database of each kind in turn."""
    return supply.migrated()


@pytest.fixture
def service(database_url: str, tmp_path: Path) -> Iterator[str]:
    """The address of the service on that database."""
    with serving(database_url, tmp_path / "service.log") as url:
        yield url


@pytest.fixture
def someone(chromium: Browser, service: str) -> Iterator[Open]:
    """Open a browser of somebody's own; a complaint in its console, a CSP one above all, fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # A refusal (422, 409 …) is an answer like any other; Chromium reports each as a failed load.
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            complaints.append(message.text)

    def start(width: int = 1280, height: int = 900, **options: object) -> Page:
        context = chromium.new_context(
            base_url=service, viewport={"width": width, "height": height}, locale="en-GB", **options
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield start
    for context in contexts:
        context.close()
    assert not complaints
