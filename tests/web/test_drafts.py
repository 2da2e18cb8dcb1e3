"""What becomes of a form that was begun before somebody's pathways changed: nothing is lost, nor moved in silence."""

import re
from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from elearn import clock
from elearn.domain.people import Role
from elearn.services import assignments
from elearn.services.people import Operator
from elearn.storage.assignments import AssignmentRow
from elearn.storage.logbook import EntryRow
from tests.web.conftest import Known, People
from tests.web.test_logbook import a_supervision, on_pathway, ruth, sam

Supervises = Callable[..., None]
__all__ = ["ruth", "sam"]


def test_what_was_begun_before_a_pathway_ended_is_entered_as_it_was_sent(
    app: Flask, sam: Known, ruth: Known, person: People
) -> None:
    begun = a_supervision(sam, ruth)
    assert begun["work"] == "supervision.vig."
    end(app, sam, "vig-practitioner")
    assert sam.visitor.post("logbook.supervision", begun).status == 303
    assert entered_for(app, sam) == [None]


def test_what_was_begun_before_any_pathway_came_is_entered_for_the_one_that_came(
    app: Flask, ruth: Known, person: People, supervises: Supervises
) -> None:
    olu = person("Olu Ade", Role.TRAINEE)
    supervises(ruth, olu)
    begun = a_supervision(olu, ruth)
    on_pathway(app, olu, "vig-practitioner")
    assert olu.visitor.post("logbook.supervision", begun).status == 303
    assert entered_for(app, olu) == ["vig"]


def test_what_was_begun_for_one_approach_becomes_work_for_another_only_when_she_says_so(
    app: Flask, sam: Known, ruth: Known
) -> None:
    on_pathway(app, sam, "www-foundations")
    begun = {**a_supervision(sam, ruth), "work": "supervision.vig.", "question": "What did she see?"}
    end(app, sam, "vig-practitioner")
    refused = sam.visitor.post("logbook.supervision", begun)
    assert refused.status == 422
    assert "This is not on the list now. Choose again." in refused.main
    kept = sam.visitor.get("logbook.supervision", draft=begun["key"])
    assert kept.value("question") == "What did she see?"
    for page in (refused, kept):
        assert re.search(r'<select [^>]*name="work"', page.html)
    assert sam.visitor.post("logbook.supervision", {**begun, "work": "supervision.www."}).status == 303
    assert entered_for(app, sam) == ["www"]


def end(app: Flask, known: Known, pathway: str) -> None:
    """End a pathway of hers."""
    with app.extensions["elearn"].database.writing() as session:
        held = select(AssignmentRow.id).where(
            AssignmentRow.learner_id == known.id, AssignmentRow.pathway == pathway
        )
        assignments.unassign(session, Operator(), session.scalars(held).one(), "It was a slip", clock.now())


def entered_for(app: Flask, known: Known) -> list[str | None]:
    """The approach of each of her entries."""
    with app.extensions["elearn"].database.reading() as session:
        return list(session.scalars(select(EntryRow.approach).where(EntryRow.learner_id == known.id)))


def test_a_correction_keeps_what_it_belongs_to_though_that_pathway_has_ended(
    app: Flask, sam: Known, ruth: Known
) -> None:
    entry = sam.visitor.post("logbook.supervision", a_supervision(sam, ruth)).location.rsplit("/", 1)[-1]
    end(app, sam, "vig-practitioner")
    on_pathway(app, sam, "www-foundations")
    page = sam.visitor.get("logbook.change", entry=entry)
    assert page.value("work") == "supervision.vig."
    kept = {name: page.value(name) for name in ("key", "work", "with_", "on", "mode", "setting")}
    sent = {**kept, "minutes": "70", "reason": "It was longer"}
    assert sam.visitor.post("logbook.change", sent, entry=entry).status == 303
    assert entered_for(app, sam) == ["vig", "vig"]
