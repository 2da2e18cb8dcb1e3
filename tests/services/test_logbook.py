"""What entering, correcting, taking back and confirming promise, on both databases."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.content.library import open_library
from elearn.domain.drafts import DraftAddress
from elearn.domain.entering import Cycle, Other, Prior, Supervision, Visit
from elearn.domain.entry_states import State
from elearn.domain.errors import Conflict, NotFound, Refused
from elearn.domain.evidence import SupervisionEvent
from elearn.domain.logbook import Entry, EntryKind
from elearn.domain.people import Actor, Role
from elearn.domain.practice import Caution
from elearn.services import (
    assessors,
    assignments,
    confirmations,
    drafts,
    entry_acts,
    logbook,
    logbook_sheet,
    people,
    relations,
)
from elearn.services.confirmations import GroupSession
from elearn.services.entry_writing import Sending
from elearn.services.evidence import record_of
from elearn.services.people import Operator
from elearn.storage.audit import AuditRow
from elearn.storage.logbook import ClientRow, EntryRow

NOW = datetime(2026, 5, 20, 10, 0, tzinfo=UTC)
TODAY = date(2026, 5, 20)
LONDON = ZoneInfo("Europe/London")
WORK, TALK = "cycle.vig.", "supervision.vig."
CONTENT = Path(__file__).parents[2]
Enter = Callable[..., Actor]


@dataclass
class Keys:
    """Fresh keys for forms, so that each sending is a form of its own."""

    made: int = 0

    def sent(self, today: date = TODAY, **given: Any) -> Sending:
        """How a freshly opened form is sent."""
        self.made += 1
        usual = Sending(key=f"key{self.made:08d}", now=NOW, today=today)
        return replace(usual, **given)


@pytest.fixture
def keys() -> Keys:
    """Fresh keys."""
    return Keys()


@pytest.fixture
def enter(session: Session) -> Enter:
    """Enter a person with roles, and put a learner on pathways."""

    def one(name: str, *roles: Role, on: tuple[str, ...] = ()) -> Actor:
        row, _token = people.invite(
            session,
            Operator(),
            name=name,
            email=f"{name}@example.org",
            roles=frozenset(roles),
            now=NOW - timedelta(days=300),
        )
        for pathway in on:
            assignments.assign(
                session,
                Operator(),
                open_library(CONTENT / "modules", CONTENT / "quizzes").pathways,
                learner=row.id,
                pathway=pathway,
                began_on=date(2026, 1, 5),
                now=NOW - timedelta(days=200),
            )
        return Actor(id=row.id, name=name, roles=frozenset(roles))

    return one


@pytest.fixture
def sam(enter: Enter) -> Actor:
    """A trainee."""
    return enter("Sam", Role.TRAINEE, on=("vig-practitioner",))


@pytest.fixture
def ruth(session: Session, enter: Enter, sam: Actor) -> Actor:
    """Sam's supervisor since January."""
    known = enter("Ruth", Role.SUPERVISOR)
    relate(session, known, sam)
    return known


@pytest.fixture
def cora(enter: Enter) -> Actor:
    """A coordinator."""
    return enter("Cora", Role.COORDINATOR)


def relate(session: Session, supervisor: Actor, learner: Actor, until: date | None = None) -> None:
    """One supervises the other since January."""
    relations.relate(
        session,
        Operator(),
        learner=learner.id,
        supervisor=supervisor.id,
        since=date(2026, 1, 5),
        until=until,
        now=NOW,
    )


def a_cycle(**given: Any) -> Cycle:
    """A finished cycle with a family met for the first time."""
    usual = Cycle(
        client="new",
        filmed=date(2026, 5, 4),
        reviewed=date(2026, 5, 11),
        consent=("supervision", "intervision"),
    )
    return replace(usual, **given)


def a_session(with_: Actor, **given: Any) -> Supervision:
    """An hour with somebody, today."""
    return replace(Supervision(on=TODAY, with_=with_.id, minutes=60, mode="video"), **given)


