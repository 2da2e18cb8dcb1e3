"""Whether a film opened in its room stays there, whatever is tried, and whether what is marked in it comes out."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FrameLocator, Page, expect

from elearn import clock
from elearn.domain.people import Role
from elearn.services import accounts, people
from elearn.services.passphrases import Hasher
from elearn.services.people import Operator
from tests.browser.conftest import Open
from tests.browser.service import serving
from tests.browser.test_axe import LOOKS, WANTED
from tests.browser.test_story import WORDS, database, sign_in
from tests.browser.wire import Elsewhere, Wire, elsewhere, wired
from tests.databases import SQLiteFiles

# Four seconds of counted tenths, recorded from a canvas by Chromium's MediaRecorder (WebM, VP8).
FILM = Path(__file__).with_name("film.webm")
BYTES = FILM.read_bytes()
PIECE = BYTES[2000:2048]
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"}
# Tenths of a second that a try may take until it is heard: on a busy machine some take seconds.
PATIENCE = 150
LEAKS = Path(__file__).with_name("leaks.js").read_text("utf-8")
WAYS = f"() => {{ const ways = {LEAKS}; return [Object.keys(ways.staying), Object.keys(ways.going)]; }}"
TRY = f"""async ({{ names, leak, here, there }}) => {{
  const {{ staying, going }} = {LEAKS}, film = document.getElementById("file")?.files[0] ?? leak;
  const add = (tag, about) => document.head.appendChild(Object.assign(document.createElement(tag), about));
  for (const name of names) {{
    const way = {{ ...staying, ...going }}[name];
    try {{ Promise.resolve(way({{ leak, film, here, there, add }})).catch(() => {{}}); }} catch {{ }}
  }}
}}"""


@pytest.fixture(scope="module")
def wire() -> Iterator[Wire]:
    with wired() as found:
        yield found


@pytest.fixture
def stranger() -> Iterator[Elsewhere]:
    with elsewhere() as found:
        yield found


@pytest.fixture(scope="module")
def database_file(sqlite_supply: SQLiteFiles) -> str:
    return sqlite_supply.migrated()


@pytest.fixture(scope="module")
def service(wire: Wire, database_file: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service at the other end of the wire."""
    log = tmp_path_factory.mktemp("film-room") / "service.log"
    with serving(database_file, log, ELEARN_URL=wire.url) as behind:
        wire.to(behind)
        yield wire.url


@pytest.fixture
def sam(database_file: str) -> str:
    """The address of a trainee who has prepared nothing yet."""
    email = f"sam-{uuid4().hex}@example.org"
    with database(database_file) as found, found.writing() as session:
        _row, token = people.invite(
            session,
            Operator(),
            name="Sam Rees",
            email=email,
            roles=frozenset({Role.TRAINEE}),
            now=clock.now(),
        )
        accounts.follow_link(session, token, WORDS, WORDS, Hasher(8, 1), clock.now())
    return email


def enter(page: Page, email: str) -> None:
    page.goto("/sign-in")
    sign_in(page, email)


def open_room(page: Page, film: Path = FILM) -> FrameLocator:
    """The room, with this film in it."""
    page.goto("/practise/next-session")
    page.get_by_role("button", name="Open the film room").click()
    room = page.frame_locator("iframe")
    # Nobody can choose a film before the room's script has opened the room; Playwright could.
    expect(room.get_by_label("Your film")).to_be_visible()
    room.get_by_label("Your film").set_input_files(film)
    expect(room.get_by_role("button", name="Play")).to_be_visible()
    return room


def press(room: FrameLocator, name: str) -> None:
    """Press a button of the room with a key: a click may miss it while the page around is still being scrolled."""
    room.get_by_role("button", name=name).press("Enter")


def row(page: Page, number: int) -> list[str]:
    """One moment as the form would send it."""
    return [page.locator(f"#{name}_{number}").input_value() for name in ("time", "kind", "note")]


