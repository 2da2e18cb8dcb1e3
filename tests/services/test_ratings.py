"""Whether a film is rated once from each side, read by whom it may be, and judged where a pathway asks for a level."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import pytest
from sqlalchemy.orm import Session

from elearn.domain.errors import Conflict, NotFound, Refused
from elearn.domain.library import Catalogue
from elearn.domain.pathways import Milestone, Pathway, Rate, Rater, Requirement
from elearn.domain.people import Actor, Role
from elearn.domain.reasons import Status
from elearn.services import assignments, people, ratings, relations
from elearn.services.entry_writing import Sending
from elearn.services.milestones import standings
from elearn.services.people import Operator
from elearn.storage.logbook import ActRow
from elearn.storage.signoffs import RequestRow
from tests.program import shipped
from tests.services.practised import BEGAN, LONDON, enter, put_on, stamp

TODAY = date(2026, 3, 20)
NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
SCALE = "attuned-interaction"


@cache
def catalogue() -> Catalogue:
    return shipped()


def entered(session: Session, name: str, *roles: Role) -> Actor:
    row, _token = people.invite(
        session, Operator(), name=name, email=f"{name}@example.org", roles=frozenset(roles), now=stamp(BEGAN)
    )
    return Actor(id=row.id, name=name, roles=frozenset(roles))


@pytest.fixture
def sam(session: Session) -> Actor:
    return entered(session, "Sam", Role.TRAINEE)


@pytest.fixture
def ruth(session: Session, sam: Actor) -> Actor:
    """Sam's supervisor."""
    person = entered(session, "Ruth", Role.SUPERVISOR)
    relations.relate(
        session, Operator(), learner=sam.id, supervisor=person.id, since=BEGAN, until=None, now=stamp(BEGAN)
    )
    return person


@pytest.fixture
def film(session: Session, sam: Actor) -> str:
    facts = {"client": "C-7K2P", "reviewed": "2026-03-10"}
    return enter(session, sam, "cycle", date(2026, 3, 3), facts)


def all_at(level: int) -> dict[str, int | None]:
    return dict.fromkeys((item.id for item in catalogue().scales[SCALE].items), level)


def rate(
    session: Session,
    actor: Actor,
    film: str,
    levels: Mapping[str, int | None],
    *,
    note: str = "",
    shared: bool = False,
    seen: str = "",
) -> None:
    sent = Sending(key="", now=NOW, today=TODAY)
    ratings.rate(
        session, actor, catalogue(), film, SCALE, levels, note=note, shared=shared, seen=seen, sent=sent
    )


def sides(session: Session, reader: Actor, learner: Actor) -> list[tuple[Rater, int]]:
    sheet = ratings.sheet(session, reader, catalogue(), learner.id, TODAY)
    found = (film.sides for rated in sheet.rated for film in rated.films)
    return [(side, each[side].levels["attentive"]) for each in found for side in Rater if side in each]


def test_sides_stand_beside_each_other_and_an_own_rating_is_ones_own(
    session: Session, sam: Actor, ruth: Actor, film: str
) -> None:
    rate(session, sam, film, all_at(2))
    rate(session, ruth, film, all_at(3), shared=True)
    assert sides(session, sam, sam) == [(Rater.SELF, 2), (Rater.SUPERVISOR, 3)]
    assert sides(session, ruth, sam) == [(Rater.SUPERVISOR, 3)]
    last = ratings.film(session, sam, catalogue(), film, SCALE, TODAY).last
    assert last is not None
    rate(session, sam, film, all_at(2), shared=True, seen=last.id)
    assert sides(session, ruth, sam) == [(Rater.SELF, 2), (Rater.SUPERVISOR, 3)]


def test_the_same_rating_sent_twice_is_one_and_another_from_an_old_page_a_conflict(
    session: Session, sam: Actor, film: str
) -> None:
    rate(session, sam, film, all_at(2))
    rate(session, sam, film, all_at(2))
    assert sides(session, sam, sam) == [(Rater.SELF, 2)]
    with pytest.raises(Conflict):
        rate(session, sam, film, all_at(4))
    assert sides(session, sam, sam) == [(Rater.SELF, 2)]


def test_a_rating_is_whole_or_refused_and_its_words_are_guarded(
    session: Session, sam: Actor, film: str
) -> None:
    with pytest.raises(Refused) as refusal:
        rate(session, sam, film, all_at(2) | {"guiding": None})
    assert refusal.value.field == "level-guiding"
    with pytest.raises(Refused) as named:
        rate(session, sam, film, all_at(2), note="She called 07700 900123.")
    assert (named.value.code, named.value.field) == ("identifier-found", "note")


