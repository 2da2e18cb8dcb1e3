"""How an entry stands: the first word that is true of it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from elearn.domain.entry_states import State, states
from elearn.domain.findings import Finding, Judgement, MilestoneFinding, NotCounted
from elearn.domain.logbook import Entry
from elearn.domain.reasons import Reason, Status
from tests.domain.entries import DAY, act, entry


def judgement(
    *, counted: tuple[str, ...] = (), left: tuple[str, ...] = (), closing: str | None = None
) -> Judgement:
    """A judgement in which these entries count, these do not, and this one closed a milestone."""
    finding = Finding(
        id="cycles",
        status=Status.TO_DO,
        have=len(counted),
        need=6,
        events=counted,
        not_counted=tuple(NotCounted(event=each, reason=Reason.TOO_SHORT) for each in left),
    )
    milestone = MilestoneFinding(
        id="stage-1",
        title="Stage 1",
        status=Status.TO_DO,
        requirements=(finding,),
        renewal=(finding,),
        closing=closing,
    )
    return Judgement(pathway="vig", learner="sam", at=DAY, milestones=(milestone,))


REVIEWED = {"client": "C-7K2P", "reviewed": "2026-04-04"}


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (entry("e1", "cycle", act("withdrawn")), State.WITHDRAWN),
        (entry("e1", "supervision", act("not-recognised", "ruth")), State.NOT_RECOGNISED),
        (entry("e1", "supervision"), State.WAITING),
        (replace(entry("e1", "supervision"), named_left=datetime(2026, 4, 9, tzinfo=UTC)), State.STRANDED),
        (entry("e1", "supervision", act("confirmed", "ruth")), State.KEPT),
        (entry("e1", "document"), State.UNSEEN),
        (entry("e1", "prior"), State.UNSEEN),
        (entry("e1", "meeting"), State.KEPT),
        (entry("e1", "cycle"), State.UNFINISHED),
        (entry("e1", "cycle", facts=REVIEWED), State.KEPT),
        (entry("e7", "cycle", facts=REVIEWED), State.COUNTS),
        (entry("e8", "cycle", facts=REVIEWED), State.LEFT),
        (entry("e9", "prior", act("seen", "cora")), State.COUNTS),
    ],
)
def test_an_entry_stands_as_the_first_word_that_is_true_of_it(found: Entry, state: State) -> None:
    judged = judgement(counted=("e7",), left=("e7", "e8"), closing="e9")
    assert states([found], [judged])[found.id].state is state


def test_an_entry_that_counts_on_one_pathway_counts_and_else_says_why_not() -> None:
    known = [entry("e1", facts=REVIEWED), entry("e2", facts=REVIEWED)]
    found = states(known, iter([judgement(left=("e1", "e2")), judgement(counted=("e1",))]))
    assert found["e1"].state is State.COUNTS
    assert found["e1"].left is None
    assert found["e2"].left == NotCounted(event="e2", reason=Reason.TOO_SHORT)
