"""What looking up a code tells, on both databases: whether a decision stands, and never whose it is."""

from dataclasses import fields

import pytest
from sqlalchemy.orm import Session

from elearn.domain.evidence import Known, Verdict
from elearn.domain.pathways import Closer
from elearn.services import decisions, receipts
from tests.services.entered import TODAY
from tests.services.test_signoffs import FRESH, MOMENT, Scene, scene_on


@pytest.fixture
def scene(session: Session) -> Scene:
    return scene_on(session)


def code_of(scene: Scene, decision: str) -> str:
    return receipts.codes(scene.session, [decision])[decision]


def test_a_decision_is_found_by_its_code_however_it_is_typed(scene: Scene) -> None:
    asked = scene.ask()
    made = scene.decide(asked.id, scene.answer(asked.id))
    code = code_of(scene, made.id)
    for typed in (code, code.lower(), code.replace("-", " "), f" {code}\n"):
        found = receipts.look_up(scene.session, typed)
        assert found
        assert (found.on, found.verdict, found.role) == (TODAY, Verdict.AGREE, Closer.ASSESSOR)
        assert found.superseded_on is None


def test_a_decision_that_was_amended_says_so_and_the_new_one_has_a_code_of_its_own(scene: Scene) -> None:
    asked = scene.ask()
    first = scene.decide(asked.id, scene.answer(asked.id))
    answer = decisions.Answer(
        decision=Verdict.AGREE,
        seen=decisions.decision(scene.session, scene.mina, first.id, MOMENT).bundle.text,
        met_on=first.met_on,
        minutes=90,
        known=Known.FILM,
    )
    second = decisions.amend(scene.session, scene.mina, first.id, answer, "Minutes", FRESH, MOMENT)
    old, new = (receipts.look_up(scene.session, code_of(scene, each.id)) for each in (first, second))
    assert old
    assert new
    assert old.code != new.code
    assert (old.superseded_on, new.superseded_on) == (TODAY, None)


def test_nothing_that_is_told_says_who(scene: Scene) -> None:
    asked = scene.ask()
    made = scene.decide(asked.id, scene.answer(asked.id))
    found = receipts.look_up(scene.session, code_of(scene, made.id))
    told = " ".join(str(getattr(found, each.name)) for each in fields(receipts.Looked))
    for person in (scene.sam, scene.mina, scene.ruth):
        assert person.name not in told
        assert person.id not in told


@pytest.mark.parametrize("typed", ["", "-", "K7M2-P9QX", "k" * 500, "’; DROP", "é" * 20])
def test_a_code_nobody_bears_is_not_found(scene: Scene, typed: str) -> None:
    asked = scene.ask()
    scene.decide(asked.id, scene.answer(asked.id))
    assert receipts.look_up(scene.session, typed) is None


def test_the_page_of_a_decision_shows_its_code(scene: Scene) -> None:
    asked = scene.ask()
    made = scene.decide(asked.id, scene.answer(asked.id))
    shown = decisions.decision(scene.session, scene.sam, made.id, MOMENT).code
    assert shown == code_of(scene, made.id)
    assert len(shown.replace("-", "")) == 20
