"""Without this table a learner's page could put a new beginning before what came back to her."""

import pytest

from elearn.domain.milestones import Situation, next_step
from elearn.domain.reasons import StepKind
from tests.domain.histories import Row, at, cycle, decided, event, ladder, life, session

PATHWAY = ladder("""
    ready: {title: Ready, requires: {a: {read: a}, b: {read: b}}}
    stage:
      title: Stage
      from: start
      after: []
      requires:
        cycles: {count: cycle, min: 4}
        visits: {count: visit, min: 2}
        sessions: {supervise: [2 x 60 min]}
      closes: {by: assessor}
""")
READ = (event("reading", "e1", "2025-01-01", module="a"), event("reading", "e2", "2025-01-01", module="b"))
CYCLES = [cycle(f"c{n}", "A", f"2025-01-0{n + 1}") for n in range(4)]
VISITS = [event("visit", f"v{n}", f"2025-01-0{n + 1}", client="A") for n in range(2)]
SESSIONS = [session(f"s{n}", f"2025-01-0{n + 1}") for n in range(2)]
FILM = cycle("film", "A", filmed="2025-01-05")
DONE = (*READ, *CYCLES, *VISITS, *SESSIONS)
NOT_YET = decided("d1", "stage", "2025-01-10", decision="not-yet")
ASKED = event("request", "r1", "2025-01-11", milestone="stage", of="mina")
QUESTION = event("reply", "q1", "2025-01-12", request="r1", by="mina", says="question")
ANSWER = event("reply", "q2", "2025-01-13", request="r1", by="sam", says="answer")
UNSEEN = session("s9", "2025-01-06", confirmed=None)


@pytest.mark.parametrize(
    ("events", "situation", "kind", "address", "subject"),
    [
        ((*DONE, ASKED, QUESTION), Situation(returned=("e9",)), StepKind.QUESTION, "stage", "r1"),
        ((*DONE, ASKED, QUESTION, ANSWER), None, StepKind.WAIT, "stage", None),
        (DONE, Situation(returned=("e9",), drafts=("cycle",)), StepKind.RETURNED, None, "e9"),
        ((*DONE, NOT_YET), Situation(drafts=("cycle",)), StepKind.RETURNED, "stage", None),
        ((*DONE, FILM), Situation(drafts=("cycle",)), StepKind.DRAFT, None, "cycle"),
        (
            DONE,
            Situation(drafts=("cycle",), came_back=frozenset({"stage"})),
            StepKind.RETURNED,
            "stage",
            None,
        ),
        ((*DONE, ASKED), Situation(came_back=frozenset({"stage"})), StepKind.WAIT, "stage", None),
        (READ, Situation(came_back=frozenset({"stage"})), StepKind.BEGIN, "stage/cycles", None),
        ((*READ, FILM), None, StepKind.UNFINISHED, "stage/cycles", "film"),
        (DONE, None, StepKind.ASK, "stage", None),
        ((*READ, CYCLES[0], VISITS[0]), None, StepKind.NEAREST, "stage/visits", None),
        ((*READ, *CYCLES[:3], VISITS[0]), None, StepKind.NEAREST, "stage/cycles", None),
        ((), None, StepKind.BEGIN, "ready/a", None),
        (READ[:1], None, StepKind.BEGIN, "ready/b", None),
        (READ, None, StepKind.BEGIN, "stage/cycles", None),
        ((*DONE, NOT_YET, ASKED), None, StepKind.WAIT, "stage", None),
        ((*READ, *CYCLES, *VISITS, SESSIONS[0], UNSEEN), None, StepKind.WAIT, "stage", None),
        ((*DONE, decided("d2", "stage", "2025-01-12")), None, StepKind.DONE, None, None),
    ],
)
def test_the_one_next_step(
    events: tuple[Row, ...],
    situation: Situation | None,
    kind: StepKind,
    address: str | None,
    subject: str | None,
) -> None:
    step = next_step(at(PATHWAY, life(*events), "2025-02-01"), situation)
    assert (step.kind, step.address, step.subject) == (kind, address, subject)


@pytest.mark.parametrize(
    ("events", "stuck", "address"),
    [
        ((), {"ready/a"}, "ready/b"),
        ((*READ, FILM), {"stage/cycles"}, "stage/visits"),
        ((*READ, CYCLES[0], VISITS[0]), {"stage/visits"}, "stage/cycles"),
        ((*READ, *CYCLES, *VISITS), {"stage/sessions"}, "stage/sessions"),
    ],
)
def test_what_she_is_stuck_with_comes_after_all_she_can_do(
    events: tuple[Row, ...], stuck: set[str], address: str
) -> None:
    situation = Situation(stuck=frozenset(stuck))
    assert next_step(at(PATHWAY, life(*events), "2025-02-01"), situation).address == address


def test_what_is_due_again_asks_for_its_renewal() -> None:
    pathway = ladder("""
        m:
          title: M
          requires: {a: {read: a}}
          lasts: 1 year
          renew: {requires: {w: {attend: webinar}}}
    """)
    judgement = at(pathway, life(READ[0]), "2026-02-01")
    assert next_step(judgement).address == "m/w"
    lapsed = at(
        ladder("m: {title: M, requires: {a: {read: a, lasts: 1 month}}}"), life(READ[0]), "2025-06-01"
    )
    assert (next_step(lapsed).kind, next_step(lapsed).address) == (StepKind.UNFINISHED, "m/a")
