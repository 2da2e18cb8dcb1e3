"""Without these what was set aside, what is usual and what stands deep below could be left unsaid."""

import json

from elearn.words.judgements import answer, report
from tests.domain.histories import Row, at, event, ladder, life

PATHWAY = ladder("""
    m:
      title: Practice
      requires:
        hours: {total: supervision, norm: 15 h}
        families: {distinct: client, of: visit, min: 2, waive: supervisor}
        either: {any: {book: {read: m}, day: {attend: day}}}
""")
EVENTS: tuple[Row, ...] = (
    event("supervision", "s", "2025-01-02", with_="ruth", minutes=60, confirmed="2025-01-02"),
    event("visit", "v", "2025-01-03", client="A"),
    event("waiver", "w", "2025-01-04", requirement="m/families", by="ruth", reason="one family moved"),
    event("course", "e", "2025-01-05", course="day"),
)


def test_what_is_usual_set_aside_or_deep_below_is_said_to_people() -> None:
    printed = report(at(PATHWAY, life(*EVENTS), "2025-02-01"), "A ladder", {"ruth": "Ruth Alder"})
    assert printed.splitlines() == [
        "A ladder, 1 February 2025",
        "",
        "Practice: With your supervisor",
        "  hours: 60 minutes; 900 is usual, met",
        "  families: 1 of 2, met",
        "    set aside by Ruth Alder: one family moved",
        "  either: 0 of 1, with your supervisor",
        "    book: 0 of 1, yours to do",
        "    day: 0 of 1, with your supervisor",
        "      e: Waiting for Ruth Alder to see it, since 5 January.",
        "",
        "Next: It is with somebody else now. (m)",
    ]


def test_the_same_is_said_to_programs() -> None:
    said = json.loads(json.dumps(answer(at(PATHWAY, life(*EVENTS), "2025-02-01"))))
    (milestone,) = said["milestones"]
    hours, families, either = milestone["requirements"]
    assert (hours["norm"], hours["need"]) == (900, 0)
    assert (families["waived_by"], families["waived_because"]) == ("ruth", "one family moved")
    assert [each["id"] for each in either["requirements"]] == ["book", "day"]
    assert (milestone["status"], milestone["move"]) == ("with-supervisor", "ruth")
