"""What two hands on one check at one moment come to: never two attempts, and no pass that is double or lost."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.errors import DomainError
from elearn.domain.moments import Mark
from elearn.domain.people import Actor, Role
from elearn.services import moments
from elearn.storage.database import Database
from elearn.storage.evidence import AchievementRow
from elearn.storage.moments import ClipAttemptRow
from tests.domain.test_exercises import EXERCISE
from tests.many import RACES
from tests.services.clipped import CATALOGUE, SCENES, all_of, one_of
from tests.services.entered import NOW, TODAY
from tests.services.test_moments import hand_in
from tests.services.test_signoff_races import Act, Pair, person

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def pair(fresh_database: Database) -> Iterator[Pair]:
    with ThreadPoolExecutor(2) as pool:
        yield Pair(fresh_database, pool)


def practised(pair: Pair) -> Actor:
    """A learner of her own for each race, before whom the first form of the check lies open."""
    with pair.database.writing() as session:
        learner = person(session, "Sam Rees", Role.TRAINEE)
        hand_in(session, learner, "tried", ())
        return learner


def begin(learner: Actor, clip: str) -> Act:
    return lambda session: moments.begin(session, learner, CATALOGUE, clip, NOW)


def begun(pair: Pair, learner: Actor, clip: str) -> str:
    with pair.database.writing() as session:
        return moments.begin(session, learner, CATALOGUE, clip, NOW)


def submit(learner: Actor, attempt: str, marks: Sequence[Mark]) -> Act:
    return lambda session: moments.submit(
        session, learner, CATALOGUE, attempt, marks, excused=frozenset(), now=NOW, today=TODAY
    )


def attempts(session: Session, learner: Actor, clip: str) -> list[ClipAttemptRow]:
    found = select(ClipAttemptRow).where(ClipAttemptRow.person_id == learner.id, ClipAttemptRow.clip == clip)
    return list(session.scalars(found))


def achieved(session: Session, learner: Actor) -> list[tuple[str, bool, str | None]]:
    rows = session.scalars(select(AchievementRow).where(AchievementRow.learner_id == learner.id))
    return [(row.ref, row.passed, row.score) for row in rows]


def test_both_clips_of_a_form_handed_in_at_one_moment_are_one_pass(pair: Pair) -> None:
    for _ in range(RACES):
        learner = practised(pair)
        acts = [submit(learner, begun(pair, learner, name), all_of(SCENES[name])) for name in ("a-1", "a-2")]
        assert pair.race(*acts) == [None, None]
        with pair.database.reading() as session:
            assert achieved(session, learner) == [(EXERCISE.id, True, "1")]


def test_one_clip_handed_in_twice_at_one_moment_is_one_result_and_one_pass(pair: Pair) -> None:
    for number in range(RACES):
        learner = practised(pair)
        with pair.database.writing() as session:
            hand_in(session, learner, "a-1", all_of(SCENES["a-1"]))
        attempt, clip = begun(pair, learner, "a-2"), SCENES["a-2"]
        sent = (all_of(clip), all_of(clip)) if number % 2 else (all_of(clip), one_of(clip))
        assert pair.race(*(submit(learner, attempt, marks) for marks in sent)) == [None, None]
        with pair.database.reading() as session:
            assert len(attempts(session, learner, "a-2")) == 1
            found = moments.sitting(session, learner, CATALOGUE, attempt)
            assert found.marks in sent
            assert found.comparison
            assert found.comparison.together.marked == len(found.marks)
            assert achieved(session, learner) == [
                (EXERCISE.id, True, "1" if found.marks == all_of(clip) else "0.6666")
            ]


def test_a_clip_begun_twice_at_one_moment_is_one_attempt_and_both_lead_to_it(pair: Pair) -> None:
    for _ in range(RACES):
        learner = practised(pair)
        one, other = pair.race(begin(learner, "a-1"), begin(learner, "a-1"))
        assert one == other
        with pair.database.reading() as session:
            assert [row.id for row in attempts(session, learner, "a-1")] == [one]


def test_a_clip_begun_again_while_it_is_handed_in_never_stands_open_twice_in_its_turn(pair: Pair) -> None:
    for _ in range(RACES):
        learner = practised(pair)
        attempt = begun(pair, learner, "a-1")
        handed, again = pair.race(submit(learner, attempt, ()), begin(learner, "a-1"))
        assert handed is None
        # Before it was handed in she carries on with it; after it its turn is over.
        assert again == attempt or (isinstance(again, DomainError) and again.code == "check-not-open")
        with pair.database.reading() as session:
            assert [row.id for row in attempts(session, learner, "a-1")] == [attempt]
