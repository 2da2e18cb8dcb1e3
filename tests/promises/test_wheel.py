"""Whether what is installed from a wheel is the whole program: its content and its migrations came along."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.machine import leave_out

ROOT = Path(__file__).parents[2]
CONSTRAINTS = ROOT / "constraints.txt"
NO_REGISTRY = "no package registry within reach, from which a wheel's requirements could be installed"


def run(*command: str | Path, at: Path, **environ: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("ELEARN_", "PYTHON"))}
    done = subprocess.run(
        list(map(str, command)),
        cwd=at,
        env={**clean, **environ},
        text=True,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs' folder of a bare environment into which the wheel was installed."""
    bare = tmp_path_factory.mktemp("bare")
    run(sys.executable, "-m", "venv", bare / "env", at=bare)
    pip: list[str | Path] = [bare / "env" / "bin" / "pip", "--disable-pip-version-check", "--quiet"]
    if subprocess.run(
        [*pip, "download", "--no-deps", "--dest", bare, "hatchling"], capture_output=True
    ).returncode:
        leave_out(NO_REGISTRY)
    run(*pip, "wheel", "--no-deps", "--wheel-dir", bare, ROOT, at=bare)
    (wheel,) = bare.glob("elearn-*.whl")
    run(*pip, "install", "--constraint", CONSTRAINTS, wheel, at=bare)
    return bare / "env" / "bin"


@pytest.mark.timeout(600)
def test_an_installed_program_checks_its_own_content(installed: Path, tmp_path: Path) -> None:
    run(installed / "elearn", "content", "check", at=tmp_path)
    assert "parental-sensitivity" in run(installed / "elearn", "content", "list", at=tmp_path)


@pytest.mark.timeout(600)
def test_an_installed_program_makes_its_own_database(installed: Path, tmp_path: Path) -> None:
    run(installed / "elearn", "database", "upgrade", at=tmp_path)
    assert "fits" in run(installed / "elearn", "database", "check", at=tmp_path)
    assert (tmp_path / "instance" / "elearn.sqlite").exists()
