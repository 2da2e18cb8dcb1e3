"""The demo's world served to a real browser: without it pictures and walks would have nobody to be."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import url_for
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.service import serving
from tests.program import program
from tests.web import places
from tests.web.places import Place, World


@dataclass(frozen=True, kw_only=True)
class Served:
    """The demo at an address, with the path of every place in it."""

    url: str
    world: World
    paths: dict[Place, str]


@contextmanager
def served(database_url: str, log: Path) -> Iterator[Served]:
    """Load the demo into this database and serve it."""
    app = program(database_url)
    world = places.load(app)
    with app.test_request_context():
        paths = {place: url_for(place.endpoint, **place.where) for place in world.places}
    app.extensions["elearn"].database.dispose()
    with serving(database_url, log) as url:
        yield Served(url=url, world=world, paths=paths)


def signed_in(browser: Browser, url: str, name: str | None, **options: object) -> tuple[BrowserContext, Page]:
    """A browser window in which this person of the demo is signed in (or nobody)."""
    context = browser.new_context(base_url=url, locale="en-GB", **options)
    context.set_default_timeout(15_000)
    page = context.new_page()
    if name:
        page.goto("/sign-in")
        page.get_by_label("E-mail address").fill(f"{name}@demo.example")
        page.get_by_label("Passphrase").fill(places.PASSPHRASE)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda found: "sign-in" not in found)
    return context, page
