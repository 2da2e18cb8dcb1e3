"""What the pages of confirming promise: two taps and no typing, one's own word only, and nobody's who is not hers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from elearn import clock
from elearn.domain.people import Role
from elearn.services import people
from elearn.services.people import Operator
from elearn.storage.audit import AuditRow
from elearn.storage.logbook import EntryRow
from tests.web.conftest import Known, People
from tests.web.test_logbook import (
    LAST_WEEK,
    TODAY,
    count,
    log_cycle,
    log_supervision,
    on_pathway,
    read,
    ruth,
    sam,
)
from tests.web.visitor import Answer

Supervises = Callable[..., None]
__all__ = ["ruth", "sam"]


@pytest.fixture
def cora(person: People) -> Known:
    """A coordinator."""
    return person("Cora Lind", Role.COORDINATOR)


@pytest.fixture
def olu(app: Flask, person: People, ruth: Known, supervises: Supervises) -> Known:
    """Another trainee of Ruth's."""
    known = person("Olu Ade", Role.TRAINEE)
    on_pathway(app, known, "vig-practitioner")
    supervises(ruth, known)
    return known


def a_group(ruth: Known, *trainees: Known, **fields: Any) -> dict[str, Any]:
    """A group session filled in on a freshly opened form."""
    page = ruth.visitor.get("confirmations.group")
    return {
        "key": page.value("key"),
        "trainees": [each.id for each in trainees],
        "on": TODAY.isoformat(),
        "minutes": "90",
        "mode": "in-person",
        **fields,
    }


def boxes(page: Answer, name: str) -> list[str]:
    """What can be ticked under a name."""
    return [each.attrib["value"] for each in page.tree.iter() if each.attrib.get("name") == name]


def a_paper(known: Known) -> str:
    """A registration entered by a trainee; the id of its entry."""
    what = "document.aviguk-registration"
    page = known.visitor.get("logbook.other", what=what)
    sent = {"key": page.value("key"), "on": LAST_WEEK.isoformat(), "kept": "In my folder at work"}
    answer = known.visitor.post("logbook.other", sent, what=what)
    return answer.location.rsplit("/", 1)[-1]


def test_a_session_is_confirmed_in_two_taps_and_counts(sam: Known, ruth: Known) -> None:
    cycle = log_cycle(sam)
    entry = log_supervision(sam, ruth, brought=[cycle], mode="video")
    page = ruth.visitor.get("confirmations.index")
    assert "Sam Rees" in page.text
    assert "By video" in page.text
    assert page.html.count("<textarea") == 0
    assert ruth.visitor.post("confirmations.confirm", entry=entry).status == 303
    assert "Nothing waits for you" in ruth.visitor.get("confirmations.index").text
    assert "Ruth Okoro confirmed it" in read(sam, entry).text
    assert "Take it back" not in read(sam, entry).text


def test_confirming_twice_changes_nothing(app: Flask, sam: Known, ruth: Known) -> None:
    entry = log_supervision(sam, ruth)
    ruth.visitor.post("confirmations.confirm", entry=entry)
    before = count(app, AuditRow)
    assert ruth.visitor.post("confirmations.confirm", entry=entry).status == 303
    assert count(app, AuditRow) == before


def test_only_the_person_named_confirms(sam: Known, ruth: Known, cora: Known, person: People) -> None:
    entry = log_supervision(sam, ruth)
    mina = person("Mina Hart", Role.SUPERVISOR)
    for other in (mina, cora):
        assert other.visitor.post("confirmations.confirm", entry=entry).status == 404
    assert sam.visitor.post("confirmations.confirm", entry=entry).status == 404