def count(session: Session, row: type) -> int:
    """How many rows there are."""
    return int(session.scalars(select(func.count()).select_from(row)).one())


def refused(act: Callable[..., object], *given: object, **more: object) -> tuple[str, str | None]:
    """The code and the field with which an act is refused."""
    with pytest.raises(Refused) as refusal:
        act(*given, **more)
    return refusal.value.code, refusal.value.field


# ------------------------------------------------------------------ entering


def test_the_same_form_sent_twice_is_one_entry_and_one_code(session: Session, sam: Actor, keys: Keys) -> None:
    sent = keys.sent()
    first = logbook.log_cycle(session, sam, a_cycle(), WORK, sent)
    again = logbook.log_cycle(session, sam, a_cycle(), WORK, sent)
    assert first.entry.id == again.entry.id
    assert first.client == first.entry.facts["client"]
    assert again.client is None
    assert (count(session, EntryRow), count(session, ClientRow)) == (1, 1)


def test_the_same_key_in_another_hand_makes_another_entry(
    session: Session, sam: Actor, enter: Enter, keys: Keys
) -> None:
    sent, olu = keys.sent(), enter("Olu", Role.TRAINEE)
    mine = logbook.log_cycle(session, sam, a_cycle(), WORK, sent).entry
    hers = logbook.log_cycle(session, olu, a_cycle(), WORK, sent).entry
    assert (mine.id, mine.learner) != (hers.id, hers.learner)


def test_a_form_sent_again_with_other_words_is_a_conflict(session: Session, sam: Actor, keys: Keys) -> None:
    sent = keys.sent()
    logbook.log_cycle(session, sam, a_cycle(), WORK, sent)
    with pytest.raises(Conflict):
        logbook.log_cycle(session, sam, a_cycle(reflection="Other"), WORK, sent)


def test_a_code_is_ones_own_and_never_anothers(
    session: Session, sam: Actor, enter: Enter, keys: Keys
) -> None:
    code = logbook.log_cycle(session, sam, a_cycle(), WORK, keys.sent()).entry.facts["client"]
    again = logbook.log_cycle(session, sam, a_cycle(client=code), WORK, keys.sent()).entry
    assert again.facts["client"] == code
    olu = enter("Olu", Role.TRAINEE)
    assert refused(logbook.log_cycle, session, olu, a_cycle(client=code), WORK, keys.sent()) == (
        "client-unknown",
        "client",
    )
    assert logbook.new_client(session, olu, NOW) != logbook.new_client(session, olu, NOW)


def test_an_entry_names_its_approach_and_only_one_that_fits(
    session: Session, enter: Enter, keys: Keys
) -> None:
    both = enter("Bo", Role.TRAINEE, on=("vig-practitioner", "www-foundations"))
    cycle = logbook.log_cycle(session, both, a_cycle(), WORK, keys.sent()).entry
    held = Visit(kind=EntryKind.SESSION, client="new", on=TODAY)
    www = logbook.log_visit(session, both, held, "session.www.", keys.sent()).entry
    assert (cycle.approach, www.approach) == ("vig", "www")
    for code in ("session.vig.", "cycle.vig.", "visit.www.", ""):
        assert refused(logbook.log_visit, session, both, held, code, keys.sent())[0] == "work-unknown"


def test_only_a_learner_keeps_a_logbook(session: Session, ruth: Actor, cora: Actor, keys: Keys) -> None:
    for other in (ruth, cora):
        with pytest.raises(NotFound):
            logbook.log_cycle(session, other, a_cycle(), WORK, keys.sent())
        with pytest.raises(NotFound):
            logbook_sheet.sheet(session, other, TODAY, LONDON)


