"""Whether a clip plays, steps, stills and is marked alike by eye, by key, by hand and without any script."""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from elearn.domain.clips import Kind, Voice, Who
from tests.browser.clip_tab import open_clip
from tests.browser.test_axe import WANTED
from tests.databases import SQLiteFiles
from tests.program import program
from tests.web.clip_page import FAMILIES, Marked, posed, put_on, star

TIMES = (0.0, 3.3, 4.6, 8.1, 13.2, 19.9, 27.3, 31.4, 45.0, 57.1)
PICTURES = {
    "the-star": (star(), TIMES),
    "the-star-in-the-chair": (FAMILIES[4], TIMES[1::3]),
    "the-star-in-arms": (FAMILIES[7], TIMES[1::3]),
}
"""A clip in each setting, whose pictures at these times are kept beside this file."""
DRAW = """async times => {
  const clip = JSON.parse(document.getElementById("sheet").dataset.clip);
  const { drawing } = await import(document.getElementById("clip").dataset.figures), draw = drawing(clip);
  return times.map(t => draw(t));
}"""

OLDER = """() => {
  const ask = requestAnimationFrame;
  window.requestAnimationFrame = run => ask(ms => run(Math.min(ms, performance.now() - 20)));
}"""
"""Frames bear the time at which they began, which may be before the click they follow: here it always is."""


@pytest.fixture
def app(sqlite_supply: SQLiteFiles) -> Iterator[Flask]:
    made = program(sqlite_supply.migrated())
    yield made
    made.extensions["elearn"].database.dispose()


@pytest.fixture
def window(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    yield context
    context.close()


def marks(page: Page) -> list[str]:
    """What the form would send."""
    found: list[str] = page.evaluate("() => new FormData(document.querySelector('form')).getAll('mark')")
    return found


def test_a_picture_depends_on_the_clip_and_the_time_and_on_nothing_before(
    window: BrowserContext, app: Flask
) -> None:
    put_on(app, star())
    page, complaints = open_clip(window, app)
    forwards = page.evaluate(DRAW, TIMES)
    assert page.evaluate(DRAW, TIMES[::-1])[::-1] == forwards
    jumped = [5, 0, 9, 2, 7, 1, 8, 3, 6, 4]
    assert page.evaluate(DRAW, [TIMES[at] for at in jumped]) == [forwards[at] for at in jumped]
    assert complaints == []


@pytest.mark.parametrize("name", PICTURES)
def test_a_clip_is_drawn_as_it_was_in_every_setting(window: BrowserContext, app: Flask, name: str) -> None:
    clip, times = PICTURES[name]
    put_on(app, clip)
    page, complaints = open_clip(window, app)
    drawn = page.evaluate(DRAW, times)
    kept = json.loads(Path(__file__).with_name(f"{name}.pictures.json").read_text("utf-8"))
    changed = [
        (at, part)
        for at, picture, before in zip(times, drawn, kept, strict=True)
        for part in picture.keys() | before.keys()
        if picture.get(part) != before.get(part)
    ]
    assert changed == []
    assert complaints == []


def test_a_voice_leaves_no_trace_in_the_face_that_spoke(window: BrowserContext, app: Flask) -> None:
    clip = posed(star(), baby_face="sober")
    coo = Voice(of=Who.BABY, how="coo", words="…", lasts=Decimal(1))
    put_on(app, replace(clip, beats=(replace(clip.beats[0], voice=coo),)))
    page, _ = open_clip(window, app)
    silent, spoken, again = page.evaluate(DRAW, [5, 0.5, 5])
    assert silent["baby-mouth"] != spoken["baby-mouth"]
    assert again == silent


def test_a_clip_plays_to_its_end_though_the_first_frame_is_older_than_the_click(
    window: BrowserContext, app: Flask
) -> None:
    put_on(app, star())
    page, complaints = open_clip(window, app, "#t=59.5")
    page.evaluate(OLDER)
    for begins in ("0:59.5", "0:00.0"):
        assert page.locator("#now").inner_text() == begins
        page.get_by_role("button", name="Play").click()
        expect(page.locator("#now")).not_to_have_text(begins)
        page.locator("#seek").fill("59.8")
        page.get_by_role("button", name="Play").click()
        expect(page.locator("#play")).to_have_text("Play")
        assert page.locator("#now").inner_text() == "1:00.0"
        page.locator("#seek").fill("0")
    assert complaints == []


def test_keys_act_only_while_the_picture_has_the_focus(window: BrowserContext, app: Flask) -> None:
    put_on(app, star())
    page, complaints = open_clip(window, app)
    page.get_by_label("Elsewhere").fill("m 3 m")
    page.keyboard.type("mm3")
    page.get_by_role("button", name="Half speed").focus()
    page.keyboard.press("m")
    assert marks(page) == []
    page.locator("#stage").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "3", "m"):
        page.keyboard.press(key)
    assert marks(page) == ["2 misses"]
    page.keyboard.press("Space")
    assert page.locator("#play").inner_text() == "Pause"
    page.keyboard.press("Space")
    assert complaints == []


