"""What the pages promise on which a coordinator sees a change of rules, and carries it out for somebody."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.domain.pathway_editions import pathway_edition
from elearn.domain.pathways import Pathway
from elearn.domain.people import Role
from elearn.services import assignments, moves, people
from elearn.storage.assignments import AssignmentRow
from elearn.storage.moves import MoveRow
from tests.services import practised
from tests.services.entered import NOW, OPERATOR
from tests.web.conftest import Known, People

SLUG = "vig-practitioner"
PRESENT = pathway_edition(practised.shipped()[SLUG]).hash


def earlier(cycles: int = 5) -> Pathway:
    """An edition in which stage 1 asked for fewer cycles."""
    now = practised.shipped()[SLUG]
    ready, first, *rest = now.milestones
    asked, *others = first.requires
    return replace(
        now, milestones=(ready, replace(first, requires=(replace(asked, at_least=cycles), *others)), *rest)
    )


OLD = pathway_edition(earlier()).hash


@pytest.fixture
def cora(person: People) -> Known:
    return person("Cora Finn", Role.COORDINATOR)


@pytest.fixture
def sam(person: People) -> Known:
    return person("Sam Rees", Role.TRAINEE)


@pytest.fixture
def pinned(app: Flask, sam: Known) -> str:
    """Sam's assignment to the earlier edition."""
    with app.extensions["elearn"].database.writing() as session:
        row = assignments.assign(
            session,
            OPERATOR,
            {SLUG: earlier()},
            learner=sam.id,
            pathway=SLUG,
            began_on=practised.BEGAN,
            now=NOW,
        )
        return row.id


def edition(app: Flask, assignment: str) -> str:
    with app.extensions["elearn"].database.reading() as session:
        found: str = session.scalars(
            select(AssignmentRow.edition).where(AssignmentRow.id == assignment)
        ).one()
        return found


def count(app: Flask) -> int:
    with app.extensions["elearn"].database.reading() as session:
        return len(session.scalars(select(MoveRow)).all())


def sent(**more: str) -> dict[str, str]:
    """What the form sends."""
    return {"seen": OLD, "to": PRESENT, "reason": "New rules since May.", **more}


def test_a_coordinator_finds_whom_a_change_of_rules_touches_and_how(
    cora: Known, sam: Known, pinned: str
) -> None:
    assert "VIG practitioner, three stages" in cora.visitor.get("moves.index").text
    listed = cora.visitor.get("moves.affected", pathway=SLUG).text
    assert "Sam Rees" in listed
    assert "cycles: from “0 of 5, Not yet open” to “0 of 6, Not yet open”" in listed
    one = cora.visitor.get("people.one", person=sam.id).text
    assert "These are earlier rules." in one


def test_she_sees_first_what_would_change_and_moving_is_an_act_with_a_reason(
    app: Flask, cora: Known, sam: Known, pinned: str
) -> None:
    page = cora.visitor.get("moves.move", assignment=pinned)
    assert (
        "from “5 cycles with film and shared review” to “6 cycles with film and shared review”" in page.text
    )
    assert (page.value("seen"), page.value("to")) == (OLD, PRESENT)
    assert edition(app, pinned) == OLD
    answer = cora.visitor.post("moves.move", sent(), assignment=pinned)
    assert answer.status == 303
    assert edition(app, pinned) == PRESENT
    assert "“New rules since May.”" in sam.visitor.get("milestones.index").text
    assert "These are earlier rules." not in cora.visitor.get("people.one", person=sam.id).text
    assert "There is nothing to move." in cora.visitor.get("moves.move", assignment=pinned).text
    assert "Everybody on it has its present rules." in cora.visitor.get("moves.affected", pathway=SLUG).text


def test_the_same_form_sent_twice_moves_once(app: Flask, cora: Known, pinned: str) -> None:
    for _ in "twice":
        assert cora.visitor.post("moves.move", sent(), assignment=pinned).status == 303
    assert count(app) == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"reason": " "}, "Say in a few words why."),
        ({"reason": "Ask her at ruth@example.org"}, "looks like"),
        ({"to": "0" * 64}, "No pathway and no edition is called"),
        ({"to": "vig-18"}, "That is an edition of another pathway"),
    ],
)
def test_what_cannot_be_done_is_said_and_what_was_typed_stays(
    app: Flask, cora: Known, pinned: str, more: dict[str, str], said: str
) -> None:
    answer = cora.visitor.post("moves.move", sent(**more), assignment=pinned)
    assert answer.status == 422
    assert said in answer.text
    assert answer.value("reason") == sent(**more)["reason"].strip()
    assert edition(app, pinned) == OLD


def test_a_piece_that_looks_like_somebody_may_be_kept_on_her_word(
    app: Flask, cora: Known, pinned: str
) -> None:
    reason = "As agreed with office@example.org"
    answer = cora.visitor.post(
        "moves.move", sent(reason=reason, nobody="office@example.org"), assignment=pinned
    )
    assert answer.status == 303
    assert edition(app, pinned) == PRESENT


def test_a_page_that_was_overtaken_is_told_so_and_then_shows_what_is_true_now(
    app: Flask, cora: Known, pinned: str
) -> None:
    with app.extensions["elearn"].database.writing() as session:
        moves.move(
            session, OPERATOR, {SLUG: earlier(4)}, pinned, seen=OLD, to=SLUG, reason="Meanwhile.", now=NOW
        )
    answer = cora.visitor.post("moves.move", sent(), assignment=pinned)
    assert answer.status == 409
    assert "Somebody has moved this person meanwhile." in answer.text
    assert answer.value("seen") == pathway_edition(earlier(4)).hash
    again = cora.visitor.post("moves.move", sent(seen=answer.value("seen")), assignment=pinned)
    assert again.status == 303
    assert edition(app, pinned) == PRESENT


def test_the_list_takes_the_same_number_of_statements_for_one_and_for_many(
    app: Flask, person: People, cora: Known, pinned: str
) -> None:
    few = cora.visitor.get("moves.affected", pathway=SLUG).queries
    learners = [person(f"P{number} Rees", Role.TRAINEE).id for number in range(4)]
    with app.extensions["elearn"].database.writing() as session:
        for learner in learners:
            assignments.assign(
                session,
                OPERATOR,
                {SLUG: earlier()},
                learner=learner,
                pathway=SLUG,
                began_on=practised.BEGAN,
                now=NOW,
            )
    many = cora.visitor.get("moves.affected", pathway=SLUG)
    assert many.text.count("Look closer, or move") == 5
    assert len(many.queries) == len(few)


def test_nobody_else_finds_these_pages_and_nobody_moves_herself(
    app: Flask, person: People, sam: Known, pinned: str
) -> None:
    ruth = person("Ruth Ade", Role.SUPERVISOR)
    for other in (ruth, sam):
        assert other.visitor.get("moves.index").status == 404
        assert other.visitor.post("moves.move", sent(), assignment=pinned).status == 404
    with app.extensions["elearn"].database.writing() as session:
        people.set_roles(session, OPERATOR, sam.id, frozenset({Role.TRAINEE, Role.COORDINATOR}), NOW)
    assert sam.visitor.post("moves.move", sent(), assignment=pinned).status == 422
    assert edition(app, pinned) == OLD
