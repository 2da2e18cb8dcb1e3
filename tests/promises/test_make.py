"""Whether the two commands a newcomer types explain themselves, on a bare machine too."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text()


def make(*arguments: str, at: Path = ROOT, path: str | None = None) -> subprocess.CompletedProcess[str]:
    environ = {"PATH": path} if path else None
    command = [str(shutil.which("make")), *arguments]
    return subprocess.run(command, cwd=at, env=environ, capture_output=True, text=True, check=False)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A checkout on a machine with a shell and no Python."""
    (tmp_path / "programs").mkdir()
    for name in ("sh", "touch", "getconf", "mkdir"):
        (tmp_path / "programs" / name).symlink_to(str(shutil.which(name)))
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_make_alone_explains_every_command() -> None:
    told = make()
    declared = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert declared
    explained = re.findall(r"^  make (\w+) ", told.stdout, re.MULTILINE)
    assert sorted(explained) == sorted(declared.group(1).split())


def test_a_machine_without_python_is_told_so_in_one_sentence(bare: Path) -> None:
    told = make("test", at=bare, path=str(bare / "programs"))
    assert told.returncode != 0
    assert told.stdout == "This needs Python 3.11 or newer, and none was found.\n"


def test_a_debian_without_venv_is_told_the_package(bare: Path) -> None:
    python = bare / "programs" / "python3.14"
    python.write_text("#!/bin/sh\ncase $2 in *ensurepip*) exit 1;; esac\n")
    python.chmod(0o700)
    told = make("test", at=bare, path=str(bare / "programs"))
    assert told.returncode != 0
    assert told.stdout == "Python's venv is missing here: sudo apt install python3-venv\n"


def test_continuous_integration_runs_the_tests_by_their_name_and_then_the_rest() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    assert script.endswith("\nmake test\nmake races\nmake quality\n")
    assert "export CI=true" in script
