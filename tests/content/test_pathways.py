"""Without these an author of a ladder would be told the wrong line, half of her mistakes, or nothing at all."""

from pathlib import Path
from textwrap import dedent

import pytest

from elearn.content.fields import Notes
from elearn.content.pathways import read_pathways
from elearn.content.problems import Problems
from elearn.content.references import References
from elearn.domain.days import Span, YearDay
from elearn.domain.pathways import (
    Apart,
    Attend,
    Closer,
    Cover,
    Distinct,
    Facet,
    Instead,
    Packing,
    Pathway,
    RenewFrom,
    Supervise,
    Total,
    Unit,
)

BASE = """
---
title: Three stages
approach: vig
source: https://www.videointeractionguidance.net/training
seen: 2026-11-22
milestones:
  ready:
    title: Ready
    requires:
      registered: {document: aviguk-registration}
  stage-1:
    title: Stage 1
    requires:
      cycles: {count: cycle, min: 6}
      supervision: {supervise: [7 x 60 min], from: ready/registered}
    closes: {by: assessor, meeting: transition-meeting, minutes: 60}
---
It accredits no one.
"""


def read(folder: Path, **pages: str) -> tuple[dict[str, Pathway], list[str]]:
    """The pathways of some pages, and the complaints about them."""
    for name, text in pages.items():
        (folder / f"{name.replace('_', '-')}.md").write_text(dedent(text).strip() + "\n", encoding="utf-8")
    problems = Problems()
    found = read_pathways(folder, Notes(problems, References()))
    return found, [str(each).removeprefix("modules/pathways/") for each in problems.sorted]


def rungs(requirements: str, keys: str = "") -> str:
    """A page with one milestone; its requirements begin on line 7."""
    head = f"---\ntitle: T\nmilestones:\n  m:\n    title: M\n    requires:\n{requirements}\n"
    return f"{head}{keys}---\n"


def test_a_pathway_that_extends_another_says_only_what_is_different(tmp_path: Path) -> None:
    orkney = """
        ---
        title: As read in Orkney
        extends: base
        source: http://www.vigorkney.co.uk/services/training-and-supervision/
        apart: pathway
        shares: false
        reading: {stage-1: [sensitivity]}
        milestones:
          ready:
            requires:
              registered: {drop: true}
              course: {attend: initial-training-course, days: 2}
          stage-1:
            requires:
              supervision:
                supervise: [8 x 60 min, 6 x 90 min]
                instead: {attend: half-day-training, for: 1, at most: 1}
            closes: {by: assessor, reads: [written-reflection]}
          stage-2:
            title: Stage 2
            carry: true
            from: stage-1
            requires: {reflection: {document: reflection, waive: supervisor}}
        ---
    """
    found, problems = read(tmp_path, base=BASE, orkney=orkney)
    assert problems == []
    pathway = found["orkney"]
    ready, stage_1, stage_2 = pathway.milestones
    assert (pathway.approach, pathway.apart, pathway.shares) == ("vig", Apart.PATHWAY, False)
    assert "accredits no one" in pathway.about
    assert [each.verb for each in ready.requires] == [Attend(course="initial-training-course", days=2)]
    cycles, supervision = stage_1.requires
    assert (cycles.need, supervision.from_) == (6, None)
    assert supervision.verb == Supervise(
        packings=(Packing(sessions=8, minutes=60), Packing(sessions=6, minutes=90))
    )
    assert supervision.instead == Instead(verb=Attend(course="half-day-training"))
    assert stage_1.closes is not None
    assert (stage_1.closes.meeting, stage_1.closes.reads) == ("", ("written-reflection",))
    assert (stage_2.carry, stage_2.requires[0].waive) == (True, Closer.SUPERVISOR)
    assert found["base"].milestones[0].requires[0].id == "registered"


def test_a_milestone_can_be_dropped(tmp_path: Path) -> None:
    found, problems = read(
        tmp_path,
        base=BASE,
        short="---\ntitle: S\nextends: base\nmilestones: {stage-1: {drop: true}}\n---",
        same="---\ntitle: Same\nextends: short\n---",
    )
    assert problems == []
    assert [each.id for each in found["short"].milestones] == ["ready"]
    assert found["same"].milestones == found["short"].milestones


