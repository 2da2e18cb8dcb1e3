"""What the pages of milestones promise to the learner, her supervisor, her coordinator and everybody else."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from elearn import clock
from elearn.domain.people import Actor, Role
from elearn.storage.assignments import AssignmentRow
from tests.services import practised
from tests.web.conftest import Known, People
from tests.web.visitor import Answer


def actor(known: Known) -> Actor:
    return Actor(id=known.id, name=known.name)


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is seen on one day of November."""
    monkeypatch.setattr(clock, "now", lambda: practised.stamp(date(2026, 11, 22)))


@pytest.fixture
def sam(person: People) -> Known:
    return person("Sam Rees", Role.TRAINEE)


@pytest.fixture
def ruth(person: People, sam: Known, supervises: Callable[..., None]) -> Known:
    ruth = person("Ruth Ade", Role.SUPERVISOR)
    supervises(ruth, sam, since=practised.BEGAN)
    return ruth


def on_the_way(app: Flask, sam: Known, ruth: Known) -> None:
    """Sam has begun stage 1: one cycle counts, one has no review; one session is short, one waits."""
    with app.extensions["elearn"].database.writing() as session:
        practised.put_on(session, actor(sam))
        practised.ready(session, actor(sam), actor(ruth))
        practised.cycle(session, actor(sam), "C-7K2P", date(2026, 2, 10))
        practised.enter(session, actor(sam), "cycle", date(2026, 3, 24), {"client": "C-9QXM"})
        practised.supervision(session, actor(sam), actor(ruth), date(2026, 2, 14))
        practised.supervision(session, actor(sam), actor(ruth), date(2026, 3, 14), minutes=45)
        practised.supervision(session, actor(sam), actor(ruth), date(2026, 4, 4), confirmed=False)


def test_a_learner_sees_what_counts_what_does_not_and_why_and_whose_move_it_is(
    app: Flask, sam: Known, ruth: Known
) -> None:
    on_the_way(app, sam, ruth)
    answer = sam.visitor.get("milestones.index")
    for said in (
        "Your milestones",
        "6 cycles with film and shared review",
        "1 of 6",
        "Cycle with C-7K2P, reviewed on 10 February",
        "it counts when the shared review has happened",
        "7 supervisions of 60 minutes or more",
        "confirmed by Ruth Ade",
        "45 minutes; the rule asks for 60.",
        "Waiting for Ruth Ade since 4 April.",
        "With Ruth Ade",
        "Your move",
        "It is closed by an assessor, at the transition meeting of at least 60 minutes.",
        "Needed before the first supervision.",
        "seen on 22 November 2026",
        "it accredits no one",
        "Not yet open",
    ):
        assert said in answer.text, said


def test_every_line_names_its_rule_where_that_stands_and_the_entries_behind_it(
    app: Flask, sam: Known, ruth: Known
) -> None:
    on_the_way(app, sam, ruth)
    page = sam.visitor.get("milestones.index")
    assert page.html.count("The rule, and where it stands") == page.html.count('class="finding"')
    with app.extensions["elearn"].database.reading() as session:
        edition = session.scalars(select(AssignmentRow.edition)).one()
    (families,) = re.findall(
        r'<article class="finding" id="stage-1-clients">.*?</article>', page.html, re.DOTALL
    )
    for said in (
        "Entries count from 6 January on.",
        "https://www.videointeractionguidance.net/training",
        f"edition {edition[:12]}",
        "The entries behind it:",
        "Cycle with C-7K2P, reviewed on 10 February",
    ):
        assert said in families, said
    assert re.search(r'href="[^"]*/practise/entries/[^"]+">Cycle with C-7K2P', families)
    assert "The rule: 2 different families" not in families
    supervision = page.html.partition('id="stage-1-supervision"')[2].partition("</article>")[0]
    assert re.search(r"Entries count from \d+ January on, when “Seen: registration” was met\.", supervision)
    ready = page.html.partition('id="ready-sensitivity"')[2].partition("</article>")[0]
    assert sam.visitor.address("quizzes.front", quiz="parental-sensitivity") in ready


def test_one_next_thing_stands_first_with_the_way_to_it_and_for_others_without(
    app: Flask, sam: Known, ruth: Known
) -> None:
    on_the_way(app, sam, ruth)
    page = sam.visitor.get("milestones.index")
    assert page.html.count('class="next"') == 1
    at_home = sam.visitor.get("home.index")
    assert next_of(page) == next_of(at_home)
    assert "Enter the shared review" in next_of(page)
    assert page.html.index('class="next"') < page.html.index('class="finding"')
    others = ruth.visitor.get("milestones.of", learner=sam.id)
    assert "3 things are still to come for Stage 1, and first: 6 cycles with film" in others.text
    assert 'class="next"' not in others.html


