"""What preparing a session, its agenda and what is agreed in it promise, on both databases."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.domain.entering import NEW_CLIENT, Cycle, Supervision
from elearn.domain.errors import Conflict, NotFound, Refused
from elearn.domain.follow_ups import Agreed, Side
from elearn.domain.outbox import LetterKind
from elearn.domain.people import Actor, Role
from elearn.domain.preparations import Moment, Preparation, Prepared
from elearn.services import agenda, confirmations, entry_acts, follow_ups, logbook, preparations
from elearn.services.agenda import Agenda
from elearn.services.confirmations import GroupSession
from elearn.services.entry_writing import Sending
from elearn.storage.follow_ups import FollowUpRow, TickRow
from elearn.storage.outbox import LetterRow
from elearn.storage.preparations import PreparationRow
from tests.program import shipped
from tests.services.entered import NOW, TODAY, enter, relate
from tests.services.practised import LONDON, put_on

LAST_WEEK = TODAY - timedelta(days=7)
VIG_CYCLES, VIG_TALKS = "cycle.vig.", "supervision.vig."
QUESTION = Preparation(question="How long may I wait?")
SHARED = replace(QUESTION, share=True)


@pytest.fixture
def ruth(session: Session) -> Actor:
    session.info["letters_from"] = "https://learn.example.org"
    return enter(session, "Ruth Ade", Role.SUPERVISOR)


@pytest.fixture
def sam(session: Session, ruth: Actor) -> Actor:
    found = enter(session, "Sam Rees", Role.TRAINEE)
    put_on(session, found)
    relate(session, ruth, found)
    return found


def sent(key: str, **given: object) -> Sending:
    """How a freshly opened form is sent."""
    return replace(Sending(key=key, now=NOW, today=TODAY), **given)


def prepare(
    session: Session, who: Actor, wanted: Preparation = QUESTION, seen: str = "", key: str = "a"
) -> Prepared:
    return preparations.prepare(session, who, wanted, seen, sent(key))


def cycle(session: Session, who: Actor, key: str, consent: tuple[str, ...] = ("supervision",)) -> str:
    made = Cycle(client=NEW_CLIENT, filmed=LAST_WEEK, reviewed=LAST_WEEK, consent=consent)
    return logbook.log_cycle(session, who, made, VIG_CYCLES, sent(key)).entry.id


def hold(session: Session, who: Actor, ruth: Actor, *agreed: Agreed, **given: object) -> str:
    held = Supervision(on=TODAY, with_=ruth.id, minutes=60, mode="video", **given)
    return logbook.log_supervision(session, who, held, VIG_TALKS, sent("held"), agreed).entry.id


def seen_by(session: Session, ruth: Actor, sam: Actor) -> Agenda:
    return agenda.of(session, ruth, shipped(), sam.id, TODAY, LONDON)


def rows(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def letters(session: Session) -> list[LetterRow]:
    return list(session.scalars(select(LetterRow).where(LetterRow.kind == LetterKind.PREPARED)))


def test_the_same_form_twice_is_one_version_and_what_it_replaces_stays(session: Session, sam: Actor) -> None:
    first = prepare(session, sam)
    assert prepare(session, sam).id == first.id
    with pytest.raises(Conflict, match="saved-already"):
        prepare(session, sam, SHARED)
    second = prepare(session, sam, SHARED, first.id, "b")
    assert (second.replaces, rows(session, PreparationRow)) == (first.id, 2)


def test_of_two_windows_one_wins_and_the_other_is_told(session: Session, sam: Actor) -> None:
    first = prepare(session, sam)
    prepare(session, sam, SHARED, first.id, "b")
    for seen in (first.id, ""):
        with pytest.raises(Conflict, match="preparation-moved"):
            prepare(session, sam, QUESTION, seen, "c")
        with pytest.raises(Conflict, match="preparation-moved"):
            preparations.throw_away(session, sam, seen, sent("d"))


def test_own_supervisor_reads_what_is_shared_and_nobody_else_reads_anything(
    session: Session, ruth: Actor, sam: Actor
) -> None:
    olu = enter(session, "Olu Bell", Role.SUPERVISOR)
    cora = enter(session, "Cora Finn", Role.COORDINATOR)
    relate(session, olu, sam, since=date(2025, 1, 1), until=date(2025, 12, 31))
    draft = prepare(session, sam)
    assert seen_by(session, ruth, sam).prepared is None
    with pytest.raises(NotFound):
        preparations.shown(session, ruth, draft.id, TODAY)
    shared = prepare(session, sam, SHARED, draft.id, "b")
    assert seen_by(session, ruth, sam).prepared == shared
    assert preparations.shown(session, ruth, shared.id, TODAY).prepared == shared
    for other in (olu, cora, enter(session, "Ann Lee", Role.TRAINEE)):
        with pytest.raises(NotFound):
            preparations.shown(session, other, shared.id, TODAY)
        with pytest.raises(NotFound):
            seen_by(session, other, sam)
    hidden = prepare(session, sam, QUESTION, shared.id, "c")
    assert seen_by(session, ruth, sam).prepared is None
    for earlier in (shared.id, hidden.id):
        with pytest.raises(NotFound):
            preparations.shown(session, ruth, earlier, TODAY)
    assert preparations.shown(session, sam, shared.id, TODAY).prepared == shared


def test_one_letter_goes_to_each_supervisor_of_a_preparation_and_another_only_of_another_day(
    session: Session, ruth: Actor, sam: Actor
) -> None:
    first = prepare(session, sam)
    assert letters(session) == []
    second = prepare(session, sam, SHARED, first.id, "b")
    prepare(session, sam, SHARED, first.id, "b")
    (letter,) = letters(session)
    assert (letter.person_id, letter.about_id) == (ruth.id, sam.id)
    assert f"https://learn.example.org/desk/agenda/{sam.id}" in (letter.body or "")
    assert "wait" not in f"{letter.subject}{letter.body}"
    assert "Sam" not in (letter.subject or "")
    changed = replace(SHARED, question="And after?")
    third = prepare(session, sam, changed, second.id, "c")
    hidden = prepare(session, sam, replace(changed, share=False), third.id, "d")
    again = prepare(session, sam, changed, hidden.id, "e")
    assert len(letters(session)) == 1
    dated = replace(changed, day=TODAY + timedelta(days=1))
    fifth = prepare(session, sam, dated, again.id, "f")
    last = prepare(session, sam, replace(dated, question="And then?"), fifth.id, "g")
    assert len(letters(session)) == 2
    hold(session, sam, ruth, prepared=last.id)
    prepare(session, sam, SHARED, "", "h")
    assert len(letters(session)) == 3


def test_a_film_is_prepared_only_where_its_consent_reaches(session: Session, sam: Actor) -> None:
    mine, unasked = cycle(session, sam, "k1"), cycle(session, sam, "k2", consent=("training",))
    with pytest.raises(Refused, match="consent-does-not-reach"):
        prepare(session, sam, Preparation(brought=(unasked,)))
    with pytest.raises(Refused, match="brought-unknown"):
        prepare(session, sam, Preparation(brought=("none",)))
    entry_acts.take_consent_back(session, sam, mine, TODAY, sent(""))
    with pytest.raises(Refused, match="consent-withdrawn"):
        prepare(session, sam, Preparation(brought=(mine,)))
    work = preparations.table(session, sam, TODAY).work
    assert {each.barrier for each in work} == {"consent-withdrawn", "consent-does-not-reach"}


def test_what_was_brought_says_that_its_consent_went_since_unless_the_session_was_before_that(
    session: Session, ruth: Actor, sam: Actor
) -> None:
    film = cycle(session, sam, "k1")
    made = prepare(session, sam, replace(SHARED, brought=(film,)))
    assert [each.barrier for each in seen_by(session, ruth, sam).brought] == [None]
    entry_acts.take_consent_back(session, sam, film, TODAY, sent(""))
    assert [each.barrier for each in seen_by(session, ruth, sam).brought] == ["consent-withdrawn"]
    (piece,) = preparations.shown(session, ruth, made.id, TODAY).brought
    assert piece.barrier == "consent-withdrawn"
    hold(session, sam, ruth, brought=(film,), prepared=made.id)
    (piece,) = preparations.shown(session, ruth, made.id, TODAY).brought
    assert piece.barrier is None


def test_a_note_of_a_film_goes_through_the_guard(session: Session, sam: Actor) -> None:
    noted = Preparation(moments=(Moment(at=Decimal(42), note="her mother, ring 07700 900123"),))
    with pytest.raises(Refused) as refusal:
        prepare(session, sam, noted)
    assert (refusal.value.code, refusal.value.field) == ("identifier-found", "note_1")
    (found,) = [each.text for _field, each in refusal.value.params["found"]]
    assert preparations.prepare(session, sam, noted, "", sent("a", kept=frozenset({found}))).id


def test_once_the_session_is_entered_the_next_one_begins_empty_and_this_one_stays_readable(
    session: Session, ruth: Actor, sam: Actor
) -> None:
    made = prepare(session, sam, SHARED)
    hold(session, sam, ruth, prepared=made.id)
    assert preparations.table(session, sam, TODAY).prepared is None
    assert seen_by(session, ruth, sam).prepared is None
    assert preparations.shown(session, ruth, made.id, TODAY).prepared == made
    assert prepare(session, sam, QUESTION, key="b").replaces is None


def test_nobody_holds_a_session_by_what_somebody_else_prepared(
    session: Session, ruth: Actor, sam: Actor
) -> None:
    made = prepare(session, sam, SHARED)
    jon = enter(session, "Jon Price", Role.TRAINEE)
    put_on(session, jon)
    for unknown in (made.id, "none"):
        with pytest.raises(Refused, match="preparation-unknown"):
            hold(session, jon, ruth, prepared=unknown)


def test_thrown_away_it_is_on_no_agenda_and_throwing_twice_is_once(
    session: Session, ruth: Actor, sam: Actor
) -> None:
    made = prepare(session, sam, SHARED)
    for _ in range(2):
        preparations.throw_away(session, sam, made.id, sent(""))
    assert seen_by(session, ruth, sam).prepared is None
    assert rows(session, PreparationRow) == 2


def test_what_was_agreed_is_carried_forward_until_one_of_the_two_ticks_it(
    session: Session, ruth: Actor, sam: Actor
) -> None:
    both = (
        Agreed(what="Film a bath time", side=Side.LEARNER),
        Agreed(what="Look out the chapter", side=Side.SUPERVISOR),
    )
    for _ in range(2):
        hold(session, sam, ruth, *both)
    hers, mine = seen_by(session, ruth, sam).open
    assert [(each.what, each.whose) for each in (hers, mine)] == [
        ("Film a bath time", sam.id),
        ("Look out the chapter", ruth.id),
    ]
    olu = enter(session, "Olu Bell", Role.SUPERVISOR)
    with pytest.raises(NotFound):
        tick(session, olu, hers.id)
    with pytest.raises(NotFound):
        tick(session, sam, "none")
    for _ in range(2):
        tick(session, sam, hers.id)
        tick(session, ruth, mine.id)
    found = agenda.own(session, sam, shipped(), TODAY, LONDON)
    assert (found.open, {each.id for each in found.done}) == ((), {hers.id, mine.id})
    tick(session, sam, mine.id, done=False)
    assert [each.id for each in seen_by(session, ruth, sam).open] == [mine.id]
    assert (rows(session, FollowUpRow), rows(session, TickRow)) == (2, 3)


def tick(session: Session, who: Actor, id_: str, *, done: bool = True) -> None:
    follow_ups.tick(session, who, id_, done=done, sent=sent(""), timezone=LONDON)


def test_one_form_for_a_group_gives_each_her_own_and_takes_up_what_each_had_shared(
    session: Session, ruth: Actor, sam: Actor
) -> None:
    jon = enter(session, "Jon Price", Role.TRAINEE)
    put_on(session, jon)
    relate(session, ruth, jon)
    shared, draft = prepare(session, sam, SHARED), prepare(session, jon, key="j")
    held = GroupSession(
        on=TODAY,
        minutes=90,
        mode="in-person",
        trainees=(sam.id, jon.id),
        went_well="Everybody spoke",
        agreed=(
            Agreed(what="Film it", side=Side.LEARNER, only=jon.id),
            Agreed(what="Bring a film", side=Side.LEARNER),
            Agreed(what="Book the room", side=Side.SUPERVISOR),
        ),
    )
    for _ in range(2):
        sams, jons = confirmations.record_group(session, ruth, held, sent("g"))
    assert (sams.facts["prepared"], "prepared" in jons.facts) == (shared.id, False)
    assert [each.what for each in seen_by(session, ruth, sam).open] == ["Bring a film", "Book the room"]
    found = seen_by(session, ruth, jon)
    assert [each.what for each in found.open] == ["Film it", "Bring a film", "Book the room"]
    assert found.last is not None
    assert found.last.words["went_well"] == "Everybody spoke"
    assert preparations.table(session, jon, TODAY).prepared == draft


@pytest.mark.parametrize(("ahead", "taken"), [(1, False), (0, True)])
def test_what_is_prepared_for_a_later_day_is_not_used_up_by_a_session_before_it(
    session: Session, ruth: Actor, sam: Actor, ahead: int, taken: bool
) -> None:
    made = prepare(session, sam, replace(SHARED, day=TODAY + timedelta(days=ahead)))
    held = GroupSession(on=TODAY, minutes=60, mode="in-person", trainees=(sam.id,))
    (entry,) = confirmations.record_group(session, ruth, held, sent("g"))
    assert entry.facts.get("prepared") == (made.id if taken else None)
    assert (seen_by(session, ruth, sam).prepared is None) is taken


def test_once_its_day_is_over_a_preparation_can_still_be_changed_and_shown_to_nobody(
    session: Session, ruth: Actor, sam: Actor
) -> None:
    made = prepare(session, sam, replace(SHARED, day=TODAY))
    later = sent("b", today=TODAY + timedelta(days=2))
    kept = preparations.prepare(session, sam, replace(QUESTION, day=TODAY), made.id, later)
    assert (kept.shared, kept.preparation.day) == (False, TODAY)
    other = replace(QUESTION, day=TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="session-day-over"):
        preparations.prepare(session, sam, other, kept.id, replace(later, key="c"))


def test_an_agenda_leads_with_what_no_session_was_about(session: Session, ruth: Actor, sam: Actor) -> None:
    first, second = cycle(session, sam, "k1"), cycle(session, sam, "k2")
    assert [each.entry.id for each in seen_by(session, ruth, sam).new] == [first, second]
    hold(session, sam, ruth, brought=(first,))
    assert [each.entry.id for each in seen_by(session, ruth, sam).new] == [second]
    (left,) = seen_by(session, ruth, sam).left
    assert left.milestone is not None


def test_a_volunteer_prepares_nothing_and_has_no_agenda(session: Session, ruth: Actor) -> None:
    lucy = enter(session, "Lucy Hart", Role.PARAPROFESSIONAL)
    relate(session, ruth, lucy)
    with pytest.raises(NotFound):
        prepare(session, lucy)
    with pytest.raises(NotFound):
        seen_by(session, ruth, lucy)
    with pytest.raises(NotFound):
        agenda.own(session, lucy, shipped(), TODAY, LONDON)