def test_the_phrases_of_further_ladders_are_read(tmp_path: Path) -> None:
    page = """
        ---
        title: Phrases
        milestones:
          practice:
            title: Practice
            requires:
              clients: {distinct: client, min: 6}
              supervision: {total: supervision, norm: 15 h, where: {setting: individual}}
              supervised-before: {before: visit}
              cases: {distinct: case, of: intervention, min: 2, each: 3}
              each-case: {cover: case}
              sessions: {count: session, min: 5, where: {evidence: [form, questionnaire], approved: true}}
              scale: {rate: six-principles, level: 3, items: [waits], by: external, last: 3}
              mine: {reach: therapist/certified, min: 4}
              either: {any: {a: {read: m}, b: {pass: q, fresh: true}}, gap: 2 weeks}
              day: {attend: day, gap: 14 days, min: 2, new: true, lasts: 2 years}
              later: {count: visit, from: practice/day}
          certified:
            title: Certified
            after: [practice]
            from: start
            requires: {check: {check: dbs}}
            lasts: 2 years
            renew: {counts: 31 December, opens: 90 days, requires: {webinar: {attend: webinar}}}
          upkeep:
            title: Upkeep
            requires: {check: {check: dbs}}
            lasts: 1 year
            renew: {counts: expiry, requires: {webinar: {attend: webinar}}}
        ---
    """
    found, problems = read(tmp_path, phrases=page)
    assert not [each for each in problems if "no page enters" not in each]
    practice, certified, upkeep = found["phrases"].milestones
    verbs = {each.id: each for each in practice.requires}
    assert verbs["supervision"].verb == Total(unit=Unit.SUPERVISION)
    assert verbs["supervision"].norm == 900
    assert verbs["cases"].verb == Distinct(facet=Facet.CASE, of=Unit.INTERVENTION, each=3)
    assert verbs["each-case"].verb == Cover(facet=Facet.CASE, of=Unit.INTERVENTION)
    assert (verbs["either"].gap, verbs["day"].lasts) == (Span(days=14), Span(months=24))
    assert certified.renew is not None
    assert (certified.renew.counts, certified.renew.opens) == (YearDay(month=12, day=31), Span(days=90))
    assert upkeep.renew is not None
    assert upkeep.renew.counts is RenewFrom.EXPIRY


@pytest.mark.parametrize(
    ("requirement", "complaint"),
    [
        ("{count: cycle, distinct: client}", "a requirement has one verb; here are two: count, distinct"),
        ("{supervise: [7 times 60]}", '"7 times 60" is not a packing: write 7 x 60 min'),
        ("{min: 3}", "a requirement needs a verb: one of read, pass, attend"),
        ("{count: cycel}", '"cycel" is not allowed here: did you mean "cycle"?'),
        ("{count: cycle, mim: 6}", 'a requirement has no key "mim": did you mean "min"?'),
        ("{count: cycle, min: six}", '"six" is not a whole number: write 6'),
        ("{total: supervision, min: 15}", '"15" is not an amount of time: write 60 min or 15 h'),
        ("{total: supervision}", '"total" needs "min:" or "norm:", such as 15 h'),
        ("{count: cycle, gap: two weeks}", '"two weeks" is not a length of time: write 14 days'),
        ("{count: cycle, fresh: true}", '"fresh" goes with read and pass'),
        ("{supervise: [7 x 60 min], min: 3}", "how many is said by the verb itself"),
        ("{read: m, min: 2}", "a module is read once and a quiz passed once"),
        ("{count: cycle, where: {modes: video}}", '"modes" is not a key to ask for here'),
        ("{read: m, where: {minutes: at least 5}}", '"minutes" is not a key to ask for here'),
        ("{count: cycle, where: {setting: at least 5}}", "only minutes are more or less"),
        ("{count: cycle, where: {setting: {a: b}}}", '"setting" is one text or a list of texts'),
        ("{count: cycle, from: ready}", 'no milestone "ready" above this one'),
        ("{count: cycle, from: m/r}", '"r" counts itself from a day in this milestone'),
        ("{count: cycle, from: m/x}", 'no requirement "m/x"'),
        ("{count: cycle, from: When ready}", '"When ready" is not a day that something was met'),
        (
            "{count: cycle, waive: boss}",
            '"boss" is not allowed here: one of supervisor, assessor, coordinator',
        ),
        ("{count: cycle, instead: {day: x}}", "a requirement needs a verb"),
        ("{any: {}}", 'a requirement needs "any:"'),
        ("[count, cycle]", "a requirement is a mapping of keys, not a list"),
    ],
)
def test_a_mistake_in_a_requirement_is_named_on_its_line(
    tmp_path: Path, requirement: str, complaint: str
) -> None:
    _, problems = read(tmp_path, wrong=rungs(f"      r: {requirement}"))
    assert len(problems) == 1, problems
    assert problems[0].startswith("wrong.md:7: ")
    assert complaint in problems[0]


