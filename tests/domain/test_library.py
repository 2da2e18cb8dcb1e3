"""Without these the catalogue might add up its minutes wrongly, or not find what is in it."""

from dataclasses import replace
from datetime import date

from elearn.domain.addresses import Address
from elearn.domain.library import Catalogue, Lesson, Level, Module, Objective, Source, Term
from elearn.domain.pathways import (
    Count,
    Milestone,
    Pass,
    Pathway,
    Read,
    Reading,
    Requirement,
    Unit,
    Verb,
)
from elearn.domain.people import Role


def lesson(lesson_id: str, number: int, claims: tuple[str, ...]) -> Lesson:
    return Lesson(
        id=lesson_id,
        module="care",
        number=number,
        title=lesson_id.title(),
        minutes=number + 4,
        objectives=("see",),
        html="",
        written="",
        words=100 * number,
        claims=claims,
    )


MODULE = Module(
    id="care",
    title="Care",
    summary="What care is.",
    level=Level.PRACTITIONER,
    audience=(Role.TRAINEE,),
    revised=date(2026, 11, 22),
    objectives=(Objective(id="see", text="See."),),
    lessons=(lesson("first", 1, ("a", "b")), lesson("second", 2, ("b", "c"))),
    html="",
)
CATALOGUE = Catalogue(modules={"care": MODULE})


def test_a_module_is_as_long_as_its_lessons_and_cites_each_claim_once() -> None:
    assert (MODULE.minutes, MODULE.words) == (11, 300)
    assert MODULE.claims == ("a", "b", "c")


def test_a_lesson_is_found_by_its_address_or_not_at_all() -> None:
    found = CATALOGUE.lesson("care", "second")
    assert found is MODULE.lesson("second")
    assert found is not None
    assert found.address == Address(module="care", lesson="second")
    assert CATALOGUE.lesson("care", "third") is None
    assert CATALOGUE.lesson("elsewhere", "second") is None


def test_modules_are_listed_as_the_fullest_pathway_comes_to_them_and_then_by_name() -> None:
    short = Pathway(id="a", title="A", milestones=(milestone("m", Read(module="watching")),))
    full = Pathway(
        id="z",
        title="Z",
        milestones=(milestone("m", Pass(quiz="talking"), Count(unit=Unit.CYCLE)), milestone("n")),
        reading=(
            Reading(milestone="m", modules=("care", "gone")),
            Reading(milestone="n", modules=("talking",)),
        ),
    )
    modules = {name: replace(MODULE, id=name) for name in ("apart", "care", "talking", "watching")}
    listed = Catalogue(modules=modules, pathways={"a": short, "z": full}).in_order
    assert [each.id for each in listed] == ["talking", "care", "watching", "apart"]
    assert full.asked_to_pass == ("talking",)


def milestone(id_: str, *verbs: Verb) -> Milestone:
    requires = tuple(Requirement(id=f"r{n}", verb=verb) for n, verb in enumerate(verbs))
    return Milestone(id=id_, title=id_, requires=requires)


def test_a_claim_knows_where_it_is_taught() -> None:
    assert [each.id for each in CATALOGUE.taught("b")] == ["first", "second"]
    assert CATALOGUE.taught("z") == ()


def test_a_source_leads_to_its_doi_where_it_has_one() -> None:
    page = Source(id="page", kind="webpage", title="Page", issued="2011-02", url="https://example.org/")
    assert (page.year, page.link) == ("2011", "https://example.org/")
    assert replace(page, doi="10.1/x").link == "https://doi.org/10.1/x"
    assert replace(page, issued="").year == ""


def test_a_term_is_read_without_its_hyphens_unless_it_is_spelt_with_them() -> None:
    assert Term(id="helping-question", means="…").name == "helping question"
    assert Term(id="meta-analysis", means="…", spelt="meta-analysis").name == "meta-analysis"