def test_a_text_that_may_name_a_family_is_asked_about_and_keeping_it_is_audited_without_it(
    session: Session, sam: Actor, keys: Keys
) -> None:
    told = a_cycle(reflection="Her gran is on 07700 900123 and 07700 900456.")
    one = keys.sent(kept=frozenset({"07700 900123"}))
    assert refused(logbook.log_cycle, session, sam, told, WORK, one) == (
        "identifier-found",
        "reflection",
    )
    assert count(session, ClientRow) == 0
    both = replace(one, kept=frozenset({"07700 900123", "07700 900456"}))
    entry = logbook.log_cycle(session, sam, told, WORK, both).entry
    row = session.scalars(select(AuditRow).where(AuditRow.action == "guard-overridden")).one()
    assert row.detail == {"entry": entry.id, "kinds": ["phone", "phone"]}


def test_a_cycle_is_finished_as_a_new_version_that_counts_on_the_day_of_its_review(
    session: Session, sam: Actor, keys: Keys
) -> None:
    filmed = logbook.log_cycle(session, sam, a_cycle(reviewed=None), WORK, keys.sent()).entry
    sent = keys.sent()

    def finish() -> Entry:
        return logbook.finish_cycle(
            session,
            sam,
            filmed.id,
            reviewed=date(2026, 5, 12),
            reflection="We laughed",
            share=True,
            sent=sent,
        ).entry

    done = finish()
    assert (done.replaces, done.reviewed, done.facts["client"]) == (
        filmed.id,
        date(2026, 5, 12),
        filmed.facts["client"],
    )
    assert finish().id == done.id
    with pytest.raises(Conflict):
        logbook.finish_cycle(
            session, sam, done.id, reviewed=TODAY, reflection="", share=False, sent=keys.sent()
        )
    with pytest.raises(Conflict):
        logbook.finish_cycle(
            session, sam, filmed.id, reviewed=TODAY, reflection="", share=False, sent=keys.sent()
        )
    sheet = logbook_sheet.sheet(session, sam, TODAY, LONDON)
    assert [each.id for each in sheet.entries] == [done.id]
    assert sheet.entries[0].shared


# ------------------------------------------------------------------ supervision


def test_a_session_waits_for_the_person_named_and_counts_when_she_confirmed(
    session: Session, sam: Actor, ruth: Actor, keys: Keys
) -> None:
    cycle = logbook.log_cycle(session, sam, a_cycle(), WORK, keys.sent()).entry
    held = logbook.log_supervision(session, sam, a_session(ruth, brought=(cycle.id,)), TALK, keys.sent())
    assert held.cautions == ()
    assert logbook_sheet.sheet(session, sam, TODAY, LONDON).stands[held.entry.id].state is State.WAITING
    confirmations.confirm(session, ruth, held.entry.id, keys.sent())
    event = next(
        each
        for each in record_of(session, sam.id, LONDON)
        .evidence(record_of(session, sam.id, LONDON).assignments[0])
        .events
        if isinstance(each, SupervisionEvent)
    )
    assert (event.confirmed, event.confirmed_by, event.brought) == (TODAY, ruth.id, (cycle.id,))


def test_a_short_session_and_one_about_nothing_are_said_and_kept(
    session: Session, sam: Actor, ruth: Actor, keys: Keys
) -> None:
    logbook.log_cycle(session, sam, a_cycle(), WORK, keys.sent())
    held = logbook.log_supervision(session, sam, a_session(ruth, minutes=45), TALK, keys.sent())
    assert held.cautions == (Caution.TOO_SHORT, Caution.COVERS_NOTHING, Caution.NEVER_BROUGHT)
    assert [each.least for each in held.short] == [60]
    assert len(held.unseen) == 1


