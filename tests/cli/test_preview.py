"""The preview as a command: it listens on this machine only, and stops when it is told to."""

import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from elearn.cli import main
from elearn.cli.preview import preview
from tests.content.tree import QUIZ, Tree, sound


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """A small tree of content without a mistake, which the command reads."""
    made = sound(tmp_path / "content")
    monkeypatch.setenv("ELEARN_MODULES", str(made.root / "modules"))
    monkeypatch.setenv("ELEARN_QUIZZES", str(made.root / "quizzes"))
    return made


def test_the_page_can_be_printed_once(tree: Tree) -> None:
    said = CliRunner().invoke(main, ["quizzes", "preview", "parental-sensitivity", "--once"])
    assert said.exit_code == 0
    assert "Nothing that was not noticed" not in said.stdout
    assert "Nothing can be read or answered that was not noticed." in said.stdout
    tree.replace(QUIZ, "pass: 80%", "pass: yes")
    assert CliRunner().invoke(main, ["quizzes", "preview", "parental-sensitivity", "--once"]).exit_code == 1
    assert CliRunner().invoke(main, ["quizzes", "preview", "none", "--once"]).exit_code == 1


# Whoever starts the tests in the background has taught them, and all they start, to pass over Ctrl-C.
HEEDING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from elearn.cli import main; main()"


def test_it_answers_on_this_machine_until_it_is_stopped(tree: Tree) -> None:
    words = [sys.executable, "-c", HEEDING, "quizzes", "preview", "parental-sensitivity", "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            (url,) = re.findall(r"http://127\.0\.0\.1:\d+/", running.stdout.readline())
            with urllib.request.urlopen(url) as answer:
                assert b"Preview for authors" in answer.read()
            port = url.rstrip("/").rpartition(":")[2]
            taken = CliRunner().invoke(main, ["quizzes", "preview", "parental-sensitivity", "--port", port])
            assert (taken.exit_code, "cannot be used" in taken.output) == (1, True)
            running.send_signal(signal.SIGINT)
            assert running.stdout.readline() == "Stopped.\n"
            assert running.wait(timeout=30) == 0
        finally:
            running.kill()  # else whatever went wrong would be waited for without end


def test_there_is_no_way_to_listen_elsewhere() -> None:
    assert {option for each in preview.params for option in each.opts} == {"slug", "--port", "--once"}
