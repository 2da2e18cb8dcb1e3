"""Without this file the look could grow heavy, grey or unreadable one small change at a time."""

import gzip
import re
from itertools import product
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "elearn" / "web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
COMPONENTS = sorted((WEB / "templates" / "components").glob("*.html"))
CSS = (WEB / "static" / "app.css").read_text(encoding="utf-8")
RULES = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
MODES = ("light", "dark")

_COLOUR = re.compile(r"--([\w-]+):\s*(?:light-dark\((#\w+), (#\w+)\)|(#\w+));")
_LAYERS = {"reset", "base", "layout", "parts", "states"}


def palette() -> dict[str, dict[str, str]]:
    """Every colour of the stylesheet by its name, in each mode; the first word on a colour is the one that counts."""
    colours: dict[str, dict[str, str]] = {}
    for name, light, dark, both in _COLOUR.findall(RULES.partition("@supports not")[0]):
        colours[name] = {"light": light or both, "dark": dark or both}
    return colours


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def named_together() -> set[tuple[str, str]]:
    """Text and ground that one rule sets at once: these pairs are read off the stylesheet itself."""
    pairs = set()
    for body in re.findall(r"\{([^{}]*)\}", RULES):
        text = re.search(r"(?<![\w-])color: var\(--([\w-]+)\)", body)
        ground = re.search(r"background(?:-color)?: var\(--([\w-]+)\)", body)
        if text and ground:
            pairs.add((text[1], ground[1]))
    return pairs


PALETTE = palette()
TEXT = (
    named_together()
    | set(product(("ink", "ink-2", "leaf", "amber", "rose"), ("paper", "card", "sunk")))
    | set(product(("ink", "ink-2", "leaf"), ("mist", "clay-bg", "amber-bg")))
    | {("on-leaf", "leaf"), ("on-leaf", "leaf-2"), ("clay", "clay-bg"), ("night", "sun"), ("amber", "mist")}
)
EDGES = set(product(("edge", "leaf", "rose", "amber"), ("paper", "card"))) | {("leaf", "mist")}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("text", "ground"), sorted(TEXT))
def test_text_can_be_read_on_its_ground(text: str, ground: str, mode: str) -> None:
    assert contrast(PALETTE[text][mode], PALETTE[ground][mode]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("edge", "ground"), sorted(EDGES))
def test_the_edge_of_a_control_can_be_seen(edge: str, ground: str, mode: str) -> None:
    assert contrast(PALETTE[edge][mode], PALETTE[ground][mode]) >= 3


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", ["paper", "card", "sunk", "mist"])
def test_the_focus_ring_shows_on_every_ground(ground: str, mode: str) -> None:
    assert max(contrast(PALETTE[ring][mode], PALETTE[ground][mode]) for ring in ("sun", "night")) >= 3


def test_the_contrast_of_black_on_white_is_known() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_a_browser_without_dark_mode_gets_exactly_the_light_palette() -> None:
    fallback = RULES.partition("@supports not")[2].partition("@layer")[0]
    plain = dict(re.findall(r"--([\w-]+): (#\w+);", fallback))
    assert plain == {name: both["light"] for name, both in PALETTE.items() if both["light"] != both["dark"]}


def test_the_stylesheet_stays_small_enough_for_a_weak_signal() -> None:
    assert len(gzip.compress(CSS.encode())) <= 8 * 1024


def test_the_layers_are_declared_first_and_are_the_only_ones() -> None:
    assert RULES.strip().startswith("@layer reset, base, layout, parts, states;")
    assert set(re.findall(r"@layer (\w+) \{", RULES)) == _LAYERS


def test_the_stylesheet_speaks_of_start_and_end_so_that_other_scripts_fit() -> None:
    assert not re.findall(r"(?:margin|padding|border)-(?:left|right)\b", RULES)


def test_the_stylesheet_asks_for_nothing_from_elsewhere() -> None:
    assert not re.findall(r"https?://|@import|url\((?!\"fonts/)", RULES)


def test_every_font_has_its_licence_beside_it() -> None:
    fonts = WEB / "static" / "fonts"
    for name in re.findall(r'url\("fonts/([^"]+)"\)', RULES):
        assert (fonts / name).is_file()
    assert "SIL Open Font License" in (fonts / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_carries_no_style_and_no_script_of_its_own(template: Path) -> None:
    markup = template.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*[\"']", markup)
    assert all(not body.strip() for body in re.findall(r"<script\b[^>]*>(.*?)</script>", markup, re.DOTALL))


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.name)
def test_a_component_begins_with_a_line_on_how_to_use_it(component: Path) -> None:
    markup = component.read_text(encoding="utf-8")
    assert re.match(r"\{# \{(?:\{|% call) \w+\(", markup)


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.name)
def test_a_component_uses_only_classes_that_the_stylesheet_knows(component: Path) -> None:
    known = set(re.findall(r"\.([a-z][\w-]*)", RULES)) | {"list"}
    for words in re.findall(r'class="([^"{]+)["{]', component.read_text(encoding="utf-8")):
        assert set(words.split()) <= known


RED_IS_FOR = (".error", ".wrong", ".oops", ".weigh")
"""Where a form or the evidence lacks something: the only places in which red is used, and no person stands in them."""
STATIC = sorted((WEB / "static").glob("*.css"))


@pytest.mark.parametrize("sheet", STATIC, ids=lambda path: path.name)
def test_no_person_is_ever_shown_in_red(sheet: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    red = re.findall(r"([^{};]+)\{[^{}]*var\(--rose\)[^{}]*\}", rules)
    assert bool(red) is (sheet.name == "app.css")
    assert not [each.strip() for each in red if not any(name in each for name in RED_IS_FOR)]


@pytest.mark.parametrize("sheet", STATIC, ids=lambda path: path.name)
def test_no_stylesheet_brings_a_red_of_its_own(sheet: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.findall(r"\b(?:red|crimson|tomato|firebrick|darkred)\b", rules)