def test_a_session_is_never_with_oneself_nor_with_somebody_who_cannot_confirm_it(
    session: Session, sam: Actor, enter: Enter, keys: Keys
) -> None:
    olu, gone = enter("Olu", Role.TRAINEE), enter("Gil", Role.SUPERVISOR)
    people.disable(session, Operator(), gone.id, NOW)
    nobody = Actor(id="nobody", name="Nobody")
    for with_, code in (
        (sam, "not-yourself"),
        (olu, "named-unknown"),
        (gone, "named-unknown"),
        (nobody, "named-unknown"),
    ):
        held = a_session(with_)
        assert refused(logbook.log_supervision, session, sam, held, TALK, keys.sent()) == (
            code,
            "with_",
        )


def test_who_signs_by_a_link_holds_no_session_until_she_is_invited_to_confirm_it(
    session: Session, sam: Actor, ruth: Actor, keys: Keys
) -> None:
    told = {"name": "Jo Hale", "email": "jo@example.net", "part": "Accredited supervisor"}
    entered = assessors.enter(session, ruth, sam.id, **told, registration="", today=TODAY, now=NOW)
    jo = Actor(id=entered.id, name="Jo Hale", roles=frozenset({Role.ASSESSOR}))
    assert jo.id not in dict(logbook_sheet.offer(session, sam, TODAY).others)
    refusal = refused(logbook.log_supervision, session, sam, a_session(jo), TALK, keys.sent())
    assert refusal == ("named-unknown", "with_")
    people.invite_again(session, Operator(), jo.id, NOW)
    assert jo.id in dict(logbook_sheet.offer(session, sam, TODAY).others)
    assert logbook.log_supervision(session, sam, a_session(jo), TALK, keys.sent()).entry.named == jo.id


def test_a_supervisor_who_has_left_may_be_named_for_what_she_held(
    session: Session, sam: Actor, ruth: Actor, keys: Keys
) -> None:
    people.disable(session, Operator(), ruth.id, NOW)
    held = a_session(ruth, on=date(2026, 3, 3))
    assert logbook.log_supervision(session, sam, held, TALK, keys.sent()).entry.named == ruth.id


def test_a_second_session_with_her_on_one_day_is_asked_about_and_taken_when_meant(
    session: Session, sam: Actor, ruth: Actor, keys: Keys
) -> None:
    logbook.log_supervision(session, sam, a_session(ruth), TALK, keys.sent())
    held = a_session(ruth, minutes=90)
    assert refused(logbook.log_supervision, session, sam, held, TALK, keys.sent()) == (
        "session-there-already",
        "another",
    )
    logbook.log_supervision(session, sam, held, TALK, keys.sent(another=True))
    assert count(session, EntryRow) == 2


def test_a_film_whose_consent_was_taken_back_counts_and_is_brought_to_no_later_session(
    session: Session, sam: Actor, ruth: Actor, keys: Keys
) -> None:
    filmed = logbook.log_cycle(session, sam, a_cycle(reviewed=None), WORK, keys.sent()).entry
    entry_acts.take_consent_back(session, sam, filmed.id, date(2026, 5, 15), keys.sent())
    entry_acts.take_consent_back(session, sam, filmed.id, date(2026, 5, 16), keys.sent())
    done = logbook.finish_cycle(
        session, sam, filmed.id, reviewed=date(2026, 5, 16), reflection="", share=False, sent=keys.sent()
    ).entry
    for on, code in ((TODAY, "consent-withdrawn"), (date(2026, 5, 15), None)):
        held = a_session(ruth, brought=(done.id,), on=on)
        if code:
            assert refused(logbook.log_supervision, session, sam, held, TALK, keys.sent())[0] == code
        else:
            logbook.log_supervision(session, sam, held, TALK, keys.sent())
    sheet = logbook_sheet.sheet(session, sam, TODAY, LONDON)
    assert [(each.cycle.id, each.gone) for each in sheet.films] == [(done.id, True)]
    entry_acts.attest_erased(session, sam, done.id, TODAY, keys.sent())
    assert logbook_sheet.sheet(session, sam, TODAY, LONDON).films == ()


