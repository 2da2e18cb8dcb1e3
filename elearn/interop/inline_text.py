"""Without this file HTML from elsewhere would be shown to learners as angle brackets, or asterisks as emphasis.

Our texts are one paragraph of inline Markdown. Emphasis and web links are carried over; whatever else HTML can say
is reduced to its words, and named.
"""

import re
from dataclasses import dataclass, field
from html import unescape

_SPECIAL = re.compile(r"[\\*\[\]`]|(?<![_\w])_(?=\w)|(?<=\w)_(?![_\w])")
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
_EMPHASIS = {"em": "*", "i": "*", "strong": "**", "b": "**"}
_ELEMENT = re.compile(
    r"<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
)
_BREAKS = frozenset({"p", "div", "br", "li", "tr", "td", "th"})
_KEPT = frozenset({"p", "div", "br", "span", "html", "body", "font"})  # say only how words stand
_SILENT = frozenset({"script", "style"})


@dataclass(frozen=True, slots=True)
class Inline:
    """A text as inline Markdown, and what of its markup could not be kept."""

    text: str
    lost: tuple[str, ...] = ()


def inline_from(text: str, format_: str) -> Inline:
    """A text in one of Moodle's formats as ours; `format_` is markdown, plain, html, or anything else for a mixture."""
    if format_ == "markdown":
        return Inline(text.strip(), ("a picture",) if "![" in text else ())
    if format_ == "plain" or not (format_ == "html" or _TAG.search(text)):
        return Inline(_escaped(text).strip())
    reader = _Reader()
    reader.read(text)
    return Inline(reader.whole(), tuple(dict.fromkeys(reader.lost)))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


@dataclass(slots=True)
class _Span:
    """An element whose end has not come yet."""

    tag: str
    href: str = ""
    parts: list[str] = field(default_factory=list)


class _Reader:
    """Takes HTML apart in one walk: a parser that forgives more can be kept busy for hours by brackets never closed."""

    def __init__(self) -> None:
        self.lost: list[str] = []
        self._open = [_Span("")]

    def read(self, text: str) -> None:
        """Read a whole text."""
        text, here = self._without_comments(text), 0
        for found in _ELEMENT.finditer(text):
            self._data(text[here : found.start()])
            here = found.end()
            if found["end"]:
                self._end(found["tag"].lower())
            else:
                self._start(found["tag"].lower(), found["attributes"])
        self._data(text[here:])

    def _without_comments(self, text: str) -> str:
        kept, here = [], 0
        while (begins := text.find("<!--", here)) >= 0 and (ends := text.find("-->", begins)) >= 0:
            kept.append(text[here:begins])
            here = ends + 3
            self.lost.append("a comment")
        return "".join((*kept, text[here:]))

    def _start(self, tag: str, attributes: str) -> None:
        if tag in _BREAKS:
            self._open[-1].parts.append("\n")
        if tag in _EMPHASIS or tag == "a" or tag in _SILENT:
            if not self._is_open(tag):  # so that no depth of nesting can be wound up
                self._open.append(_Span(tag, _attribute(attributes, "href")))
        elif tag not in _KEPT:
            named = _attribute(attributes, "src") or _attribute(attributes, "data")
            self.lost.append(f"<{tag}> ({named[:80]})" if named else f"<{tag}>")

    def _end(self, tag: str) -> None:
        if tag in _BREAKS:
            self._open[-1].parts.append("\n")
        if self._is_open(tag):
            while self._open[-1].tag != tag:
                self._close()
            self._close()

    def _data(self, text: str) -> None:
        self._open[-1].parts.append(_escaped(re.sub(r"\s+", " ", unescape(text))))

    def whole(self) -> str:
        """The text when all has been read."""
        while len(self._open) > 1:
            self._close()
        lines = [" ".join(line.split()) for line in "".join(self._open[0].parts).split("\n")]
        filled = [line for line in lines if line]
        if len(filled) > 1:
            self.lost.append("line breaks")
        return " ".join(filled)

    def _is_open(self, tag: str) -> bool:
        return any(span.tag == tag for span in self._open)

    def _close(self) -> None:
        span = self._open.pop()
        inner = "".join(span.parts)
        words = inner.strip()
        before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
        if span.tag in _SILENT:
            self.lost.append(f"<{span.tag}> and what stood in it")
            return
        if not words:
            made = ""
        elif span.tag == "a":
            made = self._link(words, span.href)
        elif "\n" in words:
            made = words  # emphasis over several lines would be two halves
        else:
            made = f"{_EMPHASIS[span.tag]}{words}{_EMPHASIS[span.tag]}"
        self._open[-1].parts.append(f"{before}{made}{after}")

    def _link(self, words: str, href: str) -> str:
        if re.fullmatch(r"https?://[^\s<>\"()\\]+", href):
            return f"[{' '.join(words.split())}]({href})"
        self.lost.append(f"a link to {href[:80]}" if href else "a link to nowhere")
        return words


def _attribute(attributes: str, name: str) -> str:
    found = re.search(rf"(?:^|\s){name}\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"']+)", attributes, re.IGNORECASE)
    return unescape(found[1].strip("\"'")) if found else ""
