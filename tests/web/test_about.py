"""What the page on how this works and who can see what promises."""

import pytest

from elearn.domain.people import Role
from elearn.words.about import HELPER, SIGHTS, TRAINEE
from tests.web.conftest import People
from tests.web.visitor import HTML, Answer, Visitor


def said(answer: Answer, *sentences: str) -> bool:
    return all(" ".join(sentence.split()) in answer.text for sentence in sentences)


def test_a_stranger_reads_what_every_role_can_see(visitor: Visitor) -> None:
    page = visitor.get("about.how")
    assert page.status == 200
    for rows in (TRAINEE, HELPER):
        assert said(page, *(row.who for row in rows))
    for sight in SIGHTS:
        assert said(page, *sight.can, *sight.cannot)


@pytest.mark.parametrize("role", [sight.role for sight in SIGHTS])
def test_whoever_helps_learners_reads_first_what_she_herself_can_see(person: People, role: Role) -> None:
    page = person("Ruth Ames", role).visitor.get("about.how")
    assert "as you are" in page.text
    places = {sight.role: page.text.index(sight.can[0]) for sight in SIGHTS}
    assert min(places, key=lambda each: places[each]) is role
    assert places[role] < page.text.index(TRAINEE[0].who)


def test_a_trainee_reads_first_who_sees_what_she_leaves_here(person: People) -> None:
    page = person("Sam Rees", Role.TRAINEE).visitor.get("about.how")
    assert page.text.index(TRAINEE[0].who) < page.text.index(SIGHTS[0].can[0])
    assert not said(page, HELPER[0].who)


def test_a_volunteer_reads_only_what_concerns_her_and_no_jargon(person: People) -> None:
    page = person("Leah Moss", Role.PARAPROFESSIONAL).visitor.get("about.how")
    assert said(page, *(row.who for row in HELPER))
    (main,) = page.tree.iter(f"{HTML}main")
    words = "".join(main.itertext()).casefold()
    for word in ("trainee", "cycle", "evidence", "milestone", "reflection", "assessor", "pathway"):
        assert word not in words


def test_the_page_speaks_of_the_times_that_are_set(visitor: Visitor) -> None:
    assert said(visitor.get("about.how"), "after 12 hours without use", "after 30 days at the latest")
