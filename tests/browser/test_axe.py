"""Whether every page can be used by everybody: axe-core on each address, small and dark, wide and light."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.world import Served, served, signed_in
from tests.databases import SQLiteFiles

LOOKS: tuple[dict[str, Any], ...] = (
    {"viewport": {"width": 320, "height": 740}, "color_scheme": "dark"},
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
)
WANTED = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def demo(sqlite_supply: SQLiteFiles, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    log: Path = tmp_path_factory.mktemp("axe") / "service.log"
    with served(sqlite_supply.migrated(), log) as found:
        yield found


def visits(demo: Served) -> dict[str, list[str]]:
    """Every page by the person who opens it; one who sees it is enough."""
    found: dict[str, list[str]] = {}
    for place, path in demo.paths.items():
        if place.method == "GET" and place.who:
            found.setdefault(sorted(place.who)[0], []).append(path)
    return found


@pytest.mark.parametrize("look", LOOKS, ids=["small and dark", "wide and light"])
def test_axe_finds_nothing_on_any_page_and_no_page_is_wider_than_its_window(
    chromium: Browser, demo: Served, look: dict[str, Any]
) -> None:
    axe = Axe()
    wrong: list[str] = []
    for name, paths in visits(demo).items():
        # axe is injected as a script, which our own policy rightly refuses; the stories run without this.
        context, page = signed_in(chromium, demo.url, name, bypass_csp=True, **look)
        for path in [*paths, "/no-such-page"]:
            page.goto(path)
            report = axe.run(page, options=WANTED)
            wrong += [
                f"{name} {path}: {each['id']} {each['nodes'][0]['html'][:160]}"
                for each in report.response["violations"]
            ]
            wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
            if wide > 0:
                wrong.append(f"{name} {path}: {wide} px wider than the window")
        context.close()
    assert not wrong, "\n".join(wrong)
