"""Without this file a lesson would stay Markdown: here it is checked and compiled to HTML, once, when it is read."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from markdown_it.token import Token

from elearn.content.blocks import Block, split_blocks
from elearn.content.fields import Fields, Notes
from elearn.content.figures import figure_svg
from elearn.content.links import link_of
from elearn.content.markdown import markdown, rendered
from elearn.content.paragraphs import paragraphs
from elearn.content.problems import Problems
from elearn.content.references import Kind, References
from elearn.content.spelling import did_you_mean
from elearn.content.values import NotAValue
from elearn.domain.library import Heading, Recall

TAKEN = re.compile(r"main|contents|sources|in-short|(?:source|recall|figure)-.*")
"""Ids that the page itself uses, so that no heading may."""
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|<!\[CDATA\[")
_HALF_OPEN = {
    "[@": "a citation is written [@claim-id]",
    "[[": "a term is written [[term]] or [[term|words shown]]",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """What became of a page's Markdown."""

    html: str
    words: int
    headings: tuple[Heading, ...]
    claims: tuple[str, ...]
    terms: tuple[str, ...]
    recalls: tuple[Recall, ...]


@lru_cache(maxsize=16_384)
def inline(text: str) -> str:
    """One paragraph of inline Markdown as HTML: the texts of quizzes, claims and pathways, wherever they are shown."""
    page = _Page(path="", notes=Notes(Problems(), References()))
    return page.inline(text, 1)


def check_inline(text: str, path: str, line: int, notes: Notes) -> None:
    """Note what is wrong in such a text, and what it points at."""
    if "\n\n" in text.strip():
        notes.problems.error(path, line, "this is one paragraph: take out the empty line")
    _Page(path=path, notes=notes).inline(text, line)


def read_prose(fields: Fields, key: str, default: str | None = None) -> str:
    """The paragraph under a key, checked; without a default it is required."""
    text = fields.text(key, default)
    if text:
        check_inline(text, fields.path, fields.line_of(key), fields.notes)
    return text


def compile_page(body: str, body_line: int, path: str, notes: Notes, folder: Path, here: str = "") -> Prose:
    """The HTML of a module's opening or of the lesson `here` (``module/lesson``), its figures taken from `folder`."""
    blocks = split_blocks(body, body_line, path, notes.problems)
    page = _Page(path=path, notes=notes, folder=folder, here=here)
    html = "\n".join(_compiled(blocks, page))
    return Prose(
        html=html,
        words=page.words,
        headings=tuple(page.headings),
        claims=tuple(page.env["claims"]),
        terms=tuple(dict.fromkeys(page.terms)),
        recalls=tuple(page.recalls),
    )


def slug(text: str) -> str:
    """A heading's anchor: its letters and digits in lower case, hyphens between."""
    plain = (
        unicodedata.normalize("NFKD", text.replace("’", "").replace("'", ""))
        .encode("ascii", "ignore")
        .decode()
    )
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _compiled(blocks: tuple[Block, ...], page: "_Page") -> Iterator[str]:
    waiting, held = "", ""  # the first half of a pair, until its second half comes
    for block in blocks:
        html = page.blocks(block.text, block.first_line, block.name)
        match block.name:
            case "":
                yield html
            case "scene" | "note":
                yield f'<div class="{block.name}">\n{html}\n</div>'
            case "in-short":
                page.claim_id("in-short", block.line, "a lesson has one in-short")
                heading = '<h2 id="in-short">In short</h2>'
                yield f'<section class="inshort" aria-labelledby="in-short">\n{heading}\n{html}\n</section>'
            case "supports" | "recall":
                waiting, held = block.id, html
            case "does-not-show":
                yield _weigh(held, html, "h3" if page.headings else "h2")
            case "answer":
                yield page.recall(waiting, held, html, block.line)


def _weigh(supports: str, does_not: str, heading: str) -> str:
    return (
        '<div class="weigh">\n'
        f"<div><{heading}>The studies support</{heading}>\n{supports}\n</div>\n"
        f'<div class="not"><{heading}>They do not show</{heading}>\n{does_not}\n</div>\n</div>'
    )


