"""What everybody may read and take along of herself, on both databases."""

import json
from datetime import date

import pytest
from sqlalchemy.orm import Session

from elearn.domain.logbook import ActKind
from elearn.domain.people import Actor, Role
from elearn.services import record
from elearn.storage import audit as ledger
from elearn.words.record import PARTS, label
from tests.services.entered import NOW, TODAY, relate
from tests.services.entered import enter as person
from tests.services.practised import LONDON, act, enter, put_on, stage_1


@pytest.fixture
def ruth(session: Session) -> Actor:
    return person(session, "Ruth Ade", Role.SUPERVISOR)


@pytest.fixture
def sam(session: Session, ruth: Actor) -> Actor:
    learner = person(session, "Sam Rees", Role.TRAINEE)
    relate(session, ruth, learner)
    put_on(session, learner)
    stage_1(session, learner, ruth)
    return learner


def test_every_part_has_a_name_and_nothing_is_kept_that_is_not_shown(session: Session, sam: Actor) -> None:
    found = record.record_of(session, sam, TODAY, LONDON)
    assert set(found.parts) == set(PARTS)


def test_every_version_of_an_entry_is_in_it_with_what_was_done_to_it(
    session: Session, sam: Actor, ruth: Actor
) -> None:
    old = enter(session, sam, "cycle", date(2026, 9, 1), {"client": "C-2222"})
    enter(session, sam, "cycle", date(2026, 9, 2), {"client": "C-2222"}, replaces=old, reason="the day")
    act(session, old, ActKind.SHARED, sam, TODAY)
    entries = {each["id"]: each for each in record.record_of(session, sam, TODAY, LONDON).parts["entries"]}
    assert entries[old]["acts"] == [
        {"kind": "shared", "on": TODAY, "by": "Sam Rees", "at": entries[old]["acts"][0]["at"]}
    ]
    assert [each["reason"] for each in entries.values() if each.get("replaces") == old] == ["the day"]


def test_people_are_told_by_name(session: Session, sam: Actor) -> None:
    (relation,) = record.record_of(session, sam, TODAY, LONDON).parts["relations"]
    assert (relation["learner"], relation["supervisor"]) == ("Sam Rees", "Ruth Ade")


def test_no_secret_is_in_it_and_nobody_elses_texts(session: Session, sam: Actor, ruth: Actor) -> None:
    ann = person(session, "Ann Lee", Role.TRAINEE)
    relate(session, ruth, ann)
    enter(session, ann, "cycle", TODAY, {"client": "C-3333"})
    for whose in (sam, ruth):
        told = json.dumps(record.export(session, whose, NOW, LONDON))
        assert "hash" not in told
        assert "C-3333" not in told


def test_a_supervisors_record_tells_that_she_confirmed_and_not_what(
    session: Session, ruth: Actor, sam: Actor
) -> None:
    parts = record.record_of(session, ruth, TODAY, LONDON).parts
    assert set(parts["done_for_others"][0]) == {"kind", "on"}
    assert not parts["entries"]
    assert sam.id not in json.dumps(record.export(session, ruth, NOW, LONDON))


def test_taking_it_along_is_sealed_into_the_record_and_reading_it_is_not(
    session: Session, sam: Actor
) -> None:
    before = len(list(ledger.chain(session)))
    record.record_of(session, sam, TODAY, LONDON)
    assert len(list(ledger.chain(session))) == before
    taken = record.export(session, sam, NOW, LONDON)
    *_, last = ledger.chain(session)
    assert (last.act.action, last.act.actor, last.act.subject) == ("record-exported", sam.id, sam.id)
    assert json.loads(json.dumps(taken))["standing"][0]["pathway"] == "vig-practitioner"


def test_a_field_without_a_name_of_its_own_is_called_by_its_key() -> None:
    assert label("entered_at") == "Entered at"
    assert label("by") == "By"
