"""Who may take back, correct, disown, see and read what stands in a logbook."""

from typing import Any

import pytest

from elearn.domain.access import Standing
from elearn.domain.entry_rights import disowned_by, may_disown, may_read, may_replace, may_see, may_withdraw
from elearn.domain.logbook import Act, Entry
from tests.domain.entries import act, entry

OWN, FORMER, COORDINATOR = Standing.SUPERVISOR, Standing.FORMER, Standing.COORDINATOR


@pytest.mark.parametrize(
    ("chain", "person", "may"),
    [
        ([entry()], "sam", True),
        ([entry()], "ruth", False),
        ([entry("e1", "supervision", act("confirmed", "ruth"))], "sam", False),
        ([entry("e1", "document", act("seen", "cora"))], "sam", False),
        ([entry("e1", "supervision", act("confirmed", "ruth")), entry("e2", "supervision")], "sam", False),
        ([entry("e1", "cycle", act("withdrawn"))], "sam", False),
        ([entry("e1", "cycle", act("film-erased"))], "sam", True),
        ([entry("e1", "supervision", act("confirmed", "ruth"), entered_by="ruth")], "ruth", True),
        ([entry("e1", "supervision", act("confirmed", "ruth"), entered_by="ruth")], "sam", False),
        (
            [
                entry(
                    "e1", "supervision", act("confirmed", "ruth"), act("recognised", "sam"), entered_by="ruth"
                )
            ],
            "ruth",
            False,
        ),
        ([entry("e1", "waiver", entered_by="ruth")], "ruth", False),
    ],
)
def test_an_entry_is_taken_back_by_who_made_it_until_another_has_confirmed_it(
    chain: list[Entry], person: str, may: bool
) -> None:
    assert may_withdraw(chain, person) is may


def test_an_entry_is_corrected_by_who_made_it_also_after_it_was_confirmed() -> None:
    confirmed = entry("e1", "supervision", act("confirmed", "ruth"))
    assert may_replace(confirmed, "sam")
    assert not may_replace(confirmed, "ruth")
    assert not may_replace(entry("e1", "cycle", act("withdrawn")), "sam")


@pytest.mark.parametrize(
    ("found", "person", "may"),
    [
        (entry("e1", "supervision"), "ruth", True),
        (entry("e1", "supervision"), "sam", False),
        (entry("e1", "supervision", entered_by="ruth"), "sam", True),
        (entry("e1", "supervision", entered_by="ruth"), "ruth", False),
        (entry("e1", "supervision", act("not-recognised", "sam"), entered_by="ruth"), "sam", False),
        (entry("e1", "supervision", act("withdrawn")), "ruth", False),
        (entry("e1", "supervision"), "mina", False),
        (entry("e1", "cycle"), "ruth", False),
    ],
)
def test_a_session_is_disowned_by_its_supervisor_or_its_learner_where_another_entered_it(
    found: Entry, person: str, may: bool
) -> None:
    assert may_disown(found, person) is may


@pytest.mark.parametrize(
    ("acts", "disowned"),
    [
        ((), False),
        ((act("not-recognised", "ruth"),), True),
        ((act("not-recognised", "sam"),), False),
        ((act("not-recognised", "ruth"), act("recognised", "ruth")), False),
    ],
)
def test_it_is_known_who_disowned_it(acts: tuple[Act, ...], disowned: bool) -> None:
    assert disowned_by(entry("e1", "supervision", *acts), "ruth") is disowned


@pytest.mark.parametrize(
    ("kind", "person", "standings", "sees", "reads"),
    [
        ("cycle", "sam", (), True, True),
        ("cycle", "ruth", (OWN,), True, False),
        ("cycle", "ruth", (FORMER,), False, False),
        ("cycle", "cora", (COORDINATOR,), False, False),
        ("cycle", "mina", (), False, False),
        ("supervision", "ruth", (), True, True),
        ("supervision", "mina", (OWN,), True, False),
        ("supervision", "cora", (COORDINATOR,), True, False),
        ("document", "cora", (COORDINATOR,), True, False),
        ("leave", "cora", (COORDINATOR,), True, False),
        ("leave", "mina", (FORMER,), False, False),
        ("document", "mina", (FORMER,), False, False),
    ],
)
def test_who_sees_an_entry_and_who_reads_what_is_written_in_it(
    kind: str, person: str, standings: tuple[Standing, ...], sees: bool, reads: bool
) -> None:
    found = entry("e1", kind)
    assert may_see(found, person, frozenset(standings)) is sees
    assert may_read(found, person, frozenset(standings)) is reads


def test_a_former_supervisor_sees_the_papers_she_confirmed_having_seen_and_no_others() -> None:
    standings = frozenset({FORMER})
    assert may_see(entry("e1", "document", act("seen", "mina")), "mina", standings)
    assert not may_see(entry("e1", "document", act("seen", "cora")), "mina", standings)
    assert not may_see(entry("e1", "cycle", act("shared", "mina")), "mina", standings)


@pytest.mark.parametrize(
    ("person", "standings", "reads"),
    [("ruth", (OWN,), True), ("mina", (FORMER,), False), ("cora", (COORDINATOR,), False)],
)
def test_what_is_shared_is_read_by_the_own_supervisor_of_today_alone(
    person: str, standings: tuple[Any, ...], reads: bool
) -> None:
    assert may_read(entry("e1", "cycle", act("shared")), person, frozenset(standings)) is reads