@dataclass(slots=True, kw_only=True)
class _Page:
    """One page while it is compiled: what it has cited, named and headed so far."""

    path: str
    notes: Notes
    folder: Path = field(default_factory=Path)
    here: str = ""
    words: int = 0
    figures: int = 0
    env: dict[str, dict[str, int]] = field(default_factory=lambda: {"claims": {}})
    headings: list[Heading] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    recalls: list[Recall] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def inline(self, text: str, line: int) -> str:
        """One paragraph without the paragraph around it."""
        tokens = markdown().parseInline(text, self.env)
        for token in tokens:
            self._walk(token.children or [], line)
        return rendered(tokens, self.env)

    def blocks(self, text: str, first_line: int, block: str) -> str:
        """Any Markdown; `first_line` is the line of the file on which it begins, `block` what it stands in."""
        tokens = markdown().parse(text, self.env)
        self.notes.paragraphs.extend(paragraphs(tokens, path=self.path, block=block, first_line=first_line))
        shown: list[Token] = []
        for index, token in enumerate(tokens):
            line = first_line + (token.map[0] if token.map else 0)
            if token.type == "inline":
                self._walk(token.children or [], line)
            if token.type == "heading_open":
                self._heading(token, tokens[index + 1], line)
            shown.append(token)
            if token.type == "paragraph_close" and _is_figure(shown):
                shown[-3:] = [self._figure(shown[-2], first_line)]
        return rendered(shown, self.env)

    def recall(self, recall_id: str, ask: str, answer: str, line: int) -> str:
        """A question to pause at and its model answer, which opens without any script."""
        anchor = f"recall-{recall_id}"
        self.claim_id(anchor, line, f'the recall "{recall_id}" stands twice')
        self.recalls.append(Recall(id=recall_id, ask_html=ask, answer_html=answer))
        return (
            f'<section class="recall" aria-labelledby="{anchor}">\n<p class="eyebrow">Pause and recall</p>\n'
            f'<div class="ask" id="{anchor}">\n{ask}\n</div>\n'
            '<details class="more"><summary>Compare with a model answer</summary>\n'
            f'<div class="answer">\n{answer}\n</div></details>\n</section>'
        )

    def claim_id(self, anchor: str, line: int, complaint: str) -> None:
        """Take an anchor on this page, once."""
        if anchor in self.ids:
            self.wrong(line, complaint)
        self.ids.add(anchor)

    def wrong(self, line: int, sentence: str) -> None:
        self.notes.problems.error(self.path, line, sentence)

    def _walk(self, children: Sequence[Token], line: int) -> None:
        """Check the inline tokens of one block, whose text begins on `line`."""
        for token in children:
            match token.type:
                case "softbreak" | "hardbreak":
                    line += 1
                case "text":
                    self._text(token, line)
                case "citation" if not self.here:
                    self.wrong(line, 'no citation here: cite in a lesson, or name the claim under "claims:"')
                case "citation":
                    self.notes.references.use(Kind.CLAIM, token.meta["claim"], self.path, line)
                case "term":
                    self.words += len(token.content.split())
                    self.terms.append(token.meta["term"])
                    self.notes.references.use(Kind.TERM, token.meta["term"], self.path, line)
                    line += token.meta["lines"]
                case "link_open":
                    self._link(token, line)
                case "image" if len(children) > 1 or not self.here:
                    self.wrong(line, "a figure stands on a line of its own, in a lesson, between empty lines")

    def _text(self, token: Token, line: int) -> None:
        self.words += len(re.findall(r"\w[\w'’-]*", token.content))
        if _TAG.search(token.content):
            self.wrong(line, "raw HTML is not allowed: use Markdown")
        for opening, sentence in _HALF_OPEN.items():
            if opening in token.content:
                self.wrong(line, sentence)

    def _link(self, token: Token, line: int) -> None:
        written = str(token.attrGet("href"))
        try:
            link = link_of(written, self.here)
        except NotAValue:
            self.wrong(line, f'"{written}" is no link: write /module/lesson#heading, #heading or https://…')
            return
        link.note(self.notes.references, self.path, line)
        token.attrSet("href", link.href)

    def _heading(self, opening: Token, content: Token, line: int) -> None:
        level = int(opening.tag[1])
        text = "".join(
            child.content for child in content.children or [] if child.type in ("text", "term")
        ).strip()
        anchor = slug(text)
        if level not in (2, 3):
            self.wrong(line, "a heading is ## or, below it, ###: the title is the page's own heading")
        elif level == 3 and not self.headings:
            self.wrong(line, "a ### heading stands below a ## heading")
        if not anchor or TAKEN.fullmatch(anchor):
            self.wrong(line, f'a heading cannot be called "{text}": the page needs that name for itself')
        self.claim_id(anchor, line, f'two headings are called "{text}"')
        opening.attrSet("id", anchor)
        self.headings.append(Heading(id=anchor, text=text, level=level))
        if self.here:
            place = f"{self.here}#{anchor}"
            self.notes.references.define(Kind.HEADING, place, self.path, line, self.notes.problems)

    def _figure(self, paragraph: Token, first_line: int) -> Token:
        line = first_line + (paragraph.map[0] if paragraph.map else 0)
        image = (paragraph.children or [])[0]
        name, caption, long = str(image.attrGet("src")), image.content, str(image.attrGet("title") or "")
        self.figures += 1
        token = Token("figure", "", 0, block=True)
        if not caption.strip() or not long.strip():
            self.wrong(
                line, 'a figure has a caption and a long description: ![caption](name.svg "what it shows")'
            )
        if not re.fullmatch(r"[a-z0-9-]+\.svg", name):
            self.wrong(line, f'"{name}" is no figure: it is an SVG beside the lesson, such as four-parts.svg')
        elif not (self.folder / name).is_file():
            drawings = [file.name for file in self.folder.glob("*.svg")]
            self.wrong(line, f'no figure "{name}"{did_you_mean(name, drawings)}')
        else:
            beside = f"{self.path.rpartition('/')[0]}/{name}"
            svg = figure_svg(self.folder / name, beside, f"figure-{self.figures}-", self.notes.problems)
            token.content = _plate(svg, caption, long)
        return token


def _is_figure(shown: Sequence[Token]) -> bool:
    children = shown[-2].children if len(shown) > 1 and shown[-2].type == "inline" else None
    return bool(children) and len(children or []) == 1 and (children or [])[0].type == "image"


def _plate(svg: str, caption: str, long: str) -> str:
    return (
        f'<figure class="plate">\n{svg}\n<figcaption><b>{inline(caption)}</b>\n'
        f'<details class="more"><summary>The figure in words</summary><p>{inline(long)}</p></details>'
        "</figcaption>\n</figure>\n"
    )
