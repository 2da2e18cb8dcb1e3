"""What requirements, closings, entries and refusals of signatures are called on a page."""

from datetime import date
from typing import Any

import pytest

from elearn.domain.pathways import (
    AllOf,
    AnyOf,
    Attend,
    Before,
    Check,
    Closer,
    Closes,
    Count,
    Cover,
    Distinct,
    Document,
    Facet,
    Packing,
    Pass,
    Rate,
    Reach,
    Read,
    Requirement,
    Supervise,
    Total,
    Unit,
    Verb,
)
from elearn.domain.reasons import RefusalCode
from elearn.domain.signoffs import ChangeKind
from elearn.words import signoffs
from elearn.words.entries import day_of, source, told
from elearn.words.refusals import SENTENCES
from elearn.words.requirements import UNITS, asked_for, closed_by
from elearn.words.roles import INDUCTION

TITLES = {"sensitivity": "Parental sensitivity"}
AT = date(2026, 11, 22)
INNER = (Requirement(id="a", verb=Attend(course="a")), Requirement(id="b", verb=Attend(course="b")))


@pytest.mark.parametrize(
    ("verb", "least", "said"),
    [
        (Read(module="sensitivity"), None, "Read: Parental sensitivity"),
        (Pass(quiz="sensitivity"), None, "Quiz: Parental sensitivity"),
        (Pass(quiz="gone-since"), None, "Quiz: gone since"),
        (Attend(course="initial-training-course", days=2), None, "Attended: initial course, 2 days"),
        (Attend(course="half-day", days=1), None, "Attended: half day, a day"),
        (Attend(course="half-day", minutes=60), None, "Attended: half day, 60 minutes"),
        (Attend(course="half-day"), None, "Attended: half day"),
        (Document(document="aviguk-registration"), None, "Seen: registration"),
        (Check(check="background-check"), None, "In order: background check"),
        (Count(unit=Unit.CYCLE), 6, "6 cycles with film and shared review"),
        (Count(unit=Unit.CYCLE), 1, "One cycle with film and shared review"),
        (Distinct(facet=Facet.CLIENT), 2, "2 different families"),
        (Distinct(facet=Facet.CLIENT), 1, "One family"),
        (Distinct(facet=Facet.CASE), 2, "2 different cases"),
        (
            Supervise(packings=(Packing(sessions=1, minutes=60),)),
            None,
            "One supervision of 60 minutes or more",
        ),
        (Total(unit=Unit.SUPERVISION), 900, "15 h of supervision"),
        (Total(unit=Unit.SUPERVISION), 90, "1 h 30 min of supervision"),
        (
            Supervise(packings=(Packing(sessions=8, minutes=60), Packing(sessions=6, minutes=90))),
            None,
            "8 supervisions of 60 minutes or more, or 6 supervisions of 90 minutes or more",
        ),
        (Cover(facet=Facet.CLIENT), None, "Every client brought to supervision"),
        (Before(unit=Unit.VISIT), None, "A supervision before every visit"),
        (Rate(scale="seven-principles", level=3), None, "Level 3 on seven principles"),
        (Reach(milestone="stage-3"), 2, "2 of your own trainees reached stage 3"),
        (Reach(milestone="stage-3"), 1, "One of your own trainees reached stage 3"),
        (Reach(milestone="vig/stage-3"), 2, "2 of your own trainees reached stage 3"),
        (AnyOf(requirements=INNER), None, "One of these"),
        (AllOf(requirements=INNER), None, "All of these"),
    ],
)
def test_a_requirement_reads_as_one_line(verb: Verb, least: int | None, said: str) -> None:
    assert asked_for(Requirement(id="x", verb=verb, at_least=least), TITLES) == said


def test_a_requirement_of_new_clients_says_so() -> None:
    asked = Requirement(id="x", verb=Distinct(facet=Facet.CLIENT), at_least=3, new=True)
    assert asked_for(asked, TITLES) == "3 different families, new in this stage"


def test_a_volunteer_is_asked_in_her_own_words() -> None:
    asked = Requirement(id="x", verb=Pass(quiz="sensitivity"))
    assert asked_for(asked, TITLES, spoken_to=INDUCTION) == "Check yourself: Parental sensitivity"


