"""Whether an operator can deliver letters, see which did not arrive, and have the weekly ones written, by command."""

import os
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from elearn.cli.outbox import outbox
from elearn.cli.people import people
from elearn.storage.database import Database
from tests.postbox import Postbox, serving
from tests.settings import KEYS, environment

Run = Callable[..., Result]
SENDER = "no-reply@example.org"
INVITE = ("invite", "sam@example.org", "--name", "Sam Rees", "--role", "trainee")


def told(database: Database, box: Postbox | None) -> dict[str, str]:
    url = database.url.render_as_string(hide_password=False)
    mail = (
        {"ELEARN_SMTP_URL": f"smtp://127.0.0.1:{box.port}", "ELEARN_MAIL_FROM": "no-reply@example.org"}
        if box
        else {}
    )
    return {**environment(url), **KEYS, **mail}


@pytest.fixture
def run(fresh_database: Database) -> Run:
    def invoke(group: object, *arguments: str, box: Postbox | None = None) -> Result:
        return CliRunner().invoke(group, arguments, env=told(fresh_database, box))  # type: ignore[arg-type]  # a group

    return invoke


def test_without_a_mail_server_links_are_printed_and_nothing_can_be_delivered(run: Run) -> None:
    invited = run(people, *INVITE)
    assert "/welcome/" in invited.output
    assert "outbox" not in invited.output
    delivered = run(outbox, "deliver")
    assert delivered.exit_code == 1
    assert "No mail is set up" in delivered.output


def test_an_invitation_is_printed_queued_and_delivered(run: Run) -> None:
    with serving() as box:
        invited = run(people, *INVITE, box=box)
        assert "waits in the outbox" in invited.output
        assert run(outbox, "deliver", box=box).output == "1 delivered.\n"
        assert run(outbox, "deliver", box=box).output == "0 delivered.\n"
    link = invited.output.splitlines()[1]
    assert link in box.letters[0].get_content()


def test_what_was_refused_is_listed_with_its_reason_and_without_a_link(run: Run) -> None:
    with serving(Postbox(answers=["550 none"])) as box:
        run(people, *INVITE, box=box)
        run(outbox, "deliver", box=box)
        listed = run(outbox, "list").output
    assert "Sam Rees\tInvitation\trefused\t1 tries\tthe mail server knows no such mailbox (550)" in listed
    assert "/welcome/" not in listed


def test_the_weekly_letters_are_written_once(run: Run) -> None:
    with serving() as box:
        assert run(outbox, "digest", box=box).output == "0 queued.\n"
        assert run(outbox, "digest", box=box).exit_code == 0


def test_for_ever_delivers_until_it_is_told_to_stop(run: Run, fresh_database: Database) -> None:
    with serving() as box:
        run(people, *INVITE, box=box)
        process = subprocess.Popen(
            [sys.executable, "-c", "from elearn.cli import main; main()", "outbox", "deliver", "--forever"],
            env={**os.environ, **told(fresh_database, box)},
        )
        until = time.monotonic() + 20
        while not box.arrived and time.monotonic() < until:
            time.sleep(0.05)
        process.terminate()
        assert process.wait(timeout=10) == 0
    assert len(box.arrived) == 1
