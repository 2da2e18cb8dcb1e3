"""Without this file there would be one Markdown for lessons and another for quizzes, and citations in neither.

CommonMark without raw HTML and code, with ``[@claim]`` and ``[[term|words shown]]``.
"""

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from elearn.content.links import term_address

SWITCHED_OFF = ["code", "fence", "lheading", "hr", "reference", "html_block", "html_inline"]
_CITATION = re.compile(r"\[@([a-z0-9-]+)\]")
_TERM = re.compile(r"\[\[([a-z0-9-]+)(?:\|([^\[\]|]+))?\]\]")
_BEFORE_CITATION = re.compile(r'\s+(?=<a class="cite")')


@cache
def markdown() -> MarkdownIt:
    """The one parser; it keeps no state between texts."""
    parser = MarkdownIt("commonmark", {"html": False, "typographer": True, "quotes": "“”‘’"})
    parser.disable(SWITCHED_OFF).enable(["smartquotes", "table"])
    parser.inline.ruler.before("link", "citation", _read_citation)
    parser.inline.ruler.before("link", "term", _read_term)
    for name, rule in (("citation", _show_citation), ("term", _show_term), ("figure", _show_figure)):
        parser.add_render_rule(name, rule)
    return parser


def rendered(tokens: Sequence[Token], env: EnvType) -> str:
    """The HTML of some tokens; a citation stands close to its word, as a footnote mark does."""
    parser = markdown()
    return _BEFORE_CITATION.sub("", parser.renderer.render(tokens, parser.options, env)).strip()


def _read_citation(state: StateInline, silent: bool) -> bool:
    found = _CITATION.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        numbers: dict[str, int] = state.env.setdefault("claims", {})
        token = state.push("citation", "", 0)
        token.meta = {"claim": found[1], "number": numbers.setdefault(found[1], len(numbers) + 1)}
    state.pos = found.end()
    return True


def _read_term(state: StateInline, silent: bool) -> bool:
    found = _TERM.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("term", "", 0)
        shown = " ".join((found[2] or found[1]).split())
        token.meta = {"term": found[1], "shown": shown, "lines": found[0].count("\n")}
        token.content = token.meta["shown"]
    state.pos = found.end()
    return True


def _show_citation(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    number = tokens[index].meta["number"]
    return f'<a class="cite" href="#source-{number}" aria-label="Source {number}">{number}</a>'


def _show_term(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    meta: dict[str, Any] = tokens[index].meta
    return f'<a class="term" href="{term_address(meta["term"])}">{escape(meta["shown"])}</a>'


def _show_figure(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    return tokens[index].content