def test_every_unit_has_words_for_one_and_for_many() -> None:
    assert set(UNITS) == set(Unit)
    assert all("%(n)s" in many for _one, many in UNITS.values())


@pytest.mark.parametrize(
    ("closes", "said"),
    [
        (
            Closes(by=Closer.ASSESSOR, meeting="transition-meeting", minutes=60),
            "It is closed by an assessor, at the transition meeting of at least 60 minutes.",
        ),
        (
            Closes(by=Closer.SUPERVISOR, meeting="mid-point-day"),
            "It is closed by your supervisor, at the mid point day.",
        ),
        (Closes(by=Closer.COORDINATOR), "It is closed by a coordinator."),
    ],
)
def test_a_closing_reads_as_a_sentence(closes: Closes, said: str) -> None:
    assert closed_by(closes) == said


@pytest.mark.parametrize(
    ("entry", "line", "known"),
    [
        (
            {"kind": "cycle", "on": "2026-02-03", "reviewed": "2026-02-10", "client": "C-7K2P"},
            "Cycle with C-7K2P, reviewed on 10 February",
            "entered in the logbook",
        ),
        (
            {"kind": "cycle", "on": "2025-02-03", "client": "C-7K2P"},
            "Cycle with C-7K2P, filmed on 3 February 2025",
            "entered in the logbook",
        ),
        (
            {
                "kind": "supervision",
                "on": "2026-02-14",
                "minutes": 60,
                "with_": "r",
                "confirmed": "2026-02-14",
            },
            "Supervision on 14 February, 60 minutes",
            "confirmed by Ruth Ade",
        ),
        (
            {
                "kind": "supervision",
                "on": "2026-02-14",
                "minutes": 60,
                "with_": "r",
                "confirmed": "2026-02-14",
                "confirmed_by": "c",
            },
            "Supervision on 14 February, 60 minutes",
            "confirmed by Cora Finn in the supervisor’s stead",
        ),
        (
            {"kind": "supervision", "on": "2026-02-14", "minutes": 60, "with_": "r"},
            "Supervision on 14 February, 60 minutes",
            "with Ruth Ade, not confirmed yet",
        ),
        (
            {"kind": "course", "on": "2026-01-06", "course": "initial-training-course", "by": "gone"},
            "Initial course on 6 January",
            "seen by somebody whose name was erased",
        ),
        (
            {"kind": "document", "on": "2026-01-06", "document": "aviguk-registration"},
            "Registration on 6 January",
            "entered in the logbook",
        ),
        (
            {"kind": "quiz", "on": "2026-01-08", "quiz": "sensitivity", "passed": True},
            "Parental sensitivity, passed on 8 January",
            "kept by this service",
        ),
        (
            {"kind": "quiz", "on": "2026-01-08", "quiz": "sensitivity", "passed": False},
            "Parental sensitivity, tried on 8 January",
            "kept by this service",
        ),
        (
            {"kind": "rating", "on": "2026-01-08"},
            "Rating on 8 January",
            "entered in the logbook",
        ),
    ],
)
def test_an_entry_reads_as_a_line_and_says_who_knows_of_it(
    entry: dict[str, Any], line: str, known: str
) -> None:
    assert told(entry, AT, TITLES) == line
    assert source(entry, {"r": "Ruth Ade", "c": "Cora Finn"}) == known


def test_a_cycles_day_is_its_shared_review() -> None:
    assert day_of({"kind": "cycle", "on": "2026-02-03", "reviewed": "2026-02-10"}) == date(2026, 2, 10)


def test_every_refusal_of_a_request_and_of_a_signature_has_its_sentence() -> None:
    asking = {
        RefusalCode.CLOSES_BY_ITSELF,
        RefusalCode.ALREADY_MET,
        RefusalCode.ALREADY_ASKED,
        RefusalCode.NOT_YET_OPEN,
        RefusalCode.EARLIER_MILESTONES,
        RefusalCode.STILL_MISSING,
    }
    signing = set(RefusalCode) - asking - {RefusalCode.NO_SUCH_MILESTONE}
    assert {f"ask-{each}" for each in asking} | {f"sign-{each}" for each in signing} <= set(SENTENCES)


def test_every_change_has_its_sentence() -> None:
    assert set(signoffs.CHANGES) == set(ChangeKind)