def test_what_is_marked_in_the_film_is_kept_with_the_preparation_and_the_film_is_known_again(
    someone: Open, sam: str, tmp_path: Path
) -> None:
    page = someone(width=390, height=844)
    enter(page, sam)
    room = open_room(page)
    press(room, "1 s on")
    expect(room.locator("#now")).to_have_text("0:01.0")
    room.get_by_label("What kind").select_option("initiative")
    room.get_by_label("What I see").fill("he looks up and she waits")
    press(room, "Mark this moment")
    expect(room.get_by_text("Marked at 0:01.0. It stands in row 1 below.")).to_be_visible()
    assert row(page, 1) == ["0:01.0", "initiative", "he looks up and she waits"]
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("It is kept, and only you can see it.")).to_be_visible()
    expect(page.get_by_text("he looks up and she waits")).to_be_visible()

    room = open_room(page)
    expect(room.get_by_text("This is the film that you marked last.")).to_be_visible()
    press(room, "0:01.0")
    expect(room.locator("#now")).to_have_text("0:01.0")
    other = tmp_path / "other.webm"
    other.write_bytes(BYTES.replace(b"Chrome", b"Chromf"))
    assert (other.stat().st_size, other.read_bytes()) != (len(BYTES), BYTES)
    room.get_by_label("Your film").set_input_files(other)
    expect(room.get_by_text("This looks like another film")).to_be_visible()


def test_three_moments_are_enough_and_a_row_that_is_emptied_takes_another(someone: Open, sam: str) -> None:
    page = someone()
    enter(page, sam)
    room = open_room(page)
    for number in (1, 2, 3):
        press(room, "Mark this moment")
        expect(room.get_by_text(f"It stands in row {number} below.")).to_be_visible()
    press(room, "Mark this moment")
    expect(room.get_by_text("Empty a row below to mark another.")).to_be_visible()
    page.locator("#time_2").fill("")
    press(room, "1 s on")
    expect(room.locator("#now")).to_have_text("0:01.0")
    press(room, "Mark this moment")
    expect(room.get_by_text("It stands in row 2 below.")).to_be_visible()
    assert [row(page, number)[0] for number in (1, 2, 3)] == ["0:00.0", "0:01.0", "0:00.0"]


def test_keys_act_only_while_the_film_has_the_focus(someone: Open, sam: str) -> None:
    page = someone()
    enter(page, sam)
    room = open_room(page)
    room.get_by_label("What I see").fill("")
    page.keyboard.type("mm")
    page.locator("#note_3").focus()
    page.keyboard.type("m")
    assert row(page, 1) == ["", "", ""]
    room.locator("#stage").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "m"):
        page.keyboard.press(key)
    expect(page.locator("#time_1")).to_have_value("0:01.0")
    assert row(page, 1) == ["0:01.0", "", "mm"]
    page.keyboard.press("Space")
    expect(room.get_by_role("button", name="Pause")).to_be_visible()
    page.keyboard.press("Space")
    expect(room.get_by_role("button", name="Play")).to_be_visible()


def test_only_the_room_is_listened_to_and_only_to_a_moment(someone: Open, sam: str) -> None:
    page = someone()
    enter(page, sam)
    room = open_room(page)
    film = {"size": 1, "duration": 1, "salt": "", "hash": ""}
    good = {"time": 2.04, "kind": "", "note": ""}
    page.evaluate("sent => postMessage(sent, '*')", {"moment": good, "film": film})
    bad = [
        {"time": "2"},
        {"time": -1},
        {"time": 60_000},
        {"kind": "cat"},
        {"note": "x" * 201},
        {"note": None},
    ]
    messages: list[Any] = [{"moment": good | each, "film": film} for each in bad]
    messages += [{"moment": good, "film": film | {"salt": "x" * 33}}, {"moment": good}, None, 7, "<b>"]
    frame = page.frames[1]
    for each in messages:
        frame.evaluate("sent => parent.postMessage(sent, '*')", each)
    assert [row(page, number) for number in (1, 2, 3)] == [["", "", ""]] * 3
    frame.evaluate("sent => parent.postMessage(sent, '*')", {"moment": good, "film": film})
    expect(page.locator("#time_1")).to_have_value("0:02.0")
    expect(room.get_by_text("Marked at 0:02.0")).to_be_visible()


@pytest.mark.parametrize("look", [*LOOKS, PHONE], ids=["small and dark", "wide and light", "a phone"])
def test_axe_finds_nothing_in_a_room_with_a_film_nor_around_it(
    chromium: Browser, service: str, sam: str, look: dict[str, Any]
) -> None:
    context = chromium.new_context(base_url=service, bypass_csp=True, **look)
    page = context.new_page()
    enter(page, sam)
    room = open_room(page)
    press(room, "Mark this moment")
    expect(room.get_by_text("It stands in row 1 below.")).to_be_visible()
    for place in (page, page.frames[1]):
        found = Axe().run(place, options=WANTED).response["violations"]  # type: ignore[arg-type]  # a frame runs scripts as a page does
        assert not found
        assert place.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


