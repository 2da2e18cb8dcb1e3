"""`python -m tests.browser.clip_sheets`: sheets of every clip and of skins and heads into docs/clips/, to be looked at.

With names of clips behind it, only theirs are drawn; with `--pictures` it keeps, instead, the pictures that the tests
hold `draw` against. `--wordless FOLDER` is for a reader who does not know the clips: larger sheets without times, under
letters that chance has dealt, and which is which in `letters.json` there, which is opened last.
"""

import json
import random
import string
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flask import Flask, render_template_string
from markupsafe import escape
from playwright.sync_api import Page, sync_playwright

from elearn.domain.clips import VOICES, Clip, Kind, Moment
from elearn.web.clips import drawn
from tests import machine
from tests.browser.clip_tab import open_clip
from tests.browser.test_clips import DRAW, PICTURES, TIMES
from tests.databases import SQLiteFiles
from tests.program import program
from tests.web.clip_page import FAMILIES, posed, put_on, star

DOCS = Path(__file__).parents[2] / "docs" / "clips"
FRAMES = 12
BEGUN = 0.9
"""Seconds into what is to be seen: a look has arrived by then, a hand or a lean nearly, and a nod is down."""
TURNS = (Kind.MISSES, Kind.RUPTURE, Kind.REPAIR)
"""What turns a story: without a frame of it nobody could tell one."""
SCENE = """{% from "clips/scene.html" import scene %}
{% set stage = staged(clip) %}{{ scene(clip, stage.adult, stage.baby) }}"""
SHEET = """<!doctype html><meta charset="utf-8"><style>body{margin:0;font:15px sans-serif;background:#fff}
#sheet{display:grid;grid-template-columns:repeat(COLUMNS,WIDTHpx);gap:8px;padding:8px;width:max-content}
svg{display:block;width:100%;border-radius:6px}p{margin:.2em .3em}</style><div id="sheet">"""

Cell = tuple[Clip, float, str]
"""A clip, a time in it, and what is written below."""


def frames(clip: Clip) -> list[Cell]:
    """Twelve frames of a clip: first whatever its key looks for, then even steps of what lies between."""
    times: list[float] = []
    unseen = list(clip.needed)
    while unseen and len(times) < FRAMES:
        at = max(
            (best_seen(clip, moment) for moment in unseen), key=lambda at: worth(clip, unseen, times, at)
        )
        times.append(at)
        unseen = [moment for moment in unseen if not shown(clip, moment, at)]
    between = [at for at in settled(clip) if at not in times]
    while len(times) < FRAMES:
        times.append(max(between, key=lambda at: apart(times, at)))
    return [
        (clip, at, f"{number}. {at // 60:.0f}:{at % 60:04.1f}") for number, at in enumerate(sorted(times), 1)
    ]


def best_seen(clip: Clip, moment: Moment) -> float:
    """When a moment is best seen: while its voice sounds; where it has none, once all that shows it has changed.

    What is missed is seen at its own time: later the baby has given it up.
    """
    at, ends = float(moment.at), float(moment.window.ends)
    heard = [beat for beat in clip.beats if beat.voice and VOICES[beat.voice.of] in moment.shows]
    for voice, begins in ((beat.voice, beat.at) for beat in heard):
        if voice and begins <= moment.at <= begins + voice.lasts:
            return min(at + BEGUN, float(begins + voice.lasts) - 0.25, ends)
    changes = [beat for beat in clip.beats if beat.changes.keys() & set(moment.shows)]
    later = [float(beat.at) for beat in changes if at <= beat.at and float(beat.at) + BEGUN <= ends]
    return min(max([at, *([] if moment.kind is Kind.MISSES else later)]) + BEGUN, ends)


def shown(clip: Clip, moment: Moment, at: float) -> bool:
    """Whether a still of that time shows the moment: within its window, and not before it is there to be seen."""
    return min(float(moment.at), best_seen(clip, moment)) <= at <= float(moment.window.ends)


def worth(clip: Clip, unseen: Sequence[Moment], times: Sequence[float], at: float) -> tuple[float, float]:
    """How much a frame would add: the turns of the story before all, then the kinds that have fewest frames."""
    left, all_of = Counter(moment.kind for moment in unseen), Counter(moment.kind for moment in clip.needed)
    added = (moment.kind for moment in unseen if shown(clip, moment, at))
    return sum(left[kind] / all_of[kind] + 2 * (kind in TURNS) for kind in added), apart(times, at)


