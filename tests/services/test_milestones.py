"""What the sight of somebody's milestones promises, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from elearn.domain.errors import NotFound
from elearn.domain.milestones import judge
from elearn.domain.people import Actor, Role
from elearn.domain.reasons import Status
from elearn.services import assignments, milestones
from elearn.services.bundles import bundle_of
from elearn.services.evidence import record_of
from elearn.services.milestones import MOST
from tests.services import practised
from tests.services.entered import NOW, OPERATOR, TODAY, enter, relate
from tests.services.practised import LONDON
from tests.statements import heard


def test_own_supervisor_and_coordinator_see_where_a_learner_stands_and_nobody_else_does(
    session: Session,
) -> None:
    sam, ruth = enter(session, "Sam Rees", Role.TRAINEE), enter(session, "Ruth Ade", Role.SUPERVISOR)
    cora = enter(session, "Cora Finn", Role.COORDINATOR)
    gone, mina = enter(session, "Gil Past", Role.SUPERVISOR), enter(session, "Mina Holt", Role.ASSESSOR)
    peer = enter(session, "Ann Lee", Role.TRAINEE)
    relate(session, ruth, sam)
    relate(session, gone, sam, since=date(2025, 1, 1), until=TODAY - timedelta(days=1))
    practised.put_on(session, sam)
    for actor in (sam, ruth, cora):
        assert milestones.standing(session, actor, sam.id, TODAY, LONDON).name == "Sam Rees"
    for actor in (gone, mina, peer):
        with pytest.raises(NotFound):
            milestones.standing(session, actor, sam.id, TODAY, LONDON)
    with pytest.raises(NotFound):
        milestones.standing(session, cora, mina.id, TODAY, LONDON)


def test_many_learners_cost_as_many_statements_as_one(session: Session) -> None:
    learners = [enter(session, f"L{number} Learner", Role.TRAINEE) for number in range(8)]
    ruth = enter(session, "Ruth Ade", Role.SUPERVISOR)
    for each in learners:
        practised.put_on(session, each)
        practised.ready(session, each, ruth)
    session.commit()

    def statements(who: list[Actor]) -> int:
        session.expire_all()
        with heard(session.connection()) as said:
            found = milestones.standings(session, [each.id for each in who], TODAY, LONDON)
        assert all(found.of[each.id][0].judgement.milestones[0].met for each in who)
        return len(said)

    assert statements(learners) == statements(learners[:1]) <= 10


def test_a_judgement_found_again_is_that_of_the_same_evidence_pathway_and_day(session: Session) -> None:
    sam, ruth = enter(session, "Sam Rees", Role.TRAINEE), enter(session, "Ruth Ade", Role.SUPERVISOR)
    practised.put_on(session, sam)
    practised.ready(session, sam, ruth)
    record = record_of(session, sam.id, LONDON)
    assignment = record.assignments[0]
    whole = record.pathway(assignment)
    assert record_of(session, sam.id, LONDON).pathway(assignment) is whole
    told = []
    for pathway in (whole, replace(whole, milestones=whole.milestones[:1])):
        for known in (record, replace(record, entries=())):
            for day in (TODAY, TODAY + timedelta(days=4000)):
                afresh = judge(pathway, known.evidence(assignment), day)
                for _again in range(2):
                    assert milestones.judged(known, assignment, pathway, day).judgement == afresh
                told.append(repr(afresh))
    assert len(set(told)) == len(told)


def test_what_is_asked_about_is_judged_on_the_edition_that_every_other_page_reads(session: Session) -> None:
    sam, ruth = enter(session, "Sam Rees", Role.TRAINEE), enter(session, "Ruth Ade", Role.SUPERVISOR)
    assignment = practised.put_on(session, sam)
    practised.stage_1(session, sam, ruth)
    record = record_of(session, sam.id, LONDON)
    (whole,) = milestones.progress(record, TODAY)
    for _again in range(2):
        asked = bundle_of(session, assignment, "stage-1", TODAY, LONDON).progress
        assert asked.pathway is whole.pathway is milestones.pathway_of(session, whole.assignment.edition)
        assert asked.judgement is whole.judgement


def test_more_than_fifty_learners_are_not_judged_at_once(session: Session) -> None:
    with pytest.raises(ValueError, match="at most"):
        milestones.standings(session, [f"{number}" for number in range(MOST + 1)], TODAY, LONDON)


def test_everybody_who_is_named_has_her_name(session: Session) -> None:
    sam, ruth = enter(session, "Sam Rees", Role.TRAINEE), enter(session, "Ruth Ade", Role.SUPERVISOR)
    practised.put_on(session, sam)
    practised.stage_1(session, sam, ruth)
    found = milestones.standings(session, [sam.id], TODAY, LONDON)
    assert {found.names[sam.id], found.names[ruth.id]} == {"Sam Rees", "Ruth Ade"}


def finished_induction(session: Session) -> tuple[Actor, str]:
    vera = enter(session, "Vera Nunn", Role.PARAPROFESSIONAL)
    cora = enter(session, "Cora Finn", Role.COORDINATOR)
    assignment = practised.put_on(session, vera, "paraprofessional-induction")
    for quiz in practised.asked_in("paraprofessional-induction"):
        practised.passed(session, vera, quiz, date(2026, 2, 1))
    practised.seen(session, vera, cora, "check", date(2026, 2, 3), {"check": "background-check"})
    return vera, assignment


def test_a_finished_induction_has_a_certificate_with_its_day_and_its_term(session: Session) -> None:
    vera, assignment = finished_induction(session)
    found = milestones.certificate(session, vera, assignment, TODAY, LONDON)
    assert (found.name, found.finished, found.until) == ("Vera Nunn", date(2026, 2, 3), date(2029, 2, 3))


def test_an_unfinished_or_lapsed_pathway_has_none_nor_has_a_strangers(session: Session) -> None:
    vera, assignment = finished_induction(session)
    sam = enter(session, "Sam Rees", Role.TRAINEE)
    for actor, id_, day in (
        (vera, assignment, date(2030, 1, 1)),
        (vera, "nothing", TODAY),
        (sam, assignment, TODAY),
        (sam, practised.put_on(session, sam), TODAY),
    ):
        with pytest.raises(NotFound):
            milestones.certificate(session, actor, id_, day, LONDON)


def test_who_completed_a_pathway_that_has_ended_can_still_show_it_while_it_is_in_date(
    session: Session,
) -> None:
    vera, assignment = finished_induction(session)
    ivo = enter(session, "Ivo Last", Role.COORDINATOR)
    assignments.unassign(session, OPERATOR, assignment, "She has moved away", NOW)
    for reader in (vera, ivo):
        found = milestones.certificate(session, reader, assignment, TODAY, LONDON)
        assert (found.finished, found.until) == (date(2026, 2, 3), date(2029, 2, 3))
        (ended,) = milestones.standing(session, reader, vera.id, TODAY, LONDON).ended
        assert ended.certified(TODAY)
        assert not ended.certified(date(2029, 2, 4))
    with pytest.raises(NotFound):
        milestones.certificate(session, vera, assignment, date(2029, 2, 4), LONDON)


def test_the_coordinator_of_a_volunteer_is_shown_only_what_is_done(session: Session) -> None:
    vera, _assignment = finished_induction(session)
    ivo = enter(session, "Ivo Last", Role.COORDINATOR)
    sheet = milestones.standing(session, ivo, vera.id, TODAY, LONDON)
    assert sheet.plain
    assert sheet.progress[0].judgement.milestones[0].status is Status.MET
    assert not milestones.standing(session, vera, vera.id, TODAY, LONDON).plain
