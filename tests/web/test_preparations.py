"""What the pages around a session promise: one form, one page to read, one tap to tick, nothing lost."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.domain.people import Role
from elearn.storage.preparations import PreparationRow
from tests.web.conftest import Known, People
from tests.web.test_logbook import TODAY, log_cycle, log_supervision, ruth, sam

__all__ = ["ruth", "sam"]


def filled(known: Known, **fields: Any) -> dict[str, Any]:
    """The form of a session to come as it stands on a freshly opened page, with these fields filled in."""
    page = known.visitor.get("preparations.prepare")
    return {"key": page.value("key"), "seen": page.value("seen"), **fields}


def test_a_prepared_session_stands_on_one_page_for_both(sam: Known, ruth: Known) -> None:
    cycle = log_cycle(sam)
    sent = filled(
        sam,
        brought=[cycle],
        question="How long may I wait?",
        day=TODAY.isoformat(),
        time_2="0:42",
        note_2="he looks up and she waits",
        kind_2="initiative",
        share="y",
    )
    saved = sam.visitor.post("preparations.prepare", sent)
    assert saved.status == 303
    mine = sam.visitor.open(saved.location)
    assert "It is shown to Ruth Okoro." in mine.text
    hers = ruth.visitor.get("agenda.of", learner=sam.id)
    desk = ruth.visitor.get("desks.supervisor").main.partition("Due in two weeks")[2]
    assert "Your next session together" in desk
    assert "It is prepared, and that is shared with you." in desk
    for page in (mine, hers):
        assert "How long may I wait?" in page.main
        assert "0:42" in page.main
        assert "he looks up and she waits" in page.main
    assert "Next session with Sam Rees" in hers.heading
    assert any(
        each.endswith(f"/desk/agenda/{sam.id}") for each in ruth.visitor.get("desks.supervisor").links()
    )


def test_a_consent_taken_back_stands_beside_what_was_brought_and_its_moments_are_its_learners_alone(
    sam: Known, ruth: Known
) -> None:
    gone, stays = log_cycle(sam), log_cycle(sam)
    moment = {"time_1": "0:42", "note_1": "he looks up and she waits", "share": "y"}
    sam.visitor.post("preparations.prepare", filled(sam, brought=[gone, stays], **moment))
    sam.visitor.post("logbook.consent", {"on": TODAY.isoformat()}, entry=gone)
    barred = "This cannot be brought: the family took its consent back."
    hers = ruth.visitor.get("agenda.of", learner=sam.id).main
    assert hers.count(barred) == 1
    assert "The moments of a film that cannot be brought are not for the session." in hers
    assert "0:42" in hers
    sam.visitor.post("preparations.prepare", filled(sam, brought=[stays], **moment))
    assert "cannot be brought" not in ruth.visitor.get("agenda.of", learner=sam.id).main
    sam.visitor.post("logbook.consent", {"on": TODAY.isoformat()}, entry=stays)
    (prepared,) = {sam.visitor.get("preparations.prepare").value("seen")}
    hers = ruth.visitor.get("agenda.of", learner=sam.id), ruth.visitor.open(f"/prepared/{prepared}")
    mine = sam.visitor.get("agenda.own"), sam.visitor.open(f"/prepared/{prepared}")
    for page in (*hers, *mine):
        assert page.main.count(barred) == 1
        assert ("0:42" in page.main) is (page in mine)


def test_the_form_names_who_would_read_it_and_a_letter_only_where_one_goes(sam: Known, ruth: Known) -> None:
    form = sam.visitor.get("preparations.prepare").main
    assert "unless you share it below; then Ruth Okoro can too." in form
    assert "ask to sign" not in form
    assert "letter" not in form
    assert "It then stands on the agenda that Ruth Okoro sees." in form


def test_the_form_opens_as_it_was_kept_and_a_moment_moves_up(sam: Known, ruth: Known) -> None:
    sam.visitor.post("preparations.prepare", filled(sam, time_3="1:02:03", note_3="she sings"))
    again = sam.visitor.get("preparations.prepare")
    assert (again.value("time_1"), again.value("note_1")) == ("62:03", "she sings")
    assert again.value("seen")
    assert "Nothing is shared with you" in ruth.visitor.get("agenda.of", learner=sam.id).text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "one of them is enough"),
        ({"time_1": "soon", "note_1": "she waits"}, "such as 0:42"),
        ({"time_1": "0:42"}, "Say in a few words what you see"),
        ({"question": "Ring 07700 900123"}, "looks like a telephone number"),
        ({"question": "Why?", "day": "2020-01-01"}, "That day is over"),
        ({"question": "Why?", "day": "soon"}, "Write the day"),
        ({"brought": ["none"]}, "not on the list now"),
        ({"kind_1": "none", "time_1": "0:42"}, "not on the list now"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field_and_stays_typed(
    sam: Known, fields: dict[str, Any], said: str
) -> None:
    typed = {"time_3": "1:00", "note_3": "typed"} if fields else {}
    answer = sam.visitor.post("preparations.prepare", filled(sam, **typed, **fields))
    assert answer.status == 422
    assert said in answer.text
    assert ("typed" in answer.html) is bool(typed)


def test_two_windows_do_not_write_over_each_other(sam: Known) -> None:
    one, other = filled(sam, question="First"), filled(sam, question="Second")
    assert sam.visitor.post("preparations.prepare", one).status == 303
    assert sam.visitor.post("preparations.prepare", one).status == 303
    answer = sam.visitor.post("preparations.prepare", other)
    assert answer.status == 409
    assert "changed in another window" in answer.text
    assert "First" in answer.main.partition("How it stands now")[2].partition("What you typed is below")[0]
    assert answer.value("question") == "Second"
    again = sam.visitor.post("preparations.prepare", {**other, "seen": answer.value("seen")})
    assert again.status == 303
    assert "Second" in sam.visitor.get("agenda.own").main


def test_what_is_changed_in_a_form_gone_back_to_after_it_was_saved_can_be_saved(sam: Known) -> None:
    sent = filled(sam, question="First")
    sam.visitor.post("preparations.prepare", sent)
    answer = sam.visitor.post("preparations.prepare", {**sent, "question": "Second"})
    assert answer.status == 409
    assert "How it stands now" in answer.main
    again = {name: answer.value(name) for name in ("key", "seen", "question")}
    assert sam.visitor.post("preparations.prepare", again).status == 303
    assert "Second" in sam.visitor.get("agenda.own").main


def test_what_was_thrown_away_in_another_window_is_said_and_what_was_typed_can_be_saved(sam: Known) -> None:
    sam.visitor.post("preparations.prepare", filled(sam, question="First"))
    typed = filled(sam, question="Second")
    sam.visitor.post("preparations.throw_away", {"seen": typed["seen"]})
    answer = sam.visitor.post("preparations.prepare", typed)
    assert answer.status == 409
    assert "Nothing is prepared: it was thrown away, or its session was entered." in answer.main
    assert sam.visitor.post("preparations.prepare", {**typed, "seen": answer.value("seen")}).status == 303


def test_kept_for_later_it_is_found_again_and_nobody_sees_it(sam: Known, ruth: Known) -> None:
    kept = sam.visitor.post("preparations.prepare", filled(sam, question="Half a thou", later="1"))
    assert sam.visitor.open(kept.location).value("question") == "Half a thou"
    assert "Your next session" in sam.visitor.get("logbook.index").main
    assert "Half a thou" not in ruth.visitor.get("agenda.of", learner=sam.id).text


def test_the_session_is_entered_from_its_preparation_with_what_was_agreed(sam: Known, ruth: Known) -> None:
    cycle = log_cycle(sam)
    sam.visitor.post("preparations.prepare", filled(sam, question="How long?", brought=[cycle], share="y"))
    (door,) = [each for each in sam.visitor.get("agenda.own").links() if "prepared=" in each]
    form = sam.visitor.open(door)
    assert (form.value("question"), form.value("brought")) == ("How long?", cycle)
    entry = log_supervision(
        sam,
        ruth,
        prepared=form.value("prepared"),
        brought=[cycle],
        question="How long?",
        went_well="We laughed",
        what_1="Film a bath time",
        whose_1="learner",
    )
    assert "We laughed" in sam.visitor.get("logbook.entry", entry=entry).main
    seen = ruth.visitor.get("confirmations.entry", entry=entry)
    (prepared,) = [each for each in seen.links() if "/prepared/" in each]
    assert "How long?" in ruth.visitor.open(prepared).main
    agenda = ruth.visitor.get("agenda.of", learner=sam.id)
    assert "Film a bath time" in agenda.main
    assert "Nothing is shared with you for this session." in agenda.main


@pytest.mark.parametrize(("days", "opens_on"), [(-3, -3), (3, 0)])
def test_a_session_is_entered_on_the_day_it_was_prepared_for_once_that_has_come(
    app: Flask, sam: Known, days: int, opens_on: int
) -> None:
    sam.visitor.post("preparations.prepare", filled(sam, question="How long?"))
    with app.extensions["elearn"].database.writing() as session:
        kept = session.scalars(select(PreparationRow)).one()
        kept.words = {**kept.words, "day": (TODAY + timedelta(days=days)).isoformat()}
    (door,) = [each for each in sam.visitor.get("agenda.own").links() if "prepared=" in each]
    form = sam.visitor.open(door)
    opens = (TODAY + timedelta(days=opens_on)).isoformat()
    assert (form.value("question"), form.value("on")) == ("How long?", opens)


def test_an_action_says_what_and_who_or_is_asked_about_at_its_row(sam: Known, ruth: Known) -> None:
    page = sam.visitor.get("logbook.supervision")
    fields = {name: page.value(name) for name in ("key", "work", "with_", "on", "mode", "setting")}
    answer = sam.visitor.post("logbook.supervision", {**fields, "minutes": "60", "what_2": "Film it"})
    assert answer.status == 422
    assert "Choose who does it." in answer.text


def test_a_tick_is_one_tap_and_can_be_taken_off(sam: Known, ruth: Known) -> None:
    log_supervision(sam, ruth, what_1="Film it", whose_1="learner")
    page = sam.visitor.get("agenda.own")
    (path,) = [
        each.attrib["action"] for each in page.tree.iter() if "/follow-ups/" in each.attrib.get("action", "")
    ]
    for done, said in (("1", "Nothing is open."), ("0", "Film it")):
        back = sam.visitor.send(path, {"done": done})
        assert back.status == 303
        assert said in sam.visitor.open(back.location).main


def test_the_supervisor_enters_it_from_the_agenda_with_her_trainee_chosen(sam: Known, ruth: Known) -> None:
    (door,) = [each for each in ruth.visitor.get("agenda.of", learner=sam.id).links() if "trainee=" in each]
    assert ruth.visitor.open(door).value("trainees") == sam.id


@pytest.mark.parametrize(("ahead", "ticked"), [(0, True), (1, False)])
def test_what_was_prepared_is_ticked_where_its_supervisor_enters_the_session_once_its_day_has_come(
    sam: Known, ruth: Known, ahead: int, ticked: bool
) -> None:
    cycle = log_cycle(sam)
    day = (TODAY + timedelta(days=ahead)).isoformat()
    sam.visitor.post("preparations.prepare", filled(sam, brought=[cycle], day=day, share="y"))
    (door,) = [each for each in ruth.visitor.get("agenda.of", learner=sam.id).links() if "trainee=" in each]
    boxes = [each for each in ruth.visitor.open(door).tree.iter() if each.attrib.get("value") == cycle]
    assert ["checked" in each.attrib for each in boxes] == [ticked]


def test_thrown_away_it_is_gone_from_both_pages(sam: Known) -> None:
    sam.visitor.post("preparations.prepare", filled(sam, question="How long?"))
    seen = sam.visitor.get("preparations.prepare").value("seen")
    gone = sam.visitor.post("preparations.throw_away", {"seen": seen})
    assert "Nothing yet. A question is enough." in sam.visitor.open(gone.location).main


def test_an_agenda_costs_the_same_however_much_is_on_it(app: Flask, sam: Known, ruth: Known) -> None:
    few = len(ruth.visitor.get("agenda.of", learner=sam.id).queries)
    for number in range(3):
        cycle = log_cycle(sam)
        log_supervision(sam, ruth, brought=[cycle], another="y", what_1=f"Film {number}", whose_1="learner")
        log_cycle(sam)
    sam.visitor.post("preparations.prepare", filled(sam, question="How long?", share="y"))
    assert len(ruth.visitor.get("agenda.of", learner=sam.id).queries) == few <= 20


def test_a_volunteer_is_offered_none_of_it(person: People, ruth: Known) -> None:
    lucy = person("Lucy Hart", Role.PARAPROFESSIONAL)
    assert "next session" not in lucy.visitor.get("logbook.index").text.casefold()
    assert "agreed" not in lucy.visitor.get("logbook.supervision").text.casefold()
    for endpoint in ("preparations.prepare", "agenda.own"):
        assert lucy.visitor.get(endpoint).status == 404
    assert ruth.visitor.get("agenda.of", learner=lucy.id).status == 404