def attempt(place: Any, names: list[str], wire: Wire, stranger: Elsewhere) -> None:
    """Try these ways of sending the film from a page or a frame, and wait until they have had their time."""
    about = {"names": names, "leak": PIECE.hex(), "here": wire.url, "there": f"127.0.0.1:{stranger.port}"}
    place.evaluate(TRY, about)


def carries(sent: bytes) -> bool:
    """Whether a piece of the film is in it, as it is or in letters."""
    letters = {base64.b64encode(PIECE[shift:])[4:-4] for shift in range(3)}
    return any(each in sent for each in {PIECE, PIECE.hex().encode(), *letters})


def test_no_byte_of_the_film_leaves_its_room_whatever_is_tried(
    chromium: Browser, service: str, sam: str, wire: Wire, stranger: Elsewhere
) -> None:
    context = chromium.new_context(base_url=service, accept_downloads=True)
    context.set_default_timeout(15_000)
    page = context.new_page()
    enter(page, sam)
    open_room(page)
    staying, going = page.evaluate(WAYS)
    wire.forget()
    attempt(page.frames[1], staying, wire, stranger)
    page.wait_for_timeout(1500)
    assert (wire.requests, carries(wire.sent), stranger.heard()) == ([], False, set())
    for way in going:
        open_room(page)
        wire.forget()
        attempt(page.frames[1], [way], wire, stranger)
        page.wait_for_timeout(500)
        assert (way, wire.requests, carries(wire.sent), stranger.heard()) == (way, [], False, set())
        assert page.url.endswith("/practise/next-session")

    # What is marked is sent, and nothing beside it.
    room = open_room(page)
    wire.forget()
    room.get_by_label("What I see").fill("she waits")
    press(room, "Mark this moment")
    expect(room.get_by_text("It stands in row 1 below.")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("It is kept, and only you can see it.")).to_be_visible()
    assert sorted(wire.requests) == ["GET /practise/agenda", "POST /practise/next-session"]
    assert b"she waits" in wire.sent
    assert not carries(wire.sent)
    kept = page.evaluate("() => Object.values(localStorage).flatMap(each => Object.values(JSON.parse(each)))")
    assert len(kept) == 4
    assert not [each for each in kept if str(each).encode() in wire.sent]
    context.close()


def test_the_same_ways_are_heard_where_nothing_is_closed(
    chromium: Browser, wire: Wire, stranger: Elsewhere, service: str
) -> None:
    """A wire that hears nothing would prove nothing: from a page without any policy the tries arrive."""
    context = chromium.new_context(base_url=service)
    context.route(
        "**/bare", lambda route: route.fulfill(content_type="text/html", body="<title>Bare</title>")
    )

    def bare() -> Page:
        """A page of its own: where one has been taken along, its going may still be under way.

        None is closed alone: Chromium may wait without end for a page that is just becoming a page of its own
        about an error.
        """
        page = context.new_page()
        page.goto("/bare")
        return page

    page = bare()
    staying, going = page.evaluate(WAYS)
    wire.forget()
    attempt(page, staying, wire, stranger)
    addresses = {"fetch", "xhr", "beacon", "events", "image", "video", "font", "prefetch"}
    addresses |= {"app", "ping", "worker", "window", "form-window", "film-room", "download"}
    letters: set[str] = set()
    for _each in range(PATIENCE):
        page.wait_for_timeout(100)
        letters |= stranger.heard()
        heard = {re.split(r"[?.]", each.rpartition("/")[2])[0] for each in wire.requests}
        if heard >= addresses and "letter" in letters and carries(wire.sent):
            break
    assert heard >= addresses
    assert "letter" in letters
    assert carries(wire.sent)
    for way in going:
        page = bare()
        wire.forget()
        attempt(page, [way], wire, stranger)
        came = False
        for _each in range(PATIENCE):
            page.wait_for_timeout(100)
            came = stranger.heard() == {"call"} if way == "a stranger" else bool(wire.requests)
            if came:
                break
        assert came, way
    context.close()