def apart(times: Sequence[float], at: float) -> float:
    """How many seconds lie between a time and the nearest of others."""
    return min((abs(at - other) for other in times), default=0.0)


def settled(clip: Clip) -> list[float]:
    """The settled middle of every beat."""
    ends = [*(float(beat.at) for beat in clip.beats[1:]), float(clip.length)]
    return [min(float(beat.at) + 1.2, end - 0.05) for beat, end in zip(clip.beats, ends, strict=True)]


def families() -> list[Cell]:
    """Every family of the tests, glad, called upon, and worried."""
    faces = (("smile", "smile"), ("asking", "listening"), ("upset", "concerned"))
    return [
        (
            posed(clip, baby_face=baby, adult_face=adult, baby_gaze="adult"),
            0.0,
            f"{clip.adult.skin}, {clip.adult.head}",
        )
        for clip in FAMILIES
        for baby, adult in faces
    ]


def photograph(
    page: Page, app: Flask, cells: Iterable[Cell], columns: int, file: Path, width: int = 420
) -> None:
    """One sheet of pictures as a PNG, each `width` pixels wide before the scale of the tab."""
    html = [SHEET.replace("COLUMNS", str(columns)).replace("WIDTH", str(width))]
    shown = list(cells)
    with app.test_request_context():
        for clip, _, words in shown:
            html.append(f"<div>{render_template_string(SCENE, clip=clip)}<p>{escape(words)}</p></div>")
    page.evaluate("html => { document.open(); document.write(html); document.close(); }", "".join(html))
    page.evaluate(
        """async ([address, cells]) => {
          const { drawing, named, paint } = await import(address);
          document.querySelectorAll("svg").forEach((svg, i) => paint(named(svg), drawing(cells[i][0])(cells[i][1])));
        }""",
        ["/static/clips/figures.js", [[drawn(clip), at] for clip, at, _ in shown]],
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    page.locator("#sheet").screenshot(path=file)
    sys.stdout.write(f"{file.name}: {file.stat().st_size // 1024} KB\n")


@contextmanager
def studio() -> Iterator[tuple[Page, Flask]]:
    """A tab on the page of a clip, and the application behind it."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        app = program(SQLiteFiles(Path(scratch)).migrated())
        put_on(app, star())
        browser = playwright.chromium.launch(executable_path=machine.browser(), args=["--no-sandbox"])
        # The sheets carry a style of their own, which our policy rightly refuses.
        context = browser.new_context(device_scale_factor=0.75, bypass_csp=True)
        yield open_clip(context, app)[0], app
        browser.close()


def wordless(page: Page, app: Flask, clips: Sequence[Clip], folder: Path) -> None:
    """Two sheets a clip, six frames each, that tell neither which clip it is nor when a frame was."""
    dealt = dict(zip(string.ascii_uppercase, random.sample(clips, len(clips)), strict=False))
    for letter, clip in dealt.items():
        bare = [(clip, at, "") for _, at, _ in frames(clip)]
        photograph(page, app, bare[:6], 2, folder / f"{letter}1.png", 800)
        photograph(page, app, bare[6:], 2, folder / f"{letter}2.png", 800)
    told = {letter: [clip.id, *(at for _, at, _ in frames(clip))] for letter, clip in dealt.items()}
    (folder / "letters.json").write_text(json.dumps(told), "utf-8")


def main(*words: str) -> None:
    """All the sheets, or the pictures for the tests."""
    with studio() as (page, app):
        if "--pictures" in words:
            PICTURES.write_text(json.dumps(page.evaluate(DRAW, TIMES), indent=1) + "\n", "utf-8")
            return
        clips = app.extensions["elearn"].catalogue.clips
        if words and words[0] == "--wordless":
            wordless(page, app, [*clips.values()], Path(words[1]))
            return
        if not words:
            photograph(page, app, families(), 3, DOCS / "families.png")
        for clip in [clips[name] for name in words] or clips.values():
            photograph(page, app, frames(clip), 3, DOCS / f"{clip.id}.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