def test_what_was_corrected_or_taken_back_meanwhile_is_not_confirmed(sam: Known, ruth: Known) -> None:
    entry = log_supervision(sam, ruth)
    page = sam.visitor.get("logbook.change", entry=entry)
    sent = {name: page.value(name) for name in ("key", "work", "with_", "on", "mode", "setting")}
    sam.visitor.post("logbook.change", {**sent, "minutes": "75", "reason": "It was longer"}, entry=entry)
    answer = ruth.visitor.post("confirmations.confirm", entry=entry)
    assert answer.status == 409
    assert "corrected meanwhile" in answer.text
    assert "75 minutes" in ruth.visitor.get("confirmations.index").text
    other = log_supervision(sam, ruth, on=LAST_WEEK.isoformat())
    sam.visitor.post("logbook.withdraw", entry=other)
    assert ruth.visitor.post("confirmations.confirm", entry=other).status == 409


def test_a_session_she_does_not_know_stops_counting_until_she_takes_that_back(
    sam: Known, ruth: Known
) -> None:
    entry = log_supervision(sam, ruth)
    assert ruth.visitor.get("confirmations.disown", entry=entry).status == 200
    assert ruth.visitor.post("confirmations.disown", {"why": " "}, entry=entry).status == 422
    assert ruth.visitor.post("confirmations.disown", {"why": "We met on Tuesday"}, entry=entry).status == 303
    page = ruth.visitor.get("confirmations.index")
    assert "Not agreed between you" in page.text
    assert "We met on Tuesday" in page.text
    told = sam.visitor.get("logbook.index").text
    assert "Ruth Okoro does not know this" in told
    assert "We met on Tuesday" in read(sam, entry).text
    ruth.visitor.post("confirmations.recognise", entry=entry)
    assert ruth.visitor.post("confirmations.confirm", entry=entry).status == 303
    assert "Ruth Okoro confirmed it" in read(sam, entry).text


def test_a_why_that_names_a_number_is_asked_about(sam: Known, ruth: Known) -> None:
    entry = log_supervision(sam, ruth)
    answer = ruth.visitor.post("confirmations.disown", {"why": "Ring me on 020 7946 0018"}, entry=entry)
    assert answer.status == 422
    assert "a telephone number" in answer.text
    kept = {"why": "Ring me on 020 7946 0018", "nobody": ["020 7946 0018"]}
    assert ruth.visitor.post("confirmations.disown", kept, entry=entry).status == 303


def test_a_group_session_is_one_form_and_confirmed_by_being_entered(
    app: Flask, sam: Known, olu: Known, ruth: Known
) -> None:
    cycle = log_cycle(sam, consent=["supervision", "intervision"])
    filled = a_group(ruth, sam, olu, presenters=[sam.id], brought=[cycle], next_step="Shorter clips.")
    assert ruth.visitor.post("confirmations.group", filled).status == 303
    assert ruth.visitor.post("confirmations.group", filled).status == 303
    with app.extensions["elearn"].database.reading() as session:
        held = session.scalars(select(EntryRow).where(EntryRow.kind == "supervision")).all()
    assert {each.learner_id for each in held} == {sam.id, olu.id}
    assert len({each.session_id for each in held}) == 1
    assert [each.facts["minutes"] for each in held] == [90, 90]
    roles = {each.learner_id: each.facts["role"] for each in held}
    assert roles == {sam.id: "presenter", olu.id: "participant"}
    theirs = {each.learner_id: each.id for each in held}
    assert "Shorter clips." in read(olu, theirs[olu.id]).text
    assert "Ruth Okoro confirmed it" in read(olu, theirs[olu.id]).text


def test_what_is_worth_knowing_of_a_session_is_said_at_once_to_who_held_it_and_nothing_is_refused(
    app: Flask, sam: Known, olu: Known, ruth: Known
) -> None:
    log_cycle(sam)
    ruth.visitor.post("confirmations.group", a_group(ruth, sam, olu, minutes="30"))
    said = ruth.visitor.get("confirmations.index").main
    assert "Sam Rees, Olu Ade: It is kept, and does not count towards" in said
    assert "Sam Rees: It counts as time. No piece of work is named in it" in said
    assert "Sam Rees: Not brought to any session yet:" in said
    first, _second = in_group(app)
    sent = correction(ruth, first.id, minutes="40", everyone="y")
    ruth.visitor.post("confirmations.change", sent, entry=first.id)
    assert "It is kept, and does not count towards" in ruth.visitor.get("confirmations.index").main


