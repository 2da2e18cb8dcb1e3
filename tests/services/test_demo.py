"""Whether the demo's people live where the story says, on both databases."""

from collections.abc import Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.errors import Refused
from elearn.domain.findings import MilestoneFinding
from elearn.domain.logbook import current
from elearn.domain.reasons import Reason, Status
from elearn.domain.statistics.analysis import ENOUGH
from elearn.services import audit, milestones
from elearn.services.demo import load as door
from elearn.services.passphrases import Hasher
from elearn.storage import logbook, statistics
from elearn.storage.people import PersonRow
from elearn.storage.signing import SignatureRow
from tests.program import shipped
from tests.services.entered import TODAY
from tests.settings import AUDIT_KEY

LONDON = ZoneInfo("Europe/London")
WORDS = "kettle-orbit-walnut"


@pytest.fixture
def stands(session: Session) -> Mapping[tuple[str, str], MilestoneFinding]:
    """How everybody's milestones stand, by first name and milestone."""
    door.load(session, shipped(), WORDS, Hasher(8, 1), TODAY, LONDON)
    names = {row.id: row.name.split()[0] for row in session.scalars(select(PersonRow))}
    found = milestones.standings(session, list(names), TODAY, LONDON)
    return {
        (names[learner], each.id): each
        for learner, held in found.of.items()
        for progress in held
        for each in progress.judgement.milestones
    }


def test_everybody_stands_where_the_story_says(
    session: Session, stands: Mapping[tuple[str, str], MilestoneFinding]
) -> None:
    assert stands["Nia", "ready"].status is Status.TO_DO
    assert stands["Sam", "stage-1"].status is Status.TO_DO
    assert stands["Helen", "stage-1"].status is Status.WITH_ASSESSOR
    assert stands["Dana", "stage-1"].status is Status.MET
    assert stands["Dana", "stage-2"].status is Status.TO_DO
    assert stands["Ines", "stage-2"].status is Status.MET
    assert stands["Ines", "stage-3"].status is Status.TO_DO
    assert stands["Priya", "stage-1"].prior
    assert stands["Priya", "stage-2"].status is Status.TO_DO
    assert stands["Yusuf", "finished"].status is Status.TO_DO
    assert stands["Lucy", "finished"].status is Status.MET
    assert stands["Owen", "foundations"].status is Status.TO_DO


def test_of_one_quiz_so_many_tried_it_that_its_questions_can_be_spoken_of(
    session: Session, stands: Mapping[tuple[str, str], MilestoneFinding]
) -> None:
    counted = {each.quiz: each.n for each in statistics.counted(session)}
    assert stands
    assert counted["parental-sensitivity"] == ENOUGH


def reasons(finding: MilestoneFinding) -> set[Reason]:
    return {each.reason for requirement in finding.requirements for each in requirement.not_counted}


def test_a_film_waits_for_its_review_and_a_session_for_its_supervisor(
    session: Session, stands: Mapping[tuple[str, str], MilestoneFinding]
) -> None:
    assert reasons(stands["Sam", "stage-1"]) == {Reason.NO_SHARED_REVIEW, Reason.TOO_SHORT}
    assert reasons(stands["Jon", "stage-1"]) == {Reason.NOT_CONFIRMED}
    assert reasons(stands["Ines", "stage-3"]) == {Reason.NO_SHARED_REVIEW}


def test_a_long_training_has_its_turns_and_its_second_stage_was_signed_by_a_link(
    session: Session, stands: Mapping[tuple[str, str], MilestoneFinding]
) -> None:
    assert stands["Ines", "stage-1"].met  # a cycle goes on counting though its family took its consent back
    ines = session.scalars(select(PersonRow.id).where(PersonRow.name == "Ines Carter")).one()
    entries = current(logbook.entries_of(session, [ines])[ines])
    (gone,) = [each for each in entries if each.consent_gone]
    assert gone.erased
    assert any(gone.id in each.events for each in stands["Ines", "stage-1"].requirements)
    (signed,) = session.scalars(select(SignatureRow)).all()
    assert signed.decision_id == stands["Ines", "stage-2"].closing


def test_the_record_of_the_demo_is_sealed_like_any_other(
    session: Session, stands: Mapping[tuple[str, str], MilestoneFinding]
) -> None:
    assert stands
    found = audit.examine(session, (AUDIT_KEY,))
    assert found.first is None
    assert found.acts > 100
    assert found.backwards == ()


def test_the_demo_is_loaded_once_and_only_where_nobody_is(session: Session) -> None:
    door.load(session, shipped(), WORDS, Hasher(8, 1), TODAY + timedelta(days=1), LONDON)
    with pytest.raises(Refused) as error:
        door.load(session, shipped(), WORDS, Hasher(8, 1), TODAY, LONDON)
    assert error.value.code == "demo-not-empty"
    assert len(door.who(session)) == 15
