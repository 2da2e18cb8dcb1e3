"""How well the guard tells a family's name from everything else, with the lists and the content as they ship."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import cycle
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from elearn.content.library import open_library
from elearn.domain.errors import Refused
from elearn.domain.people import Actor, Role
from elearn.domain.privacy import Identifier
from elearn.services import people
from elearn.services.people import Operator
from elearn.services.privacy import guard, known_words, suspicious, words_of
from elearn.storage.audit import AuditRow

TEXTS = Path(__file__).parent / "free_texts"
NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)


@cache
def shipped() -> frozenset[str]:
    return known_words(open_library(None, None))


@pytest.fixture
def record(session: Session) -> Iterator[Session]:
    """A session that knows the words of the shipped content, as every session of the program does."""
    before = session.info.get("known_words")
    session.info["known_words"] = shipped()
    yield session
    session.info["known_words"] = before or frozenset()


def lines(name: str) -> list[str]:
    return (TEXTS / name).read_text("utf-8").splitlines()


def told(session: Session, text: str) -> list[str]:
    return [each.text for each in suspicious(session, text) if each.kind is Identifier.NAME]


def test_at_least_ninety_five_in_a_hundred_names_are_found(record: Session) -> None:
    names, ways = lines("families.txt"), lines("ways.txt")
    said = [(name, way.format(name)) for name, way in zip(names, cycle(ways), strict=False)]
    missed = [text for name, text in said if not any(piece in name for piece in told(record, text))]
    assert len(names) == len(set(names)) == 200
    assert len(missed) <= 10, missed


def test_at_most_one_false_alarm_in_five_hundred_words(record: Session) -> None:
    text = "\n".join(lines("nobody.txt"))
    alarms, words = told(record, text), len(re.findall(r"\w+", text))
    assert words >= 500
    assert len(alarms) <= words / 500, alarms


def test_the_people_of_this_service_may_be_named(record: Session) -> None:
    assert told(record, "I asked Zofka, and she smiled.") == ["Zofka"]
    people.invite(
        record, Operator(), name="Zofka Adamová", email="zofka@example.org", roles=frozenset({Role.SUPERVISOR}), now=NOW
    )  # fmt: skip
    assert told(record, "I asked Zofka, and she smiled.") == []


def test_whose_ideas_the_lessons_tell_may_be_named(record: Session) -> None:
    assert told(record, "We spoke of Trevarthen's idea, of what Bowlby saw, and of Biemans.") == []
    assert told(record, "I asked Harold, and she smiled at Hilary.") == ["Harold", "Hilary"]


def test_a_name_is_asked_about_and_overriding_it_is_recorded_without_it(record: Session) -> None:
    texts = {"reflection": "He looked at Zofka."}
    row, _token = people.invite(
        record, Operator(), name="Sam Rees", email="s@example.org", roles=frozenset({Role.TRAINEE}), now=NOW
    )
    sam = Actor(id=row.id, name=row.name, roles=frozenset({Role.TRAINEE}))
    with pytest.raises(Refused) as refusal:
        guard(record, sam, texts, (), about=sam.id, entry="e1", now=NOW)
    assert (refusal.value.code, refusal.value.field) == ("identifier-found", "reflection")
    guard(record, sam, texts, ("Zofka",), about=sam.id, entry="e1", now=NOW)
    kept = record.query(AuditRow).filter_by(action="guard-overridden").one()
    assert kept.detail == {"entry": "e1", "kinds": ["name"]}


def test_a_word_with_a_hyphen_is_known_by_its_parts_too() -> None:
    assert words_of(["The Bakermans-Kranenburg meta-analysis"]) == {
        "the", "bakermans-kranenburg", "bakermans", "kranenburg",
    }  # fmt: skip
