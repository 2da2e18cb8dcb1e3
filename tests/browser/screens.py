"""`make screens`: the named pages at three widths, light and dark, into screens/, for people to look at."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import machine
from tests.browser.world import Served, served, signed_in
from tests.databases import SQLiteFiles

WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark")
NAMED: tuple[tuple[str, str | None, str], ...] = (
    ("01-sign-in", None, "account.sign_in"),
    ("02-learner-home", "sam", "home.index"),
    ("03-first-day", "nia", "home.index"),
    ("04-library", "sam", "library.shelf"),
    ("05-lesson", "sam", "library.lesson"),
    ("06-question", "sam", "quizzes.question"),
    ("07-result", "lucy", "quizzes.result"),
    ("08-practise", "sam", "logbook.index"),
    ("09-log-a-cycle", "sam", "logbook.cycle"),
    ("10-milestones", "sam", "milestones.index"),
    ("11-supervisors-desk", "ruth", "desks.supervisor"),
    ("12-sign-off", "mina", "signoffs.request_"),
    ("13-people", "cora", "people.index"),
    ("14-induction-home", "yusuf", "home.index"),
)


def main(folder: Path) -> None:
    """Photograph every named page."""
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        supply = SQLiteFiles(Path(scratch))
        with served(supply.migrated(), Path(scratch) / "service.log") as demo:
            _photograph(demo, folder)
    sys.stdout.write(f"{len(NAMED) * len(WIDTHS) * len(SCHEMES)} pictures are in {folder}/\n")


def _photograph(demo: Served, folder: Path) -> None:
    path_of = {place.endpoint: path for place, path in demo.paths.items() if place.method == "GET"}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=machine.browser(), args=["--no-sandbox"])
        for width in WIDTHS:
            for scheme in SCHEMES:
                for name, who, endpoint in NAMED:
                    look = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
                    context, page = signed_in(browser, demo.url, who, **look)
                    page.goto(path_of[endpoint])
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
                    context.close()
        browser.close()


if __name__ == "__main__":
    main(Path("screens"))
