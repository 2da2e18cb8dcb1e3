"""What marking a clip promises on both databases: once handed in it stands, and a later key changes nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count as count_from

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.errors import Conflict, NotFound, Refused
from elearn.domain.evidence import Evidence, QuizEvent
from elearn.domain.library import Catalogue
from elearn.domain.milestones import judge
from elearn.domain.moment_marks import Sheet
from elearn.domain.moments import Came, Mark
from elearn.domain.pathways import Milestone, Pass, Pathway, Requirement
from elearn.domain.people import Actor, Role
from elearn.domain.renames import content_of
from elearn.services import assignments, moment_sharing, moments
from elearn.services.people import Operator
from elearn.storage.audit import AuditRow
from elearn.storage.evidence import achievements_of
from elearn.storage.moments import ClipAttemptRow, ClipSharingRow
from tests.domain.test_exercises import EXERCISE
from tests.services.clipped import CATALOGUE, SCENES, all_of, one_of
from tests.services.entered import NOW, TODAY, enter, relate
from tests.services.test_quizzes import count

TRIED = SCENES["tried"]


@pytest.fixture
def sam(session: Session) -> Actor:
    return enter(session, "Sam Rees", Role.TRAINEE)


@pytest.fixture
def ruth(session: Session, sam: Actor) -> Actor:
    found = enter(session, "Ruth Ade", Role.SUPERVISOR)
    relate(session, found, sam)
    return found


def hand_in(
    session: Session,
    who: Actor,
    clip: str,
    marks: Sequence[Mark],
    *,
    excused: frozenset[str] = frozenset(),
    catalogue: Catalogue = CATALOGUE,
) -> str:
    """Begin a clip, or carry on with it, and hand these marks in."""
    attempt = moments.begin(session, who, catalogue, clip, NOW)
    moments.submit(session, who, catalogue, attempt, marks, excused=excused, now=NOW, today=TODAY)
    return attempt


def passes(session: Session, who: Actor) -> list[tuple[str, bool, str]]:
    events = achievements_of(session, [who.id]).get(who.id, [])
    return [(each.quiz, each.passed, each.score) for each in events if isinstance(each, QuizEvent)]


def test_marks_are_kept_carried_on_with_and_handed_in_once(session: Session, sam: Actor) -> None:
    attempt = moments.begin(session, sam, CATALOGUE, "tried", NOW)
    moments.keep(session, sam, attempt, one_of(TRIED, "he looks up"), NOW)
    assert moments.begin(session, sam, CATALOGUE, "tried", NOW) == attempt
    assert moments.sitting(session, sam, CATALOGUE, attempt).marks == one_of(TRIED, "he looks up")
    hand_in(session, sam, "tried", all_of(TRIED))
    moments.submit(session, sam, CATALOGUE, attempt, (), excused=frozenset(), now=NOW, today=TODAY)
    found = moments.sitting(session, sam, CATALOGUE, attempt)
    assert found.marks == all_of(TRIED)
    assert found.comparison
    assert found.comparison.together.f1 == 1
    assert count(session, ClipAttemptRow) == 1
    with pytest.raises(Conflict, match="marks-handed-in"):
        moments.keep(session, sam, attempt, (), NOW)


def test_a_page_takes_off_what_it_knows_and_nothing_that_another_page_has_marked(
    session: Session, sam: Actor
) -> None:
    attempt = moments.begin(session, sam, CATALOGUE, "tried", NOW)
    hello, *others = all_of(TRIED)
    one, other = Sheet(page="one"), Sheet(page="other")

    def keep(sheet: Sheet, *marks: Mark) -> tuple[bool, int]:
        stamp = NOW + timedelta(seconds=next(seconds))
        kept = moments.keep(session, sam, attempt, marks, stamp, sheet)
        return kept.others, len(moments.sitting(session, sam, CATALOGUE, attempt).marks)

    seconds = count_from(1)
    assert keep(one, hello, *others) == (False, len(all_of(TRIED)))
    assert keep(one, hello) == (False, 1)
    assert keep(other, others[0]) == (True, 2)
    assert keep(one) == (True, 2)
    assert keep(other, others[0]) == (True, 2)
    fresh = Sheet(page="fresh", seen=moments.sitting(session, sam, CATALOGUE, attempt).state)
    assert keep(fresh, hello) == (False, 1)
    assert keep(one, hello, others[1]) == (False, 2)


def test_what_another_page_has_marked_is_looked_at_before_it_is_handed_in(
    session: Session, sam: Actor
) -> None:
    attempt = moments.begin(session, sam, CATALOGUE, "tried", NOW)
    hello, answer, *_ = all_of(TRIED)

    def submit(kept: moments.Keeping) -> None:
        moments.submit(
            session, sam, CATALOGUE, attempt, (hello,), excused=frozenset(), now=NOW, today=TODAY, kept=kept
        )

    mine = moments.keep(session, sam, attempt, (hello,), NOW, Sheet(page="one"))
    both = moments.keep(session, sam, attempt, (answer,), NOW + timedelta(seconds=1))
    for kept in (mine, both):
        with pytest.raises(Conflict, match="marks-kept-elsewhere"):
            submit(kept)
    assert moments.sitting(session, sam, CATALOGUE, attempt).marks == (hello, answer)


def test_one_moment_marked_twice_is_kept_and_handed_in_once(session: Session, sam: Actor) -> None:
    attempt = moments.begin(session, sam, CATALOGUE, "tried", NOW)
    twice = (*one_of(TRIED), *one_of(TRIED, "he looks up"))
    moments.keep(session, sam, attempt, twice, NOW)
    assert moments.sitting(session, sam, CATALOGUE, attempt).marks == one_of(TRIED, "he looks up")
    hand_in(session, sam, "tried", twice)
    found = moments.sitting(session, sam, CATALOGUE, attempt)
    assert found.marks == one_of(TRIED, "he looks up")
    assert found.comparison
    assert found.comparison.together.marked == 1


def test_a_changed_key_changes_no_result(session: Session, sam: Actor) -> None:
    attempt = hand_in(session, sam, "tried", all_of(TRIED))
    before = moments.sitting(session, sam, CATALOGUE, attempt)
    bare = replace(TRIED, key=TRIED.key[:1], title="Another")
    later = replace(CATALOGUE, clips={**SCENES, "tried": bare})
    assert moments.sitting(session, sam, later, attempt) == before
    assert moments.front(session, sam, later, "tried").done[0] == before
    fresh = moments.begin(session, sam, later, "tried", NOW)
    assert moments.sitting(session, sam, later, fresh).clip == bare


def test_an_open_clip_is_compared_with_the_key_it_was_shown_under(session: Session, sam: Actor) -> None:
    attempt = moments.begin(session, sam, CATALOGUE, "tried", NOW)
    later = replace(CATALOGUE, clips={**SCENES, "tried": replace(TRIED, key=())})
    moments.submit(session, sam, later, attempt, all_of(TRIED), excused=frozenset(), now=NOW, today=TODAY)
    found = moments.sitting(session, sam, later, attempt).comparison
    assert found
    assert found.together.found == len(TRIED.needed)


def test_a_clip_that_was_renamed_keeps_what_was_done_under_its_old_name(session: Session, sam: Actor) -> None:
    hand_in(session, sam, "tried", all_of(TRIED))
    others = {name: each for name, each in SCENES.items() if name != "tried"}
    renamed = replace(
        CATALOGUE,
        clips={"new": replace(TRIED, id="new", was="tried"), **others},
        moved_modules={"clips/tried": "clips/new"},
    )
    assert len(moments.front(session, sam, renamed, "tried").done) == 1
    assert moments.shelf(session, sam, renamed, "seeing").course.practised


def test_an_exercise_that_was_renamed_stays_passed(session: Session, sam: Actor) -> None:
    hand_in(session, sam, "tried", ())
    for name in ("a-1", "a-2"):
        hand_in(session, sam, name, all_of(SCENES[name]))
    exercise = replace(EXERCISE, id="new", was=EXERCISE.id)
    renamed = replace(
        CATALOGUE,
        exercises={"new": exercise},
        moved_modules={f"exercises/{EXERCISE.id}": "exercises/new"},
    )
    assert moments.shelf(session, sam, renamed, "seeing").passed
    (event,) = achievements_of(session, [sam.id])[sam.id]
    assert isinstance(event, QuizEvent)
    assert content_of(renamed).event(event) == replace(event, quiz="new")


def test_nobody_opens_or_marks_what_is_anothers(session: Session, sam: Actor, ruth: Actor) -> None:
    attempt = moments.begin(session, sam, CATALOGUE, "tried", NOW)
    for act in (
        lambda: moments.sitting(session, ruth, CATALOGUE, attempt),
        lambda: moments.keep(session, ruth, attempt, (), NOW),
        lambda: moments.submit(
            session, ruth, CATALOGUE, attempt, (), excused=frozenset(), now=NOW, today=TODAY
        ),
        lambda: moments.front(session, sam, CATALOGUE, "none"),
        lambda: moments.shelf(session, sam, CATALOGUE, "none"),
    ):
        with pytest.raises(NotFound):
            act()


def test_a_note_that_may_name_somebody_is_asked_about_and_the_people_of_the_clip_are_not(
    session: Session, sam: Actor
) -> None:
    hand_in(session, sam, "tried", one_of(TRIED, "First Kiran looks, then Asha nods"))
    marks = one_of(TRIED, "just like Beatrice in the film of Tuesday")
    with pytest.raises(Refused, match="identifier-found"):
        hand_in(session, sam, "tried", marks)
    hand_in(session, sam, "tried", marks, excused=frozenset({"Beatrice"}))
    (noted,) = session.scalars(select(AuditRow).where(AuditRow.action == "guard-overridden"))
    assert "Beatrice" not in str(noted.detail)


def test_two_clips_of_a_form_found_together_are_a_pass_like_a_quizs(session: Session, sam: Actor) -> None:
    with pytest.raises(Refused, match="check-not-open"):
        moments.begin(session, sam, CATALOGUE, "a-1", NOW)
    hand_in(session, sam, "tried", ())
    hand_in(session, sam, "a-1", one_of(SCENES["a-1"]))
    assert passes(session, sam) == []
    last = hand_in(session, sam, "a-2", one_of(SCENES["a-2"]))
    assert passes(session, sam) == [(EXERCISE.id, False, "0.3333")]
    with pytest.raises(Refused, match="check-not-open"):
        moments.begin(session, sam, CATALOGUE, "a-1", NOW)
    door = moments.front(session, sam, CATALOGUE, "a-2")
    sitting = moments.sitting(session, sam, CATALOGUE, last)
    stands = moments.checked(session, sam, CATALOGUE, sitting, door)
    assert stands
    assert stands.round
    assert (stands.round.score.found, stands.round.score.needed, stands.passed) == (2, 6, False)
    hand_in(session, sam, "b-1", all_of(SCENES["b-1"]))
    hand_in(session, sam, "b-2", all_of(SCENES["b-2"]))
    assert passes(session, sam)[1:] == [(EXERCISE.id, True, "1")]
    assert moments.shelf(session, sam, CATALOGUE, "seeing").passed


def test_a_pathway_that_asks_for_the_exercise_is_met_by_the_check_and_by_nothing_less(
    session: Session, sam: Actor
) -> None:
    asked = Requirement(id="clips", verb=Pass(quiz=EXERCISE.id))
    pathway = Pathway(
        id="ladder", title="L", milestones=(Milestone(id="first", title="F", requires=(asked,)),)
    )

    def met() -> bool:
        events = tuple(achievements_of(session, [sam.id]).get(sam.id, ()))
        (found,) = judge(pathway, Evidence(learner=sam.id, began=TODAY, events=events), TODAY).milestones
        return found.requirements[0].met

    came = []
    for name in ("tried", "a-1", "a-2", "b-1", "b-2"):
        hand_in(session, sam, name, all_of(SCENES[name]) if name.startswith("b") else ())
        came.append(met())
    assert came == [False, False, False, False, True]


def test_after_the_first_clip_of_a_pair_the_other_is_still_to_come(session: Session, sam: Actor) -> None:
    hand_in(session, sam, "tried", ())
    first = hand_in(session, sam, "a-1", ())
    door = moments.front(session, sam, CATALOGUE, "a-1")
    stands = moments.checked(session, sam, CATALOGUE, moments.sitting(session, sam, CATALOGUE, first), door)
    assert stands
    assert [each.id for each in stands.left] == ["a-2"]
    assert stands.round is None
    tried = moments.front(session, sam, CATALOGUE, "tried")
    assert moments.checked(session, sam, CATALOGUE, tried.done[0], tried) is None


def test_a_result_is_read_by_her_supervisor_while_it_is_shared(
    session: Session, sam: Actor, ruth: Actor
) -> None:
    attempt = hand_in(session, sam, "tried", one_of(TRIED))
    assert moment_sharing.shared_results(session, ruth, CATALOGUE, sam.id, TODAY).each == ()
    for _twice in range(2):
        moment_sharing.share(session, sam, attempt, shared=True, now=NOW)
    assert count(session, ClipSharingRow) == 1
    (shown,) = moment_sharing.shared_results(session, ruth, CATALOGUE, sam.id, TODAY).each
    assert shown.id == attempt
    read = moment_sharing.shared_result(session, ruth, CATALOGUE, sam.id, attempt, TODAY)
    assert read.keys
    assert read.sitting.comparison
    assert read.sitting.comparison.came(Came.FOUND)
    readers = moment_sharing.readers(session, sam, attempt, TODAY)
    assert readers
    assert (readers.shared, readers.names) == (True, ("Ruth Ade",))
    moment_sharing.share(session, sam, attempt, shared=False, now=NOW)
    with pytest.raises(NotFound):
        moment_sharing.shared_result(session, ruth, CATALOGUE, sam.id, attempt, TODAY)


def test_what_is_open_or_anothers_cannot_be_shared_nor_read(
    session: Session, sam: Actor, ruth: Actor
) -> None:
    attempt = moments.begin(session, sam, CATALOGUE, "tried", NOW)
    olu = enter(session, "Olu Bell", Role.SUPERVISOR)
    for act in (
        lambda: moment_sharing.share(session, sam, attempt, shared=True, now=NOW),
        lambda: moment_sharing.share(session, ruth, attempt, shared=True, now=NOW),
        lambda: moment_sharing.share(session, sam, "none", shared=True, now=NOW),
        lambda: moment_sharing.shared_results(session, olu, CATALOGUE, sam.id, TODAY),
        lambda: moment_sharing.shared_result(session, ruth, CATALOGUE, sam.id, attempt, TODAY),
    ):
        with pytest.raises(NotFound):
            act()
    assert moment_sharing.readers(session, ruth, attempt, TODAY) is None


def test_a_supervisor_with_the_same_check_before_her_is_not_told_its_key(
    session: Session, sam: Actor, ruth: Actor
) -> None:
    hand_in(session, sam, "tried", ())
    attempt = hand_in(session, sam, "a-1", all_of(SCENES["a-1"]))
    moment_sharing.share(session, sam, attempt, shared=True, now=NOW)

    def told() -> bool:
        return moment_sharing.shared_result(session, ruth, CATALOGUE, sam.id, attempt, TODAY).keys

    assert told()
    hand_in(session, ruth, "tried", ())
    moments.begin(session, ruth, CATALOGUE, "a-1", NOW)
    assert not told()
    hand_in(session, ruth, "a-1", ())
    assert told()


def test_the_key_of_a_check_stays_closed_to_her_also_when_its_module_has_a_new_name(
    session: Session, sam: Actor
) -> None:
    ruth = enter(session, "Ruth Ade", Role.SUPERVISOR, Role.TRAINEE)
    relate(session, ruth, sam)
    hand_in(session, sam, "tried", ())
    attempt = hand_in(session, sam, "a-1", all_of(SCENES["a-1"]))
    moment_sharing.share(session, sam, attempt, shared=True, now=NOW)
    asked = Requirement(id="clips", verb=Pass(quiz=EXERCISE.id))
    pathway = Pathway(
        id="ladder", title="L", milestones=(Milestone(id="first", title="F", requires=(asked,)),)
    )
    assignments.assign(
        session,
        Operator(),
        {"ladder": pathway},
        learner=ruth.id,
        pathway="ladder",
        began_on=TODAY,
        now=NOW,
    )
    renamed = replace(
        CATALOGUE,
        clips={name: replace(each, module="looking") for name, each in SCENES.items()},
        exercises={EXERCISE.id: replace(EXERCISE, module="looking")},
        pathways={"ladder": pathway},
        moved_modules={"seeing": "looking"},
    )
    assert not moment_sharing.shared_result(session, ruth, renamed, sam.id, attempt, TODAY).keys