def next_of(page: Answer) -> str:
    """The one next step of a page, with its button."""
    (found,) = re.findall(r'<section class="next".*?</section>', page.html, re.DOTALL)
    return " ".join(found.split())


def test_what_is_still_to_do_leads_to_where_it_is_done(app: Flask, sam: Known, ruth: Known) -> None:
    with app.extensions["elearn"].database.writing() as session:
        practised.put_on(session, actor(sam))
    links = sam.visitor.get("milestones.index").links()
    for endpoint, where in (
        ("quizzes.front", {"quiz": "parental-sensitivity"}),
        ("logbook.other", {"what": "course.initial-training-course"}),
        ("logbook.other", {"what": "document.aviguk-registration"}),
    ):
        assert sam.visitor.address(endpoint, **where) in links
    assert "Enter it" not in ruth.visitor.get("milestones.of", learner=sam.id).text


def test_the_own_supervisor_reads_the_same_and_is_led_to_the_entries(
    app: Flask, sam: Known, ruth: Known
) -> None:
    on_the_way(app, sam, ruth)
    answer = ruth.visitor.get("milestones.of", learner=sam.id)
    assert answer.heading == "Sam Rees"
    assert "45 minutes; the rule asks for 60." in answer.text
    assert "Yours to do" not in answer.text
    entries = [href for href in answer.links() if "/entries/" in href]
    assert entries
    for href in entries:
        assert ruth.visitor.open(href).status == 200
    links = sam.visitor.get("milestones.index").links()
    own = [href for href in links if "/entries/" in href and not href.endswith("/finish")]
    assert len(own) == len(entries)
    for href in own:
        assert sam.visitor.open(href).status == 200


def test_a_coordinator_sees_where_a_trainee_stands(
    app: Flask, sam: Known, ruth: Known, person: People
) -> None:
    on_the_way(app, sam, ruth)
    cora = person("Cora Finn", Role.COORDINATOR)
    answer = cora.visitor.get("milestones.of", learner=sam.id)
    assert "1 of 6" in answer.text
    assert not [href for href in answer.links() if "/entries/" in href]


def test_nobody_else_sees_a_learners_milestones_nor_that_there_are_any(
    app: Flask, sam: Known, ruth: Known, person: People
) -> None:
    on_the_way(app, sam, ruth)
    for role in Role:
        other = person(f"{role.title()} Other", role)
        for learner in ("nothing", ruth.id):
            assert other.visitor.get("milestones.of", learner=learner).status == 404
        if role is not Role.COORDINATOR:
            assert other.visitor.get("milestones.of", learner=sam.id).status == 404
        assert other.visitor.get("milestones.certificate", assignment="nothing").status == 404


def test_milestones_are_for_learners(ruth: Known) -> None:
    assert ruth.visitor.get("milestones.index").status == 404


def test_a_learner_on_no_pathway_is_told_who_can_help(sam: Known) -> None:
    assert "Your coordinator can put you on one." in sam.visitor.get("milestones.index").text


def induction(app: Flask, vera: Known, cora: Known, *, finished: bool) -> str:
    with app.extensions["elearn"].database.writing() as session:
        assignment = practised.put_on(session, actor(vera), "paraprofessional-induction")
        for quiz in practised.asked_in("paraprofessional-induction"):
            practised.passed(session, actor(vera), quiz, date(2026, 2, 1))
        if finished:
            check = {"check": "background-check"}
            practised.seen(session, actor(vera), actor(cora), "check", date(2026, 2, 3), check)
    return assignment


@pytest.fixture
def vera(person: People) -> Known:
    return person("Vera Nunn", Role.PARAPROFESSIONAL)


@pytest.fixture
def cora(person: People) -> Known:
    return person("Cora Finn", Role.COORDINATOR)


def own_words(answer: Answer) -> str:
    """The words of a page's main part, in small letters."""
    (main,) = (each for each in answer.tree.iter() if each.tag.endswith("}main"))
    return " ".join("".join(main.itertext()).split()).lower()


def test_a_volunteer_is_spoken_to_in_her_own_words(app: Flask, vera: Known, cora: Known) -> None:
    induction(app, vera, cora, finished=False)
    answer = vera.visitor.get("milestones.index")
    assert answer.heading == "Your induction"
    said = own_words(answer)
    for word in ("trainee", "cycle", "evidence", "milestone", "pathway", "quiz"):
        assert word not in said, word


