"""Who gets in where: every address, as every one of the demo's people, with what is there and with what is not."""

import hashlib
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import MetaData, select

from elearn.web import create_app, gate
from tests.databases import SQLiteFiles
from tests.program import program
from tests.web import places
from tests.web.places import EVERYONE, World
from tests.web.visitor import Visitor

UNSAFE_LEFT_OUT = {"account.sign_out"}
"""Sending these as everybody would sign everybody out."""
FOUND = {200, 303, 400, 409, 422}


@pytest.fixture(scope="module")
def app(sqlite_supply: SQLiteFiles) -> Iterator[Flask]:
    made = program(sqlite_supply.migrated())
    yield made
    made.extensions["elearn"].database.dispose()


@pytest.fixture(scope="module")
def world(app: Flask) -> World:
    return places.load(app)


@pytest.fixture(scope="module")
def visitors(app: Flask, world: World) -> dict[str, Visitor]:
    found = {name: Visitor(app) for name in sorted(EVERYONE)}
    for name, visitor in found.items():
        assert visitor.sign_in(f"{name}@demo.example", places.PASSPHRASE).status == 303
    return found


def test_every_page_says_what_it_is_for(app: Flask) -> None:
    silent = [name for name in app.view_functions if name != "static" and gate.declared(app, name) is None]
    assert not silent


def test_every_address_is_on_the_list(app: Flask, world: World) -> None:
    wanted = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST"}
        if rule.endpoint != "static" and rule.endpoint not in UNSAFE_LEFT_OUT
    }
    listed = {(place.endpoint, place.method) for place in world.places}
    # A page with a form is walked by its GET; its POST, without the form's fields, by the walk below.
    forms = {(endpoint, "POST") for endpoint, method in listed if method == "GET"}
    assert not wanted - listed - forms


def test_a_page_that_declares_nothing_is_refused(app: Flask, visitors: dict[str, Visitor]) -> None:
    bare = create_app(app.extensions["elearn"].config)
    bare.add_url_rule("/bare", "bare", lambda: "secret")
    visitor = Visitor(bare)
    visitor.client._cookies = visitors["cora"].client._cookies
    assert visitor.open("/bare").status == 404
    bare.extensions["elearn"].database.dispose()


def test_nobody_gets_in_without_signing_in(app: Flask, world: World) -> None:
    stranger = Visitor(app)
    for place in world.places:
        path = stranger.address(place.endpoint, **place.where)
        answer = stranger.send(path) if place.method == "POST" else stranger.open(path)
        if gate.declared(app, place.endpoint) == gate.PUBLIC:
            assert answer.status in FOUND
        else:
            assert (answer.status, answer.location) == (303, "/sign-in"), place.endpoint


@pytest.mark.parametrize("name", sorted(EVERYONE))
def test_each_person_finds_what_is_hers_and_nothing_else(
    name: str, world: World, visitors: dict[str, Visitor]
) -> None:
    visitor = visitors[name]
    for place in world.places:
        if place.method == "GET":
            answer = visitor.get(place.endpoint, **place.where)
            assert (answer.status in FOUND) == (name in place.who), (place, answer.status)


@pytest.mark.parametrize("name", sorted(EVERYONE))
def test_what_is_not_hers_is_not_changed_by_sending_either(
    name: str, world: World, visitors: dict[str, Visitor]
) -> None:
    visitor = visitors[name]
    for place in world.places:
        if name not in place.who and gate.declared(visitor.app, place.endpoint) != gate.PUBLIC:
            answer = visitor.post(place.endpoint, **place.where)
            assert answer.status in {404, 405}, (place, answer.status)


def test_what_is_not_there_looks_like_what_is_not_hers(world: World, visitors: dict[str, Visitor]) -> None:
    for place in world.places:
        if place.lost is None:
            continue
        bodies = set()
        for name in sorted(place.who | {"tess"}):
            path = visitors[name].address(place.endpoint, **place.lost)
            answer = visitors[name].send(path) if place.method == "POST" else visitors[name].open(path)
            assert answer.status == 404, (place, name, answer.status)
            bodies.add(answer.main)
        assert len(bodies) == 1, place


def test_opening_any_page_changes_nothing(app: Flask, world: World, visitors: dict[str, Visitor]) -> None:
    before = digest(app)
    for place in world.places:
        if place.method == "GET":
            for name in sorted(place.who):
                visitors[name].get(place.endpoint, **place.where)
    assert digest(app) == before


def digest(app: Flask) -> str:
    """A digest of every row of every table but for the stamp that opening a page may move."""
    engine = app.extensions["elearn"].database.engine
    tables = MetaData()
    found = hashlib.sha256()
    with engine.connect() as connection:
        tables.reflect(connection)
        for table in tables.sorted_tables:
            columns = [column for column in table.c if column.name != "last_seen_at"]
            rows = sorted(repr(tuple(row)) for row in connection.execute(select(*columns)))
            found.update(f"{table.name}{rows}".encode())
    return found.hexdigest()