def test_a_trainee_may_say_that_she_does_not_know_a_session_entered_for_her(
    app: Flask, sam: Known, olu: Known, ruth: Known
) -> None:
    ruth.visitor.post("confirmations.group", a_group(ruth, sam, olu))
    with app.extensions["elearn"].database.reading() as session:
        entry = session.scalars(select(EntryRow.id).where(EntryRow.learner_id == olu.id)).one()
    assert "I do not recognise this" in read(olu, entry).text
    assert olu.visitor.post("logbook.disown", {"why": "I was ill"}, entry=entry).status == 303
    assert ruth.visitor.post("confirmations.confirm", entry=entry).status == 409
    assert "I was ill" in ruth.visitor.get("confirmations.index").text
    olu.visitor.post("logbook.recognise", entry=entry)
    assert "Not agreed" not in ruth.visitor.get("confirmations.index").text
    assert ruth.visitor.post("confirmations.withdraw", entry=entry).status == 422


@pytest.mark.parametrize("answer", ["corrected", "taken back"])
def test_a_session_that_a_trainee_does_not_know_needs_its_supervisor_until_it_is_answered(
    app: Flask, sam: Known, ruth: Known, answer: str
) -> None:
    ruth.visitor.post("confirmations.group", a_group(ruth, sam))
    (entry,) = (each.id for each in in_group(app))
    mine = ruth.visitor.get("confirmations.entry", entry=entry)
    assert "I do not recognise this" not in mine.main
    assert ruth.visitor.get("confirmations.disown", entry=entry).status == 404
    assert "Nothing waits for you today." in ruth.visitor.get("desks.supervisor").main
    sam.visitor.post("logbook.disown", {"why": "I was ill"}, entry=entry)
    desk = ruth.visitor.get("desks.supervisor")
    assert "Does not know the session of" in desk.main
    assert "1 needs you now" in desk.main
    (door,) = {each for each in desk.links() if each.endswith(entry)}
    page = ruth.visitor.open(door).main
    assert (
        page.index("Sam Rees does not know it, said on") < page.index("I was ill") < page.index("Correct it")
    )
    assert "Take it back" in page
    assert "I do not recognise this" not in page
    if answer == "corrected":
        ruth.visitor.post("confirmations.change", correction(ruth, entry, minutes="60"), entry=entry)
    else:
        ruth.visitor.post("confirmations.withdraw", entry=entry)
    assert "Nothing waits for you today." in ruth.visitor.get("desks.supervisor").main


def test_a_session_entered_by_mistake_is_taken_back_by_who_entered_it(
    app: Flask, sam: Known, ruth: Known
) -> None:
    ruth.visitor.post("confirmations.group", a_group(ruth, sam))
    with app.extensions["elearn"].database.reading() as session:
        entry = session.scalars(select(EntryRow.id)).one()
    assert sam.visitor.post("logbook.withdraw", entry=entry).status == 404
    assert ruth.visitor.post("confirmations.withdraw", entry=entry).status == 303
    assert "Taken back" in sam.visitor.get("logbook.index").text


def test_a_group_session_is_not_doubled_over_what_a_trainee_entered(
    app: Flask, sam: Known, olu: Known, ruth: Known
) -> None:
    log_supervision(sam, ruth)
    filled = a_group(ruth, sam, olu)
    answer = ruth.visitor.post("confirmations.group", filled)
    assert answer.status == 422
    assert "Sam Rees has a session with you on that day already" in answer.text
    assert count(app, EntryRow) == 1
    assert ruth.visitor.post("confirmations.group", {**filled, "another": "y"}).status == 303
    assert count(app, EntryRow) == 3


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"trainees": []}, "Choose who was there"),
        ({"minutes": "0"}, "1 to 600"),
        ({"on": (TODAY + timedelta(days=1)).isoformat()}, "still to come"),
        ({"mode": "carrier pigeon"}, "not on the list now"),
        ({"brought": ["nothing"]}, "not on the list now"),
    ],
)
def test_a_wrong_group_session_stands_again_and_nothing_is_entered(
    app: Flask, sam: Known, ruth: Known, fields: dict[str, Any], said: str
) -> None:
    answer = ruth.visitor.post("confirmations.group", {**a_group(ruth, sam), **fields})
    assert answer.status == 422
    assert said in answer.text
    assert count(app, EntryRow) == 0