def test_an_act_upon_a_film_has_a_day_after_it_was_made_and_not_to_come(
    session: Session, sam: Actor, keys: Keys
) -> None:
    cycle = logbook.log_cycle(session, sam, a_cycle(), WORK, keys.sent()).entry
    for on, code in ((TODAY + timedelta(days=1), "not-happened-yet"), (date(2026, 5, 3), "before-film")):
        assert refused(entry_acts.attest_erased, session, sam, cycle.id, on, keys.sent()) == (
            code,
            "on",
        )


# ------------------------------------------------------------------ a supervisor's own word


def test_a_group_session_is_one_entry_each_with_all_of_its_minutes_and_confirmed(
    session: Session, sam: Actor, ruth: Actor, enter: Enter, keys: Keys
) -> None:
    olu = enter("Olu", Role.TRAINEE, on=("vig-practitioner",))
    relate(session, ruth, olu)
    cycle = logbook.log_cycle(session, sam, a_cycle(), WORK, keys.sent()).entry
    group = GroupSession(
        on=TODAY,
        minutes=90,
        mode="in-person",
        trainees=(sam.id, olu.id),
        presenters=(sam.id,),
        brought=(cycle.id,),
    )
    sent = keys.sent()
    made = confirmations.record_group(session, ruth, group, sent)
    assert [each.id for each in confirmations.record_group(session, ruth, group, sent)] == [
        each.id for each in made
    ]
    stored = {each.learner: each for each in made}
    assert len({each.session_id for each in made}) == 1
    assert [each.facts["minutes"] for each in made] == [90, 90]
    assert stored[sam.id].facts["role"] == "presenter"
    assert stored[olu.id].facts["role"] == "participant"
    assert stored[sam.id].facts["brought"] == [cycle.id]
    assert "brought" not in stored[olu.id].facts
    assert count(session, EntryRow) == 3
    confirmed = session.scalars(select(AuditRow).where(AuditRow.action == "confirmed")).all()
    assert len(confirmed) == 2


def test_a_group_holds_only_her_own_trainees_and_only_their_work(
    session: Session, sam: Actor, ruth: Actor, enter: Enter, keys: Keys
) -> None:
    olu = enter("Olu", Role.TRAINEE)
    hers = logbook.log_cycle(session, olu, a_cycle(), WORK, keys.sent()).entry
    group = GroupSession(on=TODAY, minutes=60, mode="phone", trainees=(sam.id,))
    with pytest.raises(NotFound):
        confirmations.record_group(session, ruth, replace(group, trainees=(olu.id,)), keys.sent())
    with pytest.raises(NotFound):
        confirmations.record_group(session, ruth, replace(group, trainees=(ruth.id,)), keys.sent())
    none, foreign = replace(group, trainees=()), replace(group, brought=(hers.id,))
    assert refused(confirmations.record_group, session, ruth, none, keys.sent())[1] == "trainees"
    assert refused(confirmations.record_group, session, ruth, foreign, keys.sent())[1] == "brought"


def test_what_either_disowns_counts_again_only_when_that_one_agrees(
    session: Session, sam: Actor, ruth: Actor, keys: Keys
) -> None:
    group = GroupSession(on=TODAY, minutes=60, mode="phone", trainees=(sam.id,))
    (held,) = confirmations.record_group(session, ruth, group, keys.sent())
    assert refused(entry_acts.disown, session, sam, held.id, " ", keys.sent()) == (
        "reason-missing",
        "why",
    )
    entry_acts.disown(session, sam, held.id, "I was ill", keys.sent())
    entry_acts.disown(session, sam, held.id, "I was ill", keys.sent())
    with pytest.raises(Conflict):
        confirmations.confirm(session, ruth, held.id, keys.sent())
    entry_acts.recognise(session, ruth, held.id, keys.sent())
    assert logbook_sheet.own_entry(session, sam, held.id, TODAY, LONDON).entry.confirmed is None
    entry_acts.recognise(session, sam, held.id, keys.sent())
    assert logbook_sheet.own_entry(session, sam, held.id, TODAY, LONDON).entry.confirmed is not None


