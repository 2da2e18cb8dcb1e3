"""Without this file a drawing could carry a script, a colour that darkness swallows, or no words for who cannot see it.

An SVG is read by expat, held against lists of what is allowed, and written anew: what is not on the lists never
reaches a page.
"""

import re
from html import escape
from pathlib import Path
from xml.parsers import expat

from elearn.content.problems import Problems
from elearn.content.reader import read_text
from elearn.content.spelling import did_you_mean

_ELEMENTS = (
    "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan marker clipPath "
    "linearGradient radialGradient stop"
)
_ATTRIBUTES = (
    "id viewBox width height x y x1 y1 x2 y2 dx dy cx cy r rx ry d points transform preserveAspectRatio opacity "
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-dasharray "
    "stroke-dashoffset stroke-miterlimit paint-order vector-effect font-family font-size font-weight font-style "
    "letter-spacing text-anchor dominant-baseline alignment-baseline baseline-shift text-decoration textLength "
    "lengthAdjust rotate href marker-start marker-mid marker-end markerWidth markerHeight markerUnits refX refY "
    "orient clip-path clip-rule gradientUnits gradientTransform offset stop-color stop-opacity visibility"
)
_DROPPED = "xmlns xmlns:xlink version role focusable xml:space aria-labelledby aria-describedby aria-hidden"
ELEMENTS = frozenset(_ELEMENTS.split())
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
DROPPED = frozenset(_DROPPED.split())
COLOURED = frozenset({"fill", "stroke", "stop-color"})
_PLAIN_COLOUR = re.compile(r"currentColor|none|url\(#[\w-]+\)")
_POINTER = re.compile(r"url\(#([\w-]+)\)")


def figure_svg(file: Path, path: str, prefix: str, problems: Problems) -> str:
    """A drawing as it is put into a page, its ids prefixed; "" and problems where it may not be."""
    text = read_text(file, path, problems)
    return "" if text is None else sanitised(text, path, prefix, problems)


def sanitised(text: str, path: str, prefix: str, problems: Problems) -> str:
    """The same for the text of a drawing."""
    if (declared := text.find("<!DOCTYPE")) >= 0:
        problems.error(path, text.count("\n", 0, declared) + 1, "a drawing has no DOCTYPE: delete it")
        return ""
    drawing = _Drawing(path, prefix, problems)
    try:
        drawing.parser.Parse(text, True)
    except expat.ExpatError as error:
        problems.error(path, error.lineno, f"this drawing is not XML: {expat.errors.messages[error.code]}")
        return ""
    return drawing.finished()


class _Drawing:
    """One drawing while expat walks through it."""

    def __init__(self, path: str, prefix: str, problems: Problems) -> None:
        self._path = path
        self._prefix = prefix
        self._problems = problems
        self._open: list[str] = []
        self._out: list[str] = []
        self._spoken = {"title": "", "desc": ""}
        self._sound = True
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def finished(self) -> str:
        for name, what in (("title", "its name"), ("desc", "what it shows")):
            if not self._spoken[name].strip():
                self._wrong(f"a drawing needs <{name}>, {what}", line=1)
        return "".join(self._out) if self._sound else ""

    def _wrong(self, sentence: str, line: int | None = None) -> None:
        self._sound = False
        self._problems.error(self._path, line or self.parser.CurrentLineNumber, sentence)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._open and name != "svg":
            self._wrong(f"a drawing begins with <svg>, not <{name}>")
        if name not in ELEMENTS:
            self._wrong(f"<{name}> is not allowed in a drawing{did_you_mean(name, ELEMENTS)}")
        self._open.append(name)
        kept = "".join(self._attribute(key, value) for key, value in attributes.items())
        self._out.append(f"<{name}{self._labels(attributes)}{kept}>")

    def _labels(self, attributes: dict[str, str]) -> str:
        """The attributes that elearn adds: what a screen reader needs to find title and description."""
        if len(self._open) == 1:
            if "viewBox" not in attributes:
                self._wrong('a drawing needs viewBox="…", so that it fits a phone')
            title, desc = f"{self._prefix}title", f"{self._prefix}desc"
            return f' role="img" aria-labelledby="{title}" aria-describedby="{desc}"'
        if self._speaks():
            return f' id="{self._prefix}{self._open[-1]}"'
        return ""

    def _speaks(self) -> bool:
        return len(self._open) == 2 and self._open[-1] in self._spoken

    def _attribute(self, name: str, value: str) -> str:
        if name in DROPPED or (name == "id" and self._speaks()):
            return ""
        if name not in ATTRIBUTES:
            instead = ": use attributes such as fill and stroke" if name in ("style", "class") else ""
            self._wrong(f'"{name}" is not allowed in a drawing{instead or did_you_mean(name, ATTRIBUTES)}')
        elif name in COLOURED and not _PLAIN_COLOUR.fullmatch(value):
            self._wrong(f'{name}="{value}": use currentColor or none, so that it can be seen in the dark too')
        elif name == "href" and not value.startswith("#"):
            self._wrong(f'href="{value}" leads outside the drawing')
        elif "url(" in value and not _POINTER.fullmatch(value):
            self._wrong(f'{name}="{value}" leads outside the drawing')
        return f' {name}="{escape(self._prefixed(name, value))}"'

    def _prefixed(self, name: str, value: str) -> str:
        if name == "id":
            return self._prefix + value
        if name == "href":
            return f"#{self._prefix}{value.removeprefix('#')}"
        return _POINTER.sub(rf"url(#{self._prefix}\1)", value)

    def _end(self, name: str) -> None:
        self._open.pop()
        self._out.append(f"</{name}>")

    def _text(self, text: str) -> None:
        if self._speaks():
            self._spoken[self._open[-1]] += text
        if self._open[-1] in ("title", "desc", "text", "tspan"):
            self._out.append(escape(text, quote=False))