def test_what_consent_keeps_from_a_session_stands_beside_the_choice_before_anything_is_sent(
    sam: Known, ruth: Known
) -> None:
    for consent in (["supervision"], ["supervision", "intervision"], ["intervision"]):
        log_cycle(sam, consent=consent)
    own, page = sam.visitor.get("logbook.supervision").text, ruth.visitor.get("confirmations.group")
    assert own.count("(not before a group: no consent to intervision is entered)") == 1
    assert own.count("(no consent to supervision is entered)") == 1
    assert page.html.count('name="brought"') == 2
    assert page.main.count("(not before a group: no consent to intervision is entered)") == 1
    assert page.main.index("(not before") > page.main.rindex("Sam Rees: Cycle")
    assert "These cannot be brought" not in page.main


def test_a_piece_that_no_group_may_see_is_refused_to_more_than_one_and_stays_ticked(
    app: Flask, sam: Known, olu: Known, ruth: Known
) -> None:
    alone, never = log_cycle(sam), log_cycle(sam, consent=[])
    filled = a_group(ruth, sam, olu, brought=[alone], next_step="Shorter clips.")
    answer = ruth.visitor.post("confirmations.group", filled)
    assert answer.status == 422
    assert "intervision" in answer.main
    assert (answer.value("brought"), answer.value("next_step")) == (alone, "Shorter clips.")
    barred = answer.main.partition("These cannot be brought; the work counts all the same.")[2]
    assert barred.count(": no consent to supervision is entered") == 1
    assert never not in answer.html
    assert ruth.visitor.post("confirmations.group", {**filled, "trainees": [sam.id]}).status == 303
    assert [each.facts["brought"] for each in in_group(app)] == [[alone]]


def test_a_session_with_one_trainee_offers_that_trainees_work_and_says_nothing_of_a_group(
    app: Flask, sam: Known, olu: Known, ruth: Known
) -> None:
    cycle, never = log_cycle(sam), log_cycle(sam, consent=[])
    log_cycle(olu)
    page = ruth.visitor.open(f"/confirm/group?trainee={sam.id}")
    assert page.heading == "Enter the session with Sam Rees"
    assert boxes(page, "brought") == [cycle]
    assert "Olu Ade" not in page.main
    assert not boxes(page, "presenters")
    assert page.main.count(": no consent to supervision is entered") == 1
    assert "intervision" not in page.main
    assert never not in page.html
    sent = {"key": page.value("key"), "trainees": [sam.id], "on": TODAY.isoformat(), "mode": "in-person"}
    held = {**sent, "brought": [cycle], "what_1": "Film a bath time", "whose_1": sam.id}
    again = ruth.visitor.send(f"/confirm/group?trainee={sam.id}", held)
    assert again.status == 422
    assert again.heading == "Enter the session with Sam Rees"
    assert (again.value("brought"), again.value("what_1")) == (cycle, "Film a bath time")
    assert ruth.visitor.send(f"/confirm/group?trainee={sam.id}", {**held, "minutes": "60"}).status == 303
    (entry,) = in_group(app)
    assert (entry.facts["setting"], entry.facts["brought"]) == ("individual", [cycle])


