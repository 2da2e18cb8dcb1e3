"""What becomes of a form that is half filled in: it keeps itself, and nothing typed is ever behind a closed door."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from elearn.storage.logbook import DraftRow
from tests.web.conftest import Known
from tests.web.test_logbook import (
    LAST_WEEK,
    TODAY,
    Supervises,
    a_cycle,
    count,
    key_of,
    log_cycle,
    ruth,
    sam,
)

__all__ = ["ruth", "sam"]


def a_group(ruth: Known, sam: Known) -> dict[str, Any]:
    """A session that a supervisor enters, filled in on a freshly opened form."""
    return {
        "key": key_of(ruth, "confirmations.group"),
        "on": LAST_WEEK.isoformat(),
        "minutes": "60",
        "mode": "video",
        "trainees": [sam.id],
    }


def test_a_page_keeps_its_form_by_itself_and_is_told_no_more_than_that(app: Flask, sam: Known) -> None:
    filled = a_cycle(sam, reflection="Half a thou", filmed="")
    kept = sam.visitor.post("logbook.cycle", {**filled, "later": "quietly"})
    assert (kept.status, kept.html) == (204, "")
    assert sam.visitor.get("logbook.cycle", draft=filled["key"]).value("reflection") == "Half a thou"
    assert "It is kept as it is" not in sam.visitor.get("logbook.index").text


def test_what_a_page_keeps_after_its_form_was_saved_is_a_draft_of_nothing(
    app: Flask, sam: Known, ruth: Known
) -> None:
    filled = a_cycle(sam)
    assert sam.visitor.post("logbook.cycle", filled).status == 303
    assert sam.visitor.post("logbook.cycle", {**filled, "later": "quietly"}).status == 204
    question = {"key": key_of(sam, "preparations.prepare"), "question": "Who waits?"}
    assert sam.visitor.post("preparations.prepare", question).status == 303
    assert sam.visitor.post("preparations.prepare", {**question, "later": "quietly"}).status == 204
    group = a_group(ruth, sam)
    assert ruth.visitor.post("confirmations.group", group).status == 303
    assert ruth.visitor.post("confirmations.group", {**group, "later": "quietly"}).status == 204
    assert count(app, DraftRow) == 0


def test_sent_from_what_was_kept_over_a_sign_in_it_leads_back_to_its_form(sam: Known) -> None:
    filled = a_cycle(sam, reflection="Half a thou")
    answer = sam.visitor.post("logbook.cycle", {**filled, "later": "quietly", "from_kept": "1"})
    assert answer.status == 303
    assert f"draft={filled['key']}" in answer.location


@pytest.mark.parametrize("form", ["finish", "change"])
def test_what_was_typed_about_an_entry_that_another_window_finished_is_still_read(
    app: Flask, sam: Known, form: str
) -> None:
    cycle = log_cycle(sam, reviewed="", reflection="")
    stale = {
        **a_cycle(sam, reviewed="", client=""),
        "key": key_of(sam, f"logbook.{form}", entry=cycle),
        "reflection": "My gran said it",
        "later": "1",
    }
    door = sam.visitor.post(f"logbook.{form}", stale, entry=cycle).location
    assert "My gran said it" in sam.visitor.open(door).html
    done = {
        "key": key_of(sam, "logbook.finish", entry=cycle),
        "reviewed": TODAY.isoformat(),
        "reflection": "Done elsewhere",
    }
    assert sam.visitor.post("logbook.finish", done, entry=cycle).status == 303
    left = sam.visitor.open(door)
    assert left.status == 200
    assert "My gran said it" in left.text
    assert "Nothing of it is in the record." in left.text
    assert sam.visitor.post("logbook.throw_away", {"draft": f"{form}/{cycle}:{stale['key']}"}).status == 303
    assert count(app, DraftRow) == 0
    assert sam.visitor.open(door).status == 404


def test_a_supervisor_reads_what_was_typed_about_a_session_that_is_corrected_no_more(
    app: Flask, sam: Known, ruth: Known, supervises: Supervises
) -> None:
    group = a_group(ruth, sam)
    assert ruth.visitor.post("confirmations.group", group).status == 303
    session = next(each for each in sam.visitor.get("logbook.index").links() if "/entries/" in each)
    entry = session.rsplit("/", 1)[-1]
    typed = {
        "key": key_of(ruth, "confirmations.change", entry=entry),
        "on": (LAST_WEEK - timedelta(days=1)).isoformat(),
        "minutes": "90",
        "went_well": "A long pause",
    }
    door = ruth.visitor.post("confirmations.change", {**typed, "later": "1"}, entry=entry).location
    assert ruth.visitor.post("confirmations.withdraw", entry=entry).status == 303
    left = ruth.visitor.open(door)
    assert left.status == 200
    assert "A long pause" in left.text
    assert "/confirm/" in left.links()
