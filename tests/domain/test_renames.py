"""What a new name and a change of meaning do to what was earned and to what is asked for."""

from datetime import date

import pytest

from elearn.domain.evidence import CourseEvent, Evidence, MaterialChange, QuizEvent, ReadingEvent
from elearn.domain.library import Catalogue, Change, ChangeKind
from elearn.domain.milestones import judge
from elearn.domain.pathways import (
    AllOf,
    Attend,
    Instead,
    Milestone,
    Pass,
    Pathway,
    Read,
    Renew,
    Requirement,
)
from elearn.domain.renames import Content, content_of

DAY = date(2026, 3, 2)
OLD_QUIZ = Requirement(id="quiz", verb=Pass(quiz="old-quiz"))
OLD_MODULE = Requirement(id="module", verb=Read(module="old-module"))
COURSE = Requirement(id="course", verb=Attend(course="day"))
PINNED = Pathway(
    id="ladder",
    title="Ladder",
    milestones=(
        Milestone(
            id="first",
            title="First",
            requires=(
                Requirement(id="both", verb=AllOf(requirements=(OLD_QUIZ, OLD_MODULE))),
                Requirement(id="day", verb=Attend(course="day"), instead=Instead(verb=Pass(quiz="old-quiz"))),
            ),
            renew=Renew(requires=(OLD_QUIZ, COURSE)),
        ),
    ),
)
MOVED = Content(quizzes={"old-quiz": "new-quiz"}, modules={"old-module": "new-module"})


def test_a_pinned_pathway_asks_for_quizzes_and_modules_by_their_present_names() -> None:
    (milestone,) = MOVED.pathway(PINNED).milestones
    both, day = milestone.requires
    assert isinstance(both.verb, AllOf)
    assert [each.verb for each in both.verb.requirements] == [
        Pass(quiz="new-quiz"),
        Read(module="new-module"),
    ]
    assert day.instead == Instead(verb=Pass(quiz="new-quiz"))
    assert day.verb == Attend(course="day")
    assert milestone.renew is not None
    assert milestone.renew.requires == (Requirement(id="quiz", verb=Pass(quiz="new-quiz")), COURSE)


def test_where_nothing_was_renamed_a_pathway_is_as_it_was() -> None:
    assert Content().pathway(PINNED) is PINNED


@pytest.mark.parametrize("called", ["old-quiz", "new-quiz"])
def test_a_pass_counts_under_either_name(called: str) -> None:
    pathway = Pathway(
        id="ladder", title="L", milestones=(Milestone(id="first", title="F", requires=(OLD_QUIZ,)),)
    )
    event = MOVED.event(QuizEvent(id="q1", on=DAY, quiz=called, passed=True))
    evidence = Evidence(learner="sam", began=DAY, events=(event,))
    assert judge(MOVED.pathway(pathway), evidence, DAY).milestones[0].met


def test_what_was_read_is_told_by_its_present_name_and_nothing_else_is_touched() -> None:
    read = MOVED.event(ReadingEvent(id="r1", on=DAY, module="old-module"))
    course = CourseEvent(id="c1", on=DAY, course="old-quiz")
    assert read == ReadingEvent(id="r1", on=DAY, module="new-module")
    assert MOVED.event(course) is course


def test_a_catalogue_tells_new_names_of_wholes_and_changes_of_meaning_alone() -> None:
    def said(kind: ChangeKind) -> tuple[Change, ...]:
        return (Change(kind=kind, what="key corrected", on=DAY),)

    found = content_of(
        Catalogue(
            moved_modules={"old": "new", "old/lesson": "new/lesson", "exercises/saw": "exercises/sees"},
            moved_quizzes={"q": "p", "p/one": "p/two"},
            module_changes={"a/lesson": said(ChangeKind.MATERIAL), "b": said(ChangeKind.EDITORIAL)},
            quiz_changes={"a/question": said(ChangeKind.MATERIAL), "c": said(ChangeKind.ADDITIVE)},
        )
    )
    assert (found.modules, found.quizzes) == ({"old": "new"}, {"q": "p", "saw": "sees"})
    assert found.changed == (
        MaterialChange(content="a", kind="reading", on=DAY),
        MaterialChange(content="a", kind="quiz", on=DAY),
    )


def test_a_change_of_the_module_asks_for_the_reading_again_and_not_for_the_quiz_of_its_name() -> None:
    asked = (
        Requirement(id="read", verb=Read(module="a"), fresh=True),
        Requirement(id="pass", verb=Pass(quiz="a"), fresh=True),
        Requirement(id="stands", verb=Read(module="a")),
    )
    pathway = Pathway(id="ladder", title="L", milestones=(Milestone(id="first", title="F", requires=asked),))
    evidence = Evidence(
        learner="sam",
        began=DAY,
        events=(
            ReadingEvent(id="r1", on=DAY, module="a"),
            QuizEvent(id="q1", on=DAY, quiz="a", passed=True),
        ),
        changed=(MaterialChange(content="a", kind="reading", on=date(2026, 4, 1)),),
    )
    (found,) = judge(pathway, evidence, date(2026, 5, 1)).milestones
    assert [each.met for each in found.requirements] == [False, True, True]