def test_nobody_is_entered_in_a_group_whom_she_does_not_supervise(
    app: Flask, sam: Known, ruth: Known, person: People
) -> None:
    stranger = person("Ida Voss", Role.TRAINEE)
    answer = ruth.visitor.post("confirmations.group", {**a_group(ruth, sam), "trainees": [stranger.id]})
    assert answer.status in (404, 422)
    assert count(app, EntryRow) == 0


def test_a_group_form_is_kept_for_later(sam: Known, ruth: Known) -> None:
    filled = a_group(ruth, sam, minutes="seventy")
    kept = ruth.visitor.post("confirmations.group", {**filled, "later": "1"})
    assert kept.status == 303
    assert ruth.visitor.open(kept.location).value("minutes") == "seventy"
    assert "A group session" in ruth.visitor.get("confirmations.index").text
    assert ruth.visitor.post("confirmations.throw_away", {"draft": f"group:{filled['key']}"}).status == 303
    assert ruth.visitor.post("confirmations.throw_away", {"draft": "nonsense"}).status == 404
    assert "A group session" not in ruth.visitor.get("confirmations.index").text


def test_a_session_with_one_trainee_kept_for_later_opens_as_that(sam: Known, ruth: Known) -> None:
    address = f"/confirm/group?trainee={sam.id}"
    sent = {"key": ruth.visitor.open(address).value("key"), "trainees": [sam.id], "later": "1"}
    kept = ruth.visitor.send(address, {**sent, "went_well": "We laughed"})
    page = ruth.visitor.open(kept.location)
    assert page.heading == "Enter the session with Sam Rees"
    assert page.value("went_well") == "We laughed"
    assert "A session one to one" in ruth.visitor.get("confirmations.index").main


@pytest.mark.parametrize("who", ["ruth", "cora"])
def test_a_paper_is_seen_by_the_own_supervisor_or_a_coordinator(
    sam: Known, ruth: Known, cora: Known, who: str
) -> None:
    entry = a_paper(sam)
    sees = {"ruth": ruth, "cora": cora}[who]
    page = sees.visitor.get("confirmations.index")
    assert "Papers to have a look at" in page.text
    assert "In my folder at work" in page.text
    assert sees.visitor.post("confirmations.seen", entry=entry).status == 303
    assert f"{sees.name} has seen it" in read(sam, entry).text
    assert "Nothing waits for you" in sees.visitor.get("confirmations.index").text


def test_a_supervisor_of_others_sees_no_paper(sam: Known, ruth: Known, person: People) -> None:
    entry = a_paper(sam)
    mina = person("Mina Hart", Role.SUPERVISOR)
    assert mina.visitor.post("confirmations.seen", entry=entry).status == 404
    assert mina.visitor.get("confirmations.entry", entry=entry).status == 404
    assert "Sam" not in mina.visitor.get("confirmations.index").text


def test_after_she_has_left_a_coordinator_confirms_and_it_is_labelled(
    app: Flask, sam: Known, ruth: Known, cora: Known
) -> None:
    entry = log_supervision(sam, ruth)
    assert "Sam" not in cora.visitor.get("confirmations.index").text
    with app.extensions["elearn"].database.writing() as session:
        people.disable(session, Operator(), ruth.id, clock.now())
    assert "Sessions whose supervisor has left" in cora.visitor.get("confirmations.index").text
    assert cora.visitor.post("confirmations.confirm", entry=entry).status == 303
    assert "Cora Lind, coordinator, confirmed it, since Ruth Okoro has left" in read(sam, entry).text


def test_a_coordinator_reads_nothing_that_was_written(
    app: Flask, sam: Known, ruth: Known, cora: Known
) -> None:
    cycle = log_cycle(sam, share="y")
    session = log_supervision(sam, ruth, question="What did I miss?")
    ruth.visitor.post("confirmations.disown", {"why": "It was Monday"}, entry=session)
    assert cora.visitor.get("confirmations.entry", entry=cycle).status == 404
    assert cora.visitor.get("confirmations.entry", entry=session).status == 404
    written = ("What did I miss?", "It was Monday")
    assert all(word in ruth.visitor.get("confirmations.entry", entry=session).text for word in written)
    with app.extensions["elearn"].database.writing() as database:
        people.disable(database, Operator(), ruth.id, clock.now())
    page = cora.visitor.get("confirmations.entry", entry=session)
    assert page.status == 200
    assert not any(word in page.text for word in written)