def test_a_session_corrected_by_the_supervisor_who_entered_it_stays_confirmed(
    session: Session, sam: Actor, ruth: Actor, keys: Keys
) -> None:
    group = GroupSession(on=TODAY, minutes=60, mode="phone", trainees=(sam.id,))
    (held,) = confirmations.record_group(session, ruth, group, keys.sent())
    made = logbook.replace(session, ruth, held.id, a_session(ruth, minutes=90), "It was longer", keys.sent())
    sight = logbook_sheet.own_entry(session, sam, made.entry.id, TODAY, LONDON)
    assert sight.entry.confirmed is not None
    assert [each.facts["minutes"] for each in sight.versions] == [90, 60]


# ------------------------------------------------------------------ correcting and taking back


def test_a_confirmed_session_is_corrected_with_a_reason_and_confirmed_anew(
    session: Session, sam: Actor, ruth: Actor, keys: Keys
) -> None:
    held = logbook.log_supervision(session, sam, a_session(ruth), TALK, keys.sent()).entry
    confirmations.confirm(session, ruth, held.id, keys.sent())
    assert refused(entry_acts.withdraw, session, sam, held.id, keys.sent()) == (
        "confirmed-by-another",
        None,
    )
    longer, sent = a_session(ruth, minutes=75), keys.sent()
    assert refused(logbook.replace, session, sam, held.id, longer, " ", sent)[1] == "reason"
    made = logbook.replace(session, sam, held.id, longer, "It was longer", sent).entry
    assert logbook.replace(session, sam, held.id, longer, "It was longer", sent).entry.id == made.id
    with pytest.raises(Conflict):
        logbook.replace(session, sam, held.id, longer, "Once more", keys.sent())
    assert [each.id for each in confirmations.waiting(session, ruth, TODAY).sessions] == [made.id]
    assert session.scalars(select(AuditRow).where(AuditRow.action == "entry-replaced")).one()


def test_a_thing_is_corrected_only_into_the_same_kind_and_by_who_entered_it(
    session: Session, sam: Actor, ruth: Actor, enter: Enter, keys: Keys
) -> None:
    cycle = logbook.log_cycle(session, sam, a_cycle(), WORK, keys.sent()).entry
    same = a_cycle(client=cycle.facts["client"])
    for actor, other in ((ruth, same), (enter("Olu", Role.TRAINEE), same), (sam, a_session(ruth))):
        with pytest.raises(NotFound):
            logbook.replace(session, actor, cycle.id, other, "Because", keys.sent())
    with pytest.raises(NotFound):
        logbook.replace(session, sam, "nothing", same, "Because", keys.sent())


def test_an_entry_taken_back_counts_no_more_in_any_version_and_stays(
    session: Session, sam: Actor, keys: Keys
) -> None:
    cycle = logbook.log_cycle(session, sam, a_cycle(), WORK, keys.sent()).entry
    same = a_cycle(client=cycle.facts["client"], minutes=9)
    made = logbook.replace(session, sam, cycle.id, same, "Minutes", keys.sent()).entry
    entry_acts.withdraw(session, sam, made.id, keys.sent())
    record = record_of(session, sam.id, LONDON)
    assert all(each.withdrawn for each in record.evidence(record.assignments[0]).events)
    sheet = logbook_sheet.sheet(session, sam, TODAY, LONDON)
    assert [sheet.stands[each.id].state for each in sheet.entries] == [State.WITHDRAWN]
    with pytest.raises(Conflict):
        entry_acts.withdraw(session, sam, made.id, keys.sent())