def test_an_author_is_told_of_what_no_page_enters_before_a_learner_waits_for_it(tmp_path: Path) -> None:
    page = (
        "      homes: {count: visit, min: 2, where: {setting: home}}\n"
        "      tasks:\n        count: assignment\n        min: 10\n        where: {result: successful}"
    )
    _, problems = read(tmp_path, tasks=rungs(page))
    assert [each.split(" yet: ")[0] for each in problems] == [
        'tasks.md:9: warning: no page enters "assignment"',
        'tasks.md:11: warning: no page enters "result"',
    ]


@pytest.mark.parametrize(
    ("keys", "complaint"),
    [
        ("    after: [x]\n", 'no milestone "x" above this one'),
        ("    from: later\n", 'no milestone "later" above this one'),
        ("    renew: {requires: {a: {read: m}}}\n", '"renew" needs "lasts:", how long a milestone stays met'),
        (
            "    renew: {counts: yearly, requires: {a: {read: m}}}\n    lasts: 1 year\n",
            "is not when a renewal counts",
        ),
        (
            "    renew: {counts: 31 June, requires: {a: {read: m}}}\n    lasts: 1 year\n",
            "is not when a renewal counts",
        ),
        (
            "    renew: {requires: {a: {read: m, from: start}}}\n    lasts: 1 year\n",
            '"a" counts from the day the renewal opens: leave "from" out',
        ),
        (
            "    renew: {requires: {a: {count: visit, waive: supervisor}}}\n    lasts: 1 year\n",
            '"a" is done again each term: leave "waive" out',
        ),
        ("    closes: {by: nobody}\n", '"nobody" is not allowed here'),
        ("    closes: assessor\n", "what closes a milestone is a mapping of keys, not a text"),
        ("  start: {title: S, requires: {a: {read: m}}}\n", '"start" is when a learner began'),
        ("  n: {requires: {a: {read: m}}}\n", 'a milestone needs "title:"'),
        ("  n: {title: N}\n", 'a milestone needs "requires:" or "closes:"'),
        ("reading: {x: [m]}\n", 'no milestone "x"'),
    ],
)
def test_a_mistake_in_a_milestone_is_named(tmp_path: Path, keys: str, complaint: str) -> None:
    _, problems = read(tmp_path, wrong=rungs("      r: {read: m}", keys))
    assert len(problems) == 1, problems
    assert complaint in problems[0]


def test_a_renewal_may_be_given_to_what_the_other_pathway_says_lasts(tmp_path: Path) -> None:
    lasting = BASE.replace("title: Ready\n", "title: Ready\n    lasts: 1 year\n")
    renewed = "---\ntitle: O\nextends: base\nmilestones: {ready: {renew: {requires: {x: {read: m}}}}}\n---"
    found, problems = read(tmp_path, base=lasting, other=renewed)
    assert problems == []
    ready = found["other"].milestones[0]
    assert ready.renew is not None
    assert (ready.lasts, ready.renew.requires[0].id) == (Span(months=12), "x")


@pytest.mark.parametrize(
    ("page", "complaint"),
    [
        ("milestones: {stage-9: {drop: true}}", 'no milestone "stage-9" to drop: did you mean "stage-1"?'),
        ("milestones: {ready: {requires: {x: {drop: true}}}}", 'no requirement "x" to drop'),
        ("milestones: {new: {requires: {x: {read: m}}}}", 'a milestone needs "title:"'),
        (
            "milestones: {ready: {renew: {requires: {x: {read: m}}}}}",
            '"renew" needs "lasts:", how long a milestone stays met',
        ),
    ],
)
def test_a_mistake_in_what_extends_is_named(tmp_path: Path, page: str, complaint: str) -> None:
    _, problems = read(tmp_path, base=BASE, other=f"---\ntitle: O\nextends: base\n{page}\n---")
    assert len(problems) == 1, problems
    assert complaint in problems[0]


def test_pathways_that_extend_each_other_in_a_circle_are_refused(tmp_path: Path) -> None:
    found, problems = read(
        tmp_path,
        one="---\ntitle: One\nextends: two\n---",
        two="---\ntitle: Two\nextends: one\n---",
    )
    assert found == {}
    assert any("extends itself" in each for each in problems)


def test_a_stray_file_a_bad_name_and_an_unreadable_page_are_named(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    (tmp_path / ".hidden").write_text("x", encoding="utf-8")
    (tmp_path / "Bad Name.md").write_text("no front matter", encoding="utf-8")
    _, problems = read(tmp_path)
    assert [each.split(":")[0] for each in problems] == ["Bad Name.md", "Bad Name.md", "notes.txt"]


def test_a_folder_that_is_not_there_holds_no_pathways(tmp_path: Path) -> None:
    assert read_pathways(tmp_path / "none", Notes(Problems(), References())) == {}