def test_what_waits_takes_no_more_statements_with_more_of_it(sam: Known, ruth: Known) -> None:
    log_supervision(sam, ruth)
    few = len(ruth.visitor.get("confirmations.index").queries)
    for days in range(1, 5):
        log_supervision(sam, ruth, on=(TODAY - timedelta(days=days)).isoformat())
    assert len(ruth.visitor.get("confirmations.index").queries) == few <= 12


def test_a_learner_has_nothing_to_confirm(sam: Known) -> None:
    for endpoint in ("index", "group"):
        assert sam.visitor.get(f"confirmations.{endpoint}").status == 404


def correction(ruth: Known, entry: str, **fields: Any) -> dict[str, Any]:
    """The form that corrects a session, as it stands on a freshly opened page, with these fields changed."""
    page = ruth.visitor.get("confirmations.change", entry=entry)
    kept = {name: page.value(name) for name in ("key", "on", "minutes", "mode")}
    return {**kept, "reason": "I looked in my diary", **fields}


def in_group(app: Flask) -> list[EntryRow]:
    """The sessions a supervisor entered, every version, in order."""
    with app.extensions["elearn"].database.reading() as session:
        found = select(EntryRow).where(EntryRow.session_id.is_not(None)).order_by(EntryRow.seq)
        return list(session.scalars(found))


def test_a_wrong_group_session_is_corrected_for_all_in_one_form_and_stays_confirmed(
    app: Flask, sam: Known, olu: Known, ruth: Known
) -> None:
    ruth.visitor.post("confirmations.group", a_group(ruth, sam, olu))
    first, second = in_group(app)
    sent = correction(ruth, first.id, minutes="75", everyone="y")
    for _ in range(2):
        assert ruth.visitor.post("confirmations.change", sent, entry=first.id).status == 303
    rows = in_group(app)
    assert [each.replaces for each in rows[2:]] == [first.id, second.id]
    assert {each.facts["minutes"] for each in rows[2:]} == {75}
    for known, row in zip((sam, olu), rows[2:], strict=True):
        page = read(known, row.id)
        assert "I looked in my diary" in page.text
        assert "Ruth Okoro confirmed it" in page.text
    assert "Nothing waits for you" in ruth.visitor.get("confirmations.index").text
    stale = ruth.visitor.post("confirmations.change", {**sent, "key": "another0key"}, entry=first.id)
    assert stale.status == 409


def test_one_who_was_there_is_corrected_alone_and_no_one_corrects_what_another_entered(
    app: Flask, sam: Known, olu: Known, ruth: Known, person: People
) -> None:
    ruth.visitor.post("confirmations.group", a_group(ruth, sam, olu))
    first, _second = in_group(app)
    answer = ruth.visitor.post("confirmations.change", correction(ruth, first.id, reason=""), entry=first.id)
    assert answer.status == 422
    assert "Say in a few words why." in answer.text
    ruth.visitor.post("confirmations.change", correction(ruth, first.id, mode="video"), entry=first.id)
    assert [each.facts["mode"] for each in in_group(app)] == ["in-person", "in-person", "video"]
    entered_by_her = log_supervision(sam, ruth, on=LAST_WEEK.isoformat())
    mina = person("Mina Hart", Role.SUPERVISOR)
    for who, entry in ((ruth, entered_by_her), (mina, first.id), (mina, "none")):
        assert who.visitor.get("confirmations.change", entry=entry).status == 404
        sent = {
            "key": "another0key",
            "on": TODAY.isoformat(),
            "minutes": "60",
            "mode": "video",
            "reason": "No",
        }
        assert who.visitor.post("confirmations.change", sent, entry=entry).status == 404
