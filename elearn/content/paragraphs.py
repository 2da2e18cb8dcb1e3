"""Without this file nobody could say of a page's paragraphs what they hold, only of the page as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

UNMARKED = ("scene", "recall", "answer")
"""Blocks that tell or ask and state nothing, so that a figure in them needs no citation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """The words of one paragraph, list item, heading or table; `plain` is without its glossary terms.

    `block` is the name of the block it stands in, empty outside of any; `claims` are those it cites.
    """

    path: str
    line: int
    block: str
    heading: bool
    text: str
    plain: str
    claims: tuple[str, ...]

    @property
    def states(self) -> bool:
        """Whether what it says is stated as fact."""
        return not self.heading and self.block not in UNMARKED


def paragraphs(tokens: Sequence[Token], *, path: str, block: str, first_line: int) -> Iterator[Paragraph]:
    """The paragraphs of some parsed Markdown whose text begins on `first_line`; a figure is none."""
    line, held = first_line, list[Token]()
    for token in tokens:
        match token.type:
            case "heading_open" | "paragraph_open" | "table_open":
                line, held = first_line + (token.map[0] if token.map else 0), []
            case "inline":
                held += token.children or []
            case "td_close" | "th_close":
                held.append(Token("softbreak", "", 0))
            case "heading_close" | "paragraph_close" | "table_close" if text := _words(held, terms=True):
                yield Paragraph(
                    path=path,
                    line=line,
                    block=block,
                    heading=token.type == "heading_close",
                    text=text,
                    plain=_words(held, terms=False),
                    claims=tuple(each.meta["claim"] for each in held if each.type == "citation"),
                )


def _words(children: Sequence[Token], *, terms: bool) -> str:
    return " ".join("".join(_said(child, terms) for child in children).split())


def _said(token: Token, terms: bool) -> str:
    match token.type:
        case "text":
            return token.content
        case "term":
            return token.content if terms else ""
        case "softbreak" | "hardbreak":
            return " "
        case _:
            return ""
