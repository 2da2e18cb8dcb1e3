"""The author's preview in a real browser: it follows the file she saves, and everybody can use it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.test_axe import LOOKS, WANTED
from tests.content.tree import QUIZ, Tree, sound


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    made = sound(tmp_path)
    monkeypatch.setenv("ELEARN_MODULES", str(made.root / "modules"))
    monkeypatch.setenv("ELEARN_QUIZZES", str(made.root / "quizzes"))
    return made


@pytest.fixture
def url(tree: Tree) -> Iterator[str]:
    """Where the preview of the tree's quiz is."""
    words = [sys.executable, "-c", "from elearn.cli import main; main()", "quizzes", "preview"]
    with subprocess.Popen(
        [*words, "parental-sensitivity", "--port", "0"], stdout=subprocess.PIPE, text=True
    ) as running:
        try:
            assert running.stdout is not None
            (found,) = re.findall(r"http://127\.0\.0\.1:\d+/", running.stdout.readline())
            yield found
        finally:
            running.kill()


def test_the_page_loads_again_when_the_file_is_saved(chromium: Browser, url: str, tree: Tree) -> None:
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(url)
    tree.replace(QUIZ, "title: Parental sensitivity", "title: Saved just now")
    page.wait_for_selector("h1:has-text('Saved just now')")
    page.close()
    assert said == []


@pytest.mark.parametrize("look", LOOKS, ids=["small and dark", "wide and light"])
def test_axe_finds_nothing_and_the_page_fits(
    chromium: Browser, url: str, tree: Tree, look: dict[str, Any]
) -> None:
    tree.replace(QUIZ, "    answer: notice\n", "    answer: notise\n")
    with chromium.new_context(**look) as context:
        page = context.new_page()
        page.goto(url)
        found = Axe().run(page, options=WANTED)
        assert [each["id"] for each in found.response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= look["viewport"]["width"]
