"""Whether the service starts when it may, answers browsers, and otherwise says in a sentence why it does not."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from elearn.cli.serve import serve
from elearn.storage.database import Database
from tests.settings import environment

DEMO = "INSERT INTO people (id, name, demo, created_at) VALUES ('d', 'Ana', true, '2026-01-01 00:00:00')"
HTTPS = {"ELEARN_URL": "https://learn.example.org"}
START = "from elearn.cli.serve import serve; serve()"
PATIENCE = 900
"""Tenths of a second: beside browsers at work a service takes its time to start."""


def attempt(database: Database, *arguments: str, **environ: str) -> Result:
    """Try to start where it must not come to that."""
    return CliRunner().invoke(serve, arguments, env={**environment(str(database.url)), **environ})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_a_service_without_keys_is_refused_and_both_are_named(fresh_sqlite: Database) -> None:
    told = attempt(fresh_sqlite, ELEARN_SECRET_KEY="", ELEARN_AUDIT_KEY="short")
    assert told.exit_code == 1
    assert "ELEARN_SECRET_KEY is missing" in told.output
    assert "ELEARN_AUDIT_KEY has 5 characters" in told.output


def test_a_service_on_an_old_database_is_told_the_command_that_mends_it(tmp_path: Path) -> None:
    told = attempt(Database(f"sqlite:///{tmp_path}/none.sqlite"))
    assert told.exit_code == 1
    assert "run “elearn database upgrade”" in told.output


def test_broken_content_is_told_before_any_worker_starts(fresh_sqlite: Database, tmp_path: Path) -> None:
    (tmp_path / "torn.yaml").write_text("title: [unclosed\n")
    told = attempt(fresh_sqlite, ELEARN_QUIZZES=str(tmp_path))
    assert told.exit_code == 1
    assert "torn.yaml:" in told.output


def test_demo_people_are_never_served_beyond_the_machine_itself(fresh_sqlite: Database) -> None:
    with fresh_sqlite.writing() as session:
        session.execute(text(DEMO))
    told = attempt(fresh_sqlite, "--host", "10.0.0.5", ELEARN_HOST="127.0.0.1", **HTTPS)
    assert told.exit_code == 1
    assert "Demo people are in this database" in told.output


def test_a_port_that_another_program_uses_is_not_shared_with_it(fresh_sqlite: Database) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        told = attempt(fresh_sqlite, "--port", port, ELEARN_PORT=port)
    assert told.exit_code == 1
    assert f"127.0.0.1:{port} cannot be used (Address already in use); try --port." in told.output


def test_a_service_answers_browsers_and_stops_when_asked(fresh_sqlite: Database, tmp_path: Path) -> None:
    port = free_port()
    settings = {**os.environ, **environment(str(fresh_sqlite.url)), "ELEARN_WORKERS": "1"}
    log = (tmp_path / "log").open("w+")
    service = subprocess.Popen(
        [sys.executable, "-c", START, "--port", str(port)], env=settings, stdout=log, stderr=log
    )
    try:
        assert _first_answer(f"http://127.0.0.1:{port}/") == 200
    finally:
        service.send_signal(signal.SIGINT)
        stopped = service.wait(timeout=30)
        log.close()
    said = (tmp_path / "log").read_text()
    assert stopped == 0, said
    assert f"Serving at http://127.0.0.1:{port}" in said


def _first_answer(address: str) -> int:
    for _ in range(PATIENCE):
        try:
            with urllib.request.urlopen(address) as answer:
                status: int = answer.status
                return status
        except ConnectionError:
            time.sleep(0.1)
        except OSError as trouble:
            if not isinstance(getattr(trouble, "reason", None), ConnectionError):
                raise
            time.sleep(0.1)
    pytest.fail("the service never answered")
