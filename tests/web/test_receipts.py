"""What the public page says of a code: it stands, it gave way, or nobody bears it; and it is not asked for ever."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.services import receipts
from elearn.storage.people import PersonRow
from elearn.storage.signoffs import DecisionRow
from tests.databases import SQLiteFiles
from tests.program import program
from tests.web import places
from tests.web.visitor import Visitor


@pytest.fixture(scope="module")
def demo(sqlite_supply: SQLiteFiles) -> Iterator[Flask]:
    made = program(sqlite_supply.migrated())
    places.load(made)
    yield made
    made.extensions["elearn"].database.dispose()


@pytest.fixture
def code(demo: Flask) -> str:
    with demo.extensions["elearn"].database.reading() as session:
        row = _signed(session)
        return receipts.codes(session, [row.id])[row.id]


def _signed(session: Session) -> DecisionRow:
    """What Mina signed for Dana."""
    dana = select(PersonRow.id).where(PersonRow.email == "dana@demo.example").scalar_subquery()
    return session.scalars(
        select(DecisionRow).where(DecisionRow.decision == "agree", DecisionRow.learner_id == dana)
    ).one()


def test_a_stranger_learns_that_a_signature_stands_and_not_whose_it_is(demo: Flask, code: str) -> None:
    answer = Visitor(demo).post("receipts.verify", {"code": code.lower()})
    assert answer.status == 200
    assert "Yes. It was given here" in answer.main
    assert code in answer.main
    assert "Assessor" in answer.main
    with demo.extensions["elearn"].database.reading() as session:
        for name in session.scalars(select(places.PersonRow.name)):
            assert name not in answer.html


def test_a_code_nobody_bears_is_told_in_a_sentence_and_what_was_typed_stays(demo: Flask) -> None:
    answer = Visitor(demo).post("receipts.verify", {"code": "K7M2-P9QX-3FHT-W4RZ-8ABC"})
    assert answer.status == 404
    assert "No signature bears this code." in answer.main
    assert answer.value("code") == "K7M2-P9QX-3FHT-W4RZ-8ABC"


def test_an_empty_code_is_asked_for_in_words(demo: Flask) -> None:
    answer = Visitor(demo).post("receipts.verify", {"code": " "})
    assert answer.status == 422
    assert "Write the code" in answer.main


def test_looking_for_codes_that_nobody_bears_comes_to_an_end_and_right_ones_are_not_counted(
    demo: Flask, code: str
) -> None:
    visitor = Visitor(demo)
    for _ in range(12):
        assert visitor.post("receipts.verify", {"code": code}).status == 200
    statuses = [visitor.post("receipts.verify", {"code": f"wrong-{n}"}).status for n in range(11)]
    assert set(statuses[:9]) == {404}
    assert statuses[-1] == 429


def test_the_page_of_a_decision_shows_the_code_and_where_to_look_it_up(demo: Flask, code: str) -> None:
    mina = Visitor(demo)
    mina.sign_in("mina@demo.example", places.PASSPHRASE)
    with demo.extensions["elearn"].database.reading() as session:
        row = _signed(session)
    shown = mina.get("signoffs.decision", decision=row.id)
    assert code in shown.main
    assert "http://127.0.0.1:8000/verify" in shown.main
