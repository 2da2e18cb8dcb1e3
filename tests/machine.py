"""What this machine can run: without it a missing program would look like a broken one, or go unnoticed in CI."""

import os
import shutil
from typing import NoReturn

import pytest

NO_POSTGRESQL = "no PostgreSQL server (apt install postgresql, or set ELEARN_TEST_DATABASE_URL)"
NO_BROWSER = "no Chromium (apt install chromium)"


def in_ci() -> bool:
    """Whether nothing may be left out."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


def leave_out(why: str) -> NoReturn:
    """Skip this test on a machine that cannot run it; in CI it fails instead."""
    if in_ci():
        pytest.fail(f"In CI nothing may be left out, but there is {why}.")
    pytest.skip(why)


def browser() -> str:
    """The path of an installed Chromium or Chrome; leaves the test out when there is none."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next(filter(None, map(shutil.which, names)), None)
    return found or leave_out(NO_BROWSER)