def test_nobody_else_rates_or_reads(session: Session, sam: Actor, ruth: Actor, film: str) -> None:
    for other in (entered(session, "Olu", Role.SUPERVISOR), entered(session, "Mina", Role.ASSESSOR)):
        with pytest.raises(NotFound):
            rate(session, other, film, all_at(2))
        with pytest.raises(NotFound):
            ratings.sheet(session, other, catalogue(), sam.id, TODAY)


def test_a_film_without_its_review_or_its_consent_is_not_rated(
    session: Session, sam: Actor, film: str
) -> None:
    filmed = enter(session, sam, "cycle", date(2026, 3, 12), {"client": "C-7K2P"})
    with pytest.raises(NotFound):
        rate(session, sam, filmed, all_at(2))
    session.add(ActRow(entry_id=film, kind="consent-withdrawn", on=TODAY, by=sam.id, at=NOW))
    session.flush()
    with pytest.raises(NotFound):
        rate(session, sam, film, all_at(2))


def test_a_corrected_cycle_keeps_its_ratings(session: Session, sam: Actor, film: str) -> None:
    rate(session, sam, film, all_at(2))
    facts = {"client": "C-7K2P", "reviewed": "2026-03-11"}
    again = enter(session, sam, "cycle", date(2026, 3, 3), facts, replaces=film, reason="The day was wrong.")
    assert ratings.film(session, sam, catalogue(), again, SCALE, TODAY).last is not None
    sheet = ratings.sheet(session, sam, catalogue(), sam.id, TODAY)
    assert [each.on for rated in sheet.rated for each in rated.films] == [date(2026, 3, 11)]


def test_a_pathway_that_asks_for_a_level_is_met_by_the_supervisors_rating(
    session: Session, sam: Actor, ruth: Actor, film: str
) -> None:
    asks = Requirement(id="waits", verb=Rate(scale=SCALE, level=3, items=("attentive",)))
    ladder = Pathway(
        id="rated",
        title="Rated",
        approach="vig",
        milestones=(Milestone(id="one", title="One", requires=(asks,)),),
    )
    assignments.assign(
        session, Operator(), {"rated": ladder}, learner=sam.id, pathway="rated", began_on=BEGAN, now=stamp(BEGAN)
    )  # fmt: skip

    def status() -> Status:
        (progress,) = standings(session, [sam.id], TODAY, LONDON).of[sam.id]
        return progress.judgement.milestones[0].status

    rate(session, sam, film, all_at(4))
    assert status() is Status.TO_DO
    rate(session, ruth, film, all_at(2))
    assert status() is Status.TO_DO
    last = ratings.film(session, ruth, catalogue(), film, SCALE, TODAY).last
    assert last is not None
    rate(session, ruth, film, all_at(3), seen=last.id)
    assert status() is Status.MET


def test_a_rating_is_read_by_the_wording_it_was_given_under(session: Session, sam: Actor, film: str) -> None:
    rate(session, sam, film, all_at(2))
    now = replace(catalogue().scales[SCALE], title="Another wording")
    changed = replace(catalogue(), scales={SCALE: now})
    sheet = ratings.sheet(session, sam, changed, sam.id, TODAY)
    assert [rated.scale.title for rated in sheet.rated] == ["Attuned interaction, step by step"]


def test_an_assessor_whom_she_asked_rates_from_outside_and_reads_her_own_alone(
    session: Session, sam: Actor, ruth: Actor, film: str
) -> None:
    mina = entered(session, "Mina", Role.ASSESSOR)
    rate(session, ruth, film, all_at(2))
    asked = RequestRow(
        learner_id=sam.id, assignment_id=put_on(session, sam), milestone="stage-1", asked_of=mina.id,
        asked_on=TODAY, asked_at=NOW, closer="assessor", note="",
    )  # fmt: skip
    session.add(asked)
    session.flush()
    rate(session, mina, film, all_at(3))
    assert sides(session, mina, sam) == [(Rater.EXTERNAL, 3)]
    assert sides(session, sam, sam) == [(Rater.SUPERVISOR, 2), (Rater.EXTERNAL, 3)]
    asked.closed_at, asked.closed_how = NOW, "withdrawn"
    session.flush()
    with pytest.raises(NotFound):
        ratings.sheet(session, mina, catalogue(), sam.id, TODAY)
