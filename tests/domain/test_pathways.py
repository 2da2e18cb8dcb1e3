"""Without these a ladder that says only what is different from another could lose a rung on the way."""

from datetime import date

from elearn.domain.extending import MilestoneChange, extend
from elearn.domain.milestones import judge
from elearn.domain.pathways import START, Anchor, Count, Milestone, Pathway, Read, Requirement, Unit
from elearn.domain.reasons import Status
from tests.domain.histories import event, life, line, one, shipped

VISITS = Requirement(id="visits", verb=Count(unit=Unit.VISIT), at_least=2)
BOOK = Requirement(id="book", verb=Read(module="m"))
BASE = Pathway(
    id="base",
    title="Base",
    approach="vig",
    milestones=(
        Milestone(id="a", title="A", requires=(VISITS, BOOK)),
        Milestone(id="b", title="B", requires=(VISITS,)),
    ),
)
MORE = Requirement(id="visits", verb=Count(unit=Unit.VISIT), at_least=9)


def test_what_is_given_replaces_and_the_rest_stays() -> None:
    change = MilestoneChange(id="a", given={"carry": True}, requires=(MORE,), dropped=frozenset({"book"}))
    found = extend(BASE, {"id": "new", "title": "New"}, (change,))
    assert (found.id, found.title, found.approach) == ("new", "New", "vig")
    assert found.milestones[0] == Milestone(id="a", title="A", requires=(MORE,), carry=True)
    assert found.milestones[1] == BASE.milestones[1]


def test_a_new_requirement_and_a_new_milestone_come_last_and_a_dropped_one_goes() -> None:
    extra = Requirement(id="extra", verb=Read(module="x"))
    changes = (
        MilestoneChange(id="a", given={}, requires=(extra,)),
        MilestoneChange(id="b", given={}, drop=True),
        MilestoneChange(id="c", given={"title": "C"}, requires=(BOOK,)),
        MilestoneChange(id="d", given={}, drop=True),
    )
    found = extend(BASE, {}, changes)
    assert [each.id for each in found.milestones] == ["a", "c"]
    assert [each.id for each in found.milestones[0].requires] == ["visits", "book", "extra"]


def test_a_milestone_counts_from_and_closes_after_the_one_above_unless_it_says_otherwise() -> None:
    first, second = BASE.milestones
    assert (BASE.counts_from(first), BASE.closes_after(first)) == (None, ())
    assert (BASE.counts_from(second), BASE.closes_after(second)) == (Anchor(milestone="a"), ("a",))
    free = Milestone(id="c", title="C", from_=START, after=())
    assert (BASE.counts_from(free), BASE.closes_after(free)) == (START, ())
    assert BASE.milestone("nowhere") is None


def test_a_ladder_that_hangs_on_nothing_or_on_itself_never_opens() -> None:
    lost = Requirement(id="lost", verb=Count(unit=Unit.VISIT), from_=Anchor(milestone="gone"))
    ring = Requirement(
        id="ring", verb=Count(unit=Unit.VISIT), from_=Anchor(milestone="m", requirement="ring")
    )
    pathway = Pathway(
        id="p",
        title="P",
        milestones=(
            Milestone(id="m", title="M", requires=(lost, ring)),
            Milestone(id="n", title="N", from_=Anchor(milestone="n")),
            Milestone(id="o", title="O", from_=Anchor(milestone="m", requirement="none")),
        ),
    )
    evidence = life(event("visit", "v", "2025-01-02", client="A"))
    found = judge(pathway, evidence, date(2025, 2, 1))
    assert [each.status for each in found.milestones] == [Status.TO_DO, Status.NOT_OPEN, Status.NOT_OPEN]
    assert all(each.have == 0 for each in found.milestones[0].requirements)


def test_a_finding_says_how_many_are_missing() -> None:
    found = line(
        one("{count: visit, min: 3}"), life(event("visit", "v", "2025-01-02", client="A")), "2025-02-01"
    )
    assert (found.have, found.need, found.missing) == (1, 3, 2)


def test_the_three_stages_ask_for_what_the_training_page_says() -> None:
    vig = shipped()["vig-practitioner"]
    asked = [
        [(each.id, each.need) for each in stage.requires if each.id in ("cycles", "clients")]
        for stage in vig.milestones[1:]
    ]
    assert asked == [
        [("cycles", 6), ("clients", 2)],
        [("cycles", 9), ("clients", 3)],
        [("cycles", 12), ("clients", 3)],
    ]