def test_a_finished_induction_shows_a_certificate_that_accredits_nobody(
    app: Flask, vera: Known, cora: Known
) -> None:
    assignment = induction(app, vera, cora, finished=True)
    index = vera.visitor.get("milestones.index")
    there = vera.visitor.address("milestones.certificate", assignment=assignment)
    assert there in index.links()
    certificate = vera.visitor.open(there)
    assert certificate.heading == "Vera Nunn"
    for said in (
        "Induction for family support",
        "3 February 2026",
        "3 February 2029",
        "Recorded, not accredited",
    ):
        assert said in certificate.text
    assert cora.visitor.open(there).status == 200


def test_what_renews_an_induction_stands_beside_what_it_asked_for_under_ids_of_its_own(
    app: Flask, vera: Known, cora: Known
) -> None:
    with app.extensions["elearn"].database.writing() as session:
        practised.put_on(session, actor(vera), "paraprofessional-induction")
        for quiz in practised.asked_in("paraprofessional-induction"):
            practised.passed(session, actor(vera), quiz, date(2022, 2, 1))
        facts = {"check": "background-check"}
        practised.seen(session, actor(vera), actor(cora), "check", date(2022, 2, 3), facts)
    page = vera.visitor.get("milestones.index")  # a visitor refuses a page on which an id stands twice
    assert 'id="finished-renew-background"' in page.html
    assert "It was in date until 3 February 2025." in page.text


def test_a_certificate_is_found_and_printed_after_the_induction_has_ended(
    app: Flask, vera: Known, cora: Known
) -> None:
    assignment = induction(app, vera, cora, finished=True)
    ended = {"why": "She has moved away"}
    cora.visitor.post("people.unassign", ended, person=vera.id, assignment=assignment)
    there = vera.visitor.address("milestones.certificate", assignment=assignment)
    assert there in vera.visitor.get("milestones.index").links()
    assert vera.visitor.open(there).heading == "Vera Nunn"


def test_an_unfinished_induction_has_no_certificate(app: Flask, vera: Known, cora: Known) -> None:
    assignment = induction(app, vera, cora, finished=False)
    assert vera.visitor.get("milestones.certificate", assignment=assignment).status == 404


def test_a_volunteers_coordinator_sees_done_or_not_yet_and_no_tries(
    app: Flask, vera: Known, cora: Known
) -> None:
    induction(app, vera, cora, finished=False)
    said = own_words(cora.visitor.get("milestones.of", learner=vera.id))
    assert "met" in said
    assert "passed on" not in said
    assert "1 february" not in said


def test_what_was_reached_before_is_shown_so_with_what_shows_it_and_who_saw_that(
    app: Flask, sam: Known, ruth: Known
) -> None:
    with app.extensions["elearn"].database.writing() as session:
        practised.put_on(session, actor(sam))
        facts = {
            "pathway": "vig-practitioner",
            "milestone": "stage-1",
            "met_on": "2025-06-02",
            "evidence": "a letter from Dundee",
        }
        practised.seen(session, actor(sam), actor(ruth), "prior", date(2025, 6, 2), facts)
    said = "Reached before this record began. Ruth Ade has seen what shows it: “a letter from Dundee”"
    own = sam.visitor.get("milestones.index")
    assert said in own.text
    assert "What it rests on Stage 1" not in own.text
    assert said in ruth.visitor.get("milestones.of", learner=sam.id).text


def test_a_volunteer_reads_no_edition_and_no_rule_beside_her_lines(
    app: Flask, person: People, supervises: Callable[..., None]
) -> None:
    vera = person("Vera Lind", Role.PARAPROFESSIONAL)
    with app.extensions["elearn"].database.writing() as session:
        practised.put_on(session, actor(vera), "paraprofessional-induction")
    page = vera.visitor.get("milestones.index")
    assert 'class="finding"' in page.html
    assert "edition" not in page.main
    assert "The rule" not in page.main


def test_whose_pathway_has_ended_is_nowhere_told_that_they_are_on_none_yet(
    app: Flask, sam: Known, ruth: Known, person: People
) -> None:
    cora = person("Cora Finn", Role.COORDINATOR)
    with app.extensions["elearn"].database.writing() as session:
        assignment = practised.put_on(session, actor(sam))
    cora.visitor.post("people.unassign", {"why": "Another plan"}, person=sam.id, assignment=assignment)
    own = sam.visitor.get("milestones.index").main
    assert "You are on no pathway now." in own
    assert "Ended" in own
    home = sam.visitor.get("home.index")
    assert "You are on no pathway now." in home.main
    assert "Your milestones, also those of a pathway that has ended" in home.main
    assert "On no pathway now." in sam.visitor.get("agenda.own").main
    assert "On no pathway now." in ruth.visitor.get("agenda.of", learner=sam.id).main
    assert "On no pathway now" in ruth.visitor.get("desks.supervisor").main
