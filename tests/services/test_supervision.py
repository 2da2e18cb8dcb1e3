"""Who supervises whom, when last, and who has nobody: what a coordinator is told, on both databases."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from elearn.domain.errors import NotFound
from elearn.domain.logbook import ActKind
from elearn.domain.people import Actor, Role
from elearn.services.supervision import Overview, overview
from elearn.storage.people import PersonRow
from tests.services.entered import NOW, TODAY, enter, relate
from tests.services.practised import act, supervision


@pytest.fixture
def cora(session: Session) -> Actor:
    return enter(session, "Cora Finn", Role.COORDINATOR)


def told(found: Overview) -> dict[str, list[str]]:
    return {line.learner.name: [each.name for each in line.under] for line in found.lines}


def page(session: Session, reader: Actor, *, alone: bool = False, after: str = "") -> Overview:
    return overview(session, reader, TODAY, alone=alone, after=after)


def test_only_a_coordinator_is_told(session: Session) -> None:
    for role in Role:
        if role is not Role.COORDINATOR:
            with pytest.raises(NotFound):
                page(session, enter(session, f"{role.title()} One", role))


def test_each_in_training_stands_with_whoever_supervises_her_today(session: Session, cora: Actor) -> None:
    ruth, olu = enter(session, "Ruth Ade", Role.SUPERVISOR), enter(session, "Olu Bell", Role.SUPERVISOR)
    sam, ann = enter(session, "Sam Rees", Role.TRAINEE), enter(session, "Ann Lee", Role.TRAINEE)
    lucy = enter(session, "Lucy Bell", Role.PARAPROFESSIONAL)
    enter(session, "Yusuf Karim", Role.PARAPROFESSIONAL)
    relate(session, ruth, sam)
    relate(session, ruth, lucy)
    relate(session, olu, ann, until=TODAY - timedelta(days=1))
    found = page(session, cora)
    assert told(found) == {"Ann Lee": [], "Lucy Bell": ["Ruth Ade"], "Sam Rees": ["Ruth Ade"]}
    assert found.alone == 1
    assert told(page(session, cora, alone=True)) == {"Ann Lee": []}
    session.get_one(PersonRow, ruth.id).disabled_at = NOW
    session.flush()
    assert told(page(session, cora, alone=True)) == {"Ann Lee": [], "Sam Rees": []}


def test_the_last_supervision_is_the_newest_that_stands(session: Session, cora: Actor) -> None:
    ruth, sam = enter(session, "Ruth Ade", Role.SUPERVISOR), enter(session, "Sam Rees", Role.TRAINEE)
    relate(session, ruth, sam)
    assert page(session, cora).lines[0].held is None
    supervision(session, sam, ruth, date(2026, 9, 1))
    withdrawn = supervision(session, sam, ruth, date(2026, 11, 1), confirmed=False)
    act(session, withdrawn, ActKind.WITHDRAWN, sam, TODAY)
    unknown = supervision(session, sam, ruth, date(2026, 10, 20), confirmed=False)
    act(session, unknown, ActKind.NOT_RECOGNISED, ruth, TODAY)
    held = page(session, cora).lines[0].held
    assert held is not None
    assert (held.on, held.name, held.confirmed) == (date(2026, 9, 1), "Ruth Ade", True)
    act(session, unknown, ActKind.RECOGNISED, ruth, TODAY)
    held = page(session, cora).lines[0].held
    assert held is not None
    assert (held.on, held.confirmed) == (date(2026, 10, 20), False)


def test_fifty_stand_on_a_page_and_the_key_leads_to_the_rest(session: Session, cora: Actor) -> None:
    ruth = enter(session, "Ruth Ade", Role.SUPERVISOR)
    for n in range(53):
        relate(session, ruth, enter(session, f"P{n:02} Lee", Role.TRAINEE))
    first = page(session, cora)
    assert first.after is not None
    second = page(session, cora, after=first.after)
    assert [len(each.lines) for each in (first, second)] == [50, 3]
    assert second.after is None