def test_marks_stand_in_the_order_of_their_times_lead_back_and_can_be_taken_out(
    window: BrowserContext, app: Flask
) -> None:
    put_on(app, star())
    page, complaints = open_clip(window, app, "#t=22.2")
    page.locator("#kind").select_option("misses")
    page.get_by_role("button", name="Mark this moment").click()
    page.get_by_label("Note").fill("Dele looks at the door")
    page.locator("#sheet summary").click()
    page.locator('[type=checkbox][value="4.2 initiative"]').check()
    assert marks(page) == ["4.2 initiative", "22.2 misses"]
    page.locator(".go").first.click()
    assert page.locator("#now").inner_text() == "0:04.2"
    assert page.locator("#caption").inner_text() == "Tomi: a-boo"
    page.locator(".drop").first.click()
    assert not page.locator('[type=checkbox][value="4.2 initiative"]').is_checked()
    page.get_by_role("button", name="Compare").click()
    assert page.locator("body").inner_text() == "mark=22.2 misses\nnote=Dele looks at the door"
    assert complaints == []


def test_the_same_times_are_sent_with_script_and_without(
    chromium: Browser, window: BrowserContext, app: Flask
) -> None:
    put_on(app, star(), marks=(Marked(at=Decimal("4.2"), kind=Kind.INITIATIVE),))
    page, _ = open_clip(window, app)
    page.locator("#sheet summary").click()
    page.locator('[type=checkbox][value="43 initiative"]').check()
    page.get_by_role("button", name="Compare").click()
    scripted = [line for line in page.locator("body").inner_text().splitlines() if "mark" in line]
    plain = chromium.new_context(java_script_enabled=False)
    page, _ = open_clip(plain, app)
    assert not page.locator("#stage").is_visible()
    assert page.get_by_text("Tomi studies his own fingers").is_visible()
    page.locator('[type=checkbox][value="43 initiative"]').check()
    page.get_by_role("button", name="Compare").click()
    assert (
        page.locator("body").inner_text().splitlines()
        == scripted
        == ["mark=4.2 initiative", "mark=43 initiative"]
    )
    plain.close()


def test_with_reduced_motion_nothing_moves_between_two_beats(chromium: Browser, app: Flask) -> None:
    put_on(app, star())
    context = chromium.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    page, complaints = open_clip(context, app)
    picture = page.locator("#stage svg")
    page.get_by_role("button", name="Play").click()
    page.wait_for_timeout(200)
    first = picture.screenshot()
    page.wait_for_timeout(600)
    same = picture.screenshot() == first  # told apart byte by byte, two pictures would take minutes
    assert same
    assert page.locator("#play").inner_text() == "Pause"
    page.locator("#stage").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    assert page.locator("#now").inner_text() == "0:04.2"
    assert complaints == []
    context.close()


def test_with_reduced_motion_a_mark_is_of_the_still_that_is_on_the_screen(
    chromium: Browser, app: Flask
) -> None:
    put_on(app, star())
    context = chromium.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    page, complaints = open_clip(context, app, "#t=19")
    page.get_by_role("button", name="Play").click()
    page.wait_for_timeout(300)
    still = page.locator("#now").inner_text()
    page.get_by_role("button", name="Mark this moment").click()
    assert page.locator("#moments .go").inner_text() == still
    assert complaints == []
    context.close()


def test_what_is_seen_is_described_when_asked_for(window: BrowserContext, app: Flask) -> None:
    put_on(app, star(), with_key=True)
    page, complaints = open_clip(window, app, "#t=35.5")
    assert not page.get_by_text("He sits right back and waits.").first.is_visible()
    page.get_by_role("button", name="Describe").click()
    assert page.locator("#seen").inner_text() == "He sits right back and waits."
    assert page.locator("#seen").get_attribute("aria-live") == "polite"
    assert page.locator("#why").inner_text().startswith("Repair: Dele stops")
    assert complaints == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_axe_finds_nothing_on_a_clip_and_it_fits_its_window(
    chromium: Browser, app: Flask, width: int
) -> None:
    put_on(app, FAMILIES[width % len(FAMILIES)], with_key=True)
    # axe is injected as a script, which our own policy rightly refuses; the other tests run without this.
    context = chromium.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    page, _ = open_clip(context, app)
    page.locator("#stage").focus()
    page.keyboard.press("m")
    for summary in page.locator("#clip summary").all():
        summary.click()
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        # Colours fade from one scheme to the other; with reduced motion they change at once.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        wrong = Axe().run(page, options=WANTED).response["violations"]
        assert [f"{each['id']} {each['nodes'][0]['html'][:160]}" for each in wrong] == []
    assert page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth") <= 0
    context.close()