def test_sharing_is_changed_by_an_act_or_by_a_correction(session: Session, sam: Actor, keys: Keys) -> None:
    cycle = logbook.log_cycle(session, sam, a_cycle(share=True), WORK, keys.sent()).entry
    entry_acts.share(session, sam, cycle.id, keys.sent(), shared=False)
    own = logbook_sheet.own_entry(session, sam, cycle.id, TODAY, LONDON).entry
    assert not own.shared
    same = a_cycle(client=cycle.facts["client"], share=True)
    logbook.replace(session, sam, cycle.id, same, "Share it", keys.sent())
    assert logbook_sheet.own_entry(session, sam, cycle.id, TODAY, LONDON).entry.shared
    paper = logbook.log_other(session, sam, a_paper(), keys.sent()).entry
    with pytest.raises(NotFound):
        entry_acts.share(session, sam, paper.id, keys.sent(), shared=True)
    with pytest.raises(NotFound):
        entry_acts.attest_erased(session, sam, paper.id, TODAY, keys.sent())


# ------------------------------------------------------------------ papers, and what was reached before


def a_paper(**given: Any) -> Other:
    """The registration that the pathway asks for."""
    usual = Other(kind=EntryKind.DOCUMENT, name="aviguk-registration", on=date(2026, 3, 3), kept="At work")
    return replace(usual, **given)


def test_a_paper_counts_when_the_own_supervisor_or_a_coordinator_has_seen_it(
    session: Session, sam: Actor, ruth: Actor, cora: Actor, enter: Enter, keys: Keys
) -> None:
    mina = enter("Mina", Role.SUPERVISOR)
    for sees in (ruth, cora):
        paper = logbook.log_other(session, sam, a_paper(), keys.sent()).entry
        for other in (sam, mina):
            with pytest.raises(NotFound):
                confirmations.confirm_seen(session, other, paper.id, keys.sent())
        confirmations.confirm_seen(session, sees, paper.id, keys.sent())
        confirmations.confirm_seen(session, sees, paper.id, keys.sent())
        seen = logbook_sheet.own_entry(session, sam, paper.id, TODAY, LONDON).entry
        assert [act.by for act in seen.acts] == [sees.id]
    assert confirmations.waiting(session, cora, TODAY).papers == ()


def test_what_was_reached_before_closes_a_milestone_once_its_proof_was_seen(
    session: Session, sam: Actor, ruth: Actor, cora: Actor, keys: Keys
) -> None:
    prior = Prior(
        pathway="vig-practitioner", milestone="ready", met_on=date(2024, 12, 1), evidence="A letter"
    )
    entry = logbook.log_prior(session, sam, prior, keys.sent()).entry
    assert logbook_sheet.sheet(session, sam, TODAY, LONDON).stands[entry.id].state is State.UNSEEN
    # Her own supervisor could else close with her what only an assessor may.
    assert entry.id not in {each.id for each in confirmations.waiting(session, ruth, TODAY).papers}
    with pytest.raises(NotFound):
        confirmations.confirm_seen(session, ruth, entry.id, keys.sent())
    assert [each.id for each in confirmations.waiting(session, cora, TODAY).papers] == [entry.id]
    confirmations.confirm_seen(session, cora, entry.id, keys.sent())
    assert logbook_sheet.sheet(session, sam, TODAY, LONDON).stands[entry.id].state is State.COUNTS
    now = replace(prior, milestone="stage-1", met_on=TODAY)
    assert refused(logbook.log_prior, session, sam, now, keys.sent())[0] == "prior-since-then"
    for other in (replace(prior, milestone="stage-9"), replace(prior, pathway="www-foundations")):
        assert refused(logbook.log_prior, session, sam, other, keys.sent())[1] == "milestone"


# ------------------------------------------------------------------ who may


