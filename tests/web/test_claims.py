"""What the pages of the evidence promise."""

from typing import Any

import pytest
from flask import Flask

from elearn.domain.library import Catalogue
from elearn.domain.people import Role
from tests.web.conftest import Known, People


def catalogue(app: Flask) -> Catalogue:
    found: Catalogue = app.extensions["elearn"].catalogue
    return found


@pytest.fixture
def sam(person: People) -> Known:
    return person("Sam Rees", Role.TRAINEE)


def found(app: Flask, sam: Known, **asked: Any) -> set[str]:
    page = sam.visitor.get("claims.index", **asked)
    links = {link.removeprefix("/claims/") for link in page.links() if link.startswith("/claims/")}
    assert links <= set(catalogue(app).claims)
    return links


def test_all_of_it_is_every_claim_with_its_standing_age_and_lessons(app: Flask, sam: Known) -> None:
    assert found(app, sam, all="1") == set(catalogue(app).claims)
    page = sam.visitor.get("claims.index", all="1")
    for said in ("Checked", "Corrected", "Contested", "looked at on 22 November 2026", "Taught in"):
        assert said in page.main
    assert len(page.queries) <= 1


def test_an_empty_form_offers_topics_and_programmes_and_their_links_find_something(
    app: Flask, sam: Known
) -> None:
    front = sam.visitor.get("claims.index")
    ways = [link for link in front.links() if link.startswith("/evidence?") and "all=" not in link]
    assert len(ways) > 10
    assert found(app, sam) == set()
    for way in ways:
        assert "/claims/" in " ".join(sam.visitor.open(way).links()), way


def test_a_programme_a_topic_and_a_standing_narrow_what_is_found(app: Flask, sam: Known) -> None:
    claims = catalogue(app).claims.values()
    vipp = {claim.id for claim in claims if "vipp" in claim.about}
    assert found(app, sam, programme="vipp") == vipp
    corrected = {claim.id for claim in claims if claim.id in vipp and claim.status.value == "corrected"}
    assert found(app, sam, programme="vipp", status="corrected") == corrected
    topic = {claim.id for claim in claims if claim.topic == "sensitivity"}
    assert found(app, sam, topic="sensitivity") == topic


def test_words_find_statements_and_authors_and_stay_in_the_form(app: Flask, sam: Known) -> None:
    assert "sensitivity-four-parts" in found(app, sam, words="four parts")
    page = sam.visitor.get("claims.index", words="O'Hara <b>", topic="sensitivity", status="contested")
    assert page.value("words") == "O'Hara <b>"
    assert page.value("topic") == "sensitivity"
    assert page.value("status") == "contested"
    assert "Nothing found" in page.main


def test_what_is_not_offered_is_passed_over(sam: Known) -> None:
    page = sam.visitor.get("claims.index", topic="none", programme="none", status="none")
    assert "By topic" in page.main


def test_each_point_of_the_2011_review_has_its_verdict_and_its_claims(app: Flask, sam: Known) -> None:
    page = sam.visitor.get("claims.since_2011")
    rows = catalogue(app).errata
    assert all(f"Point {row} " in page.main for row in rows)
    linked = {link.removeprefix("/claims/") for link in page.links() if link.startswith("/claims/")}
    assert linked == {claim for row in rows.values() for claim in row.claims}
    assert "The 2011 review said:" in page.main


def test_the_evidence_is_found_from_the_shelf_and_from_a_claim(sam: Known) -> None:
    assert "/evidence" in sam.visitor.get("library.shelf").links()
    assert "/evidence" in sam.visitor.get("library.claim", claim="sensitivity-four-parts").links()
    assert "/evidence/since-2011" in sam.visitor.get("claims.index").links()