def test_after_a_supervisor_has_left_a_coordinator_confirms_in_her_stead(
    session: Session, sam: Actor, ruth: Actor, cora: Actor, keys: Keys
) -> None:
    held = logbook.log_supervision(session, sam, a_session(ruth), TALK, keys.sent()).entry
    with pytest.raises(NotFound):
        confirmations.confirm(session, cora, held.id, keys.sent())
    (relation,) = people.supervisors_today(session, sam.id, TODAY)
    relations.end_relation(session, Operator(), relation.id, TODAY - timedelta(days=1), today=TODAY, now=NOW)
    assert [each.id for each in confirmations.waiting(session, cora, TODAY).left] == [held.id]
    confirmations.confirm(session, cora, held.id, keys.sent())
    row = session.scalars(select(AuditRow).where(AuditRow.action == "confirmed")).one()
    assert row.detail["instead_of"] == ruth.id


def test_a_guest_supervisor_who_never_supervised_her_has_not_left(
    session: Session, sam: Actor, cora: Actor, enter: Enter, keys: Keys
) -> None:
    guest = enter("Gil", Role.SUPERVISOR)
    held = logbook.log_supervision(session, sam, a_session(guest), TALK, keys.sent()).entry
    assert confirmations.waiting(session, cora, TODAY).left == ()
    with pytest.raises(NotFound):
        confirmations.confirm(session, cora, held.id, keys.sent())
    confirmations.confirm(session, guest, held.id, keys.sent())


def test_nobody_confirms_anything_about_herself_in_any_role(
    session: Session, enter: Enter, ruth: Actor, keys: Keys
) -> None:
    both = enter("Bo", Role.TRAINEE, Role.COORDINATOR, Role.SUPERVISOR, on=("vig-practitioner",))
    held = logbook.log_supervision(session, both, a_session(ruth), TALK, keys.sent()).entry
    paper = logbook.log_other(session, both, a_paper(), keys.sent()).entry
    people.disable(session, Operator(), ruth.id, NOW)
    with pytest.raises(NotFound):
        confirmations.confirm(session, both, held.id, keys.sent())
    with pytest.raises(NotFound):
        confirmations.confirm_seen(session, both, paper.id, keys.sent())
    waiting = confirmations.waiting(session, both, TODAY)
    assert (waiting.papers, waiting.left, waiting.sessions) == ((), (), ())


def test_a_former_supervisor_sees_what_names_her_and_nothing_newer(
    session: Session, sam: Actor, ruth: Actor, keys: Keys
) -> None:
    cycle = logbook.log_cycle(session, sam, a_cycle(share=True, reflection="Mine"), WORK, keys.sent()).entry
    held = logbook.log_supervision(session, sam, a_session(ruth), TALK, keys.sent()).entry
    shared = logbook_sheet.others_entry(session, ruth, cycle.id, TODAY)
    assert shared.readable == {cycle.id}
    (relation,) = people.supervisors_today(session, sam.id, TODAY)
    relations.end_relation(session, Operator(), relation.id, TODAY - timedelta(days=1), today=TODAY, now=NOW)
    assert logbook_sheet.others_entry(session, ruth, held.id, TODAY).entry.id == held.id
    with pytest.raises(NotFound):
        logbook_sheet.others_entry(session, ruth, cycle.id, TODAY)


def test_a_draft_is_its_writers_alone_and_the_oldest_gives_way(
    session: Session, sam: Actor, ruth: Actor
) -> None:
    address = DraftAddress(form="cycle", key="abcdefgh")
    drafts.keep(session, sam, address, {"reflection": ["One"]}, NOW)
    drafts.keep(session, sam, address, {"reflection": ["Two"]}, NOW + timedelta(minutes=1))
    kept = drafts.draft(session, sam, address)
    assert kept is not None
    assert kept.fields == {"reflection": ["Two"]}
    assert drafts.draft(session, ruth, address) is None
    for number in range(drafts.MOST):
        later = NOW + timedelta(hours=number + 1)
        drafts.keep(session, sam, DraftAddress(form="cycle", key=f"key{number:06d}"), {}, later)
    assert drafts.draft(session, sam, address) is None
    drafts.throw_away(session, sam, address)
