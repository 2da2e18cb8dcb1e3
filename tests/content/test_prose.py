"""Without these a lesson might be compiled to markup that the reader's page, its policy or a screen reader refuses."""

from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.content.fields import Notes
from elearn.content.problems import Problems
from elearn.content.prose import Prose, check_inline, compile_page, inline, slug
from elearn.content.references import References
from elearn.domain.library import Heading
from tests.content.tree import SVG


def compiled(text: str, folder: Path = Path()) -> Prose:
    notes = Notes(Problems(), References())
    prose = compile_page(text, 1, "a.md", notes, folder, "care/here")
    assert notes.problems.sorted == ()
    return prose


def test_a_citation_carries_the_number_of_its_claim_wherever_it_is_cited_again() -> None:
    prose = compiled("One [@b-claim], two [@a-claim].\n\n::: note\nThree [@b-claim].\n:::\n")
    assert prose.claims == ("b-claim", "a-claim")
    assert prose.html.count('<a class="cite" href="#source-1" aria-label="Source 1">1</a>') == 2
    assert 'One<a class="cite"' in prose.html


def test_a_glossary_term_opens_its_entry_and_needs_no_script() -> None:
    prose = compiled("The [[cue]], the [[meta-analysis]] and [[sensitivity|how she\nanswers]].")
    assert '<a class="term" href="/glossary#cue">cue</a>' in prose.html
    assert ">meta-analysis</a>" in prose.html
    assert '<a class="term" href="/glossary#sensitivity">how she answers</a>' in prose.html
    assert prose.terms == ("cue", "meta-analysis", "sensitivity")
    assert prose.words == 8


def test_links_lead_to_lessons_headings_and_the_web() -> None:
    text = "## Two\n\n[a](/care) [b](/care/other) [c](/care/other#d) [e](#two) [f](https://x.org/?a=1&b=2)"
    html = compiled(text).html
    for href in (
        "/learn/care",
        "/learn/care/other",
        "/learn/care/other#d",
        "#two",
        "https://x.org/?a=1&amp;b=2",
    ):
        assert f'href="{href}"' in html


def test_headings_are_anchors() -> None:
    prose = compiled("## Does it “work”?\n\n### Father's *own* part\n")
    assert prose.headings == (
        Heading(id="does-it-work", text="Does it “work”?", level=2),
        Heading(id="fathers-own-part", text="Father’s own part", level=3),
    )
    assert '<h2 id="does-it-work">' in prose.html
    assert '<h3 id="fathers-own-part">' in prose.html


def test_blocks_have_the_classes_of_the_stylesheet() -> None:
    text = (
        "::: scene\nAda.\n:::\n::: note\nBy the way.\n:::\n::: supports\nYes.\n:::\n\n::: does-not-show\nNo.\n:::\n"
        "## After\n::: supports\nYes.\n:::\n::: does-not-show\nNo.\n:::\n::: in-short\n- One.\n:::\n"
    )
    html = compiled(text).html
    assert '<div class="scene">\n<p>Ada.</p>\n</div>' in html
    assert '<div class="note">\n<p>By the way.</p>\n</div>' in html
    assert '<div class="weigh">\n<div><h2>The studies support</h2>' in html
    assert '<div class="not"><h3>They do not show</h3>\n<p>No.</p>\n</div>' in html
    assert '<section class="inshort" aria-labelledby="in-short">\n<h2 id="in-short">In short</h2>' in html


def test_a_recall_asks_and_its_answer_opens_without_a_script() -> None:
    prose = compiled("::: recall why\nWhy *so*?\n:::\n\n::: answer\nBecause.\n:::\n")
    (recall,) = prose.recalls
    assert (recall.id, recall.ask_html, recall.answer_html) == (
        "why",
        "<p>Why <em>so</em>?</p>",
        "<p>Because.</p>",
    )
    assert '<section class="recall" aria-labelledby="recall-why">' in prose.html
    assert "<summary>Compare with a model answer</summary>" in prose.html
    assert "<form" not in prose.html


def test_a_figure_is_drawn_in_the_page_with_its_words(tmp_path: Path) -> None:
    (tmp_path / "four.svg").write_text(SVG)
    html = compiled('![Four](four.svg "Four *steps*.")\n\n![Again](four.svg "The same.")\n', tmp_path).html
    assert '<figure class="plate">\n<svg role="img" aria-labelledby="figure-1-title"' in html
    assert '<rect id="figure-2-box"' in html
    assert "<figcaption><b>Four</b>" in html
    assert "<p>Four <em>steps</em>.</p>" in html


def test_the_whole_is_strict_html(tmp_path: Path) -> None:
    (tmp_path / "four.svg").write_text(SVG)
    text = '## A\n\n![Four](four.svg "Four.")\n\n::: recall why\nWhy?\n:::\n::: answer\n1. a\n2. b\n:::\n'
    page = f"<!doctype html><html lang=en><title>a</title><body>{compiled(text, tmp_path).html}</body></html>"
    html5lib.HTMLParser(strict=True).parse(page)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        '"><script>',
        "[[cue|<script>]]",
    ],
)
def test_nothing_an_author_pastes_becomes_live_markup(text: str) -> None:
    html = inline(text)
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript:' not in html
    assert 'href="data:' not in html


@given(st.text(max_size=120))
def test_whatever_is_typed_there_is_no_tag_but_our_own(text: str) -> None:
    allowed = {"a", "em", "strong", "code", "br", "img"}
    tree = html5lib.parseFragment(inline(text), namespaceHTMLElements=False)
    assert {element.tag for element in tree.iter() if isinstance(element.tag, str)} - {
        "DOCUMENT_FRAGMENT"
    } <= allowed


def test_an_inline_text_has_no_paragraph_around_it() -> None:
    assert inline('He said "yes", *twice*.') == "He said “yes”, <em>twice</em>."


def test_a_picture_in_a_short_text_is_refused() -> None:
    notes = Notes(Problems(), References())
    check_inline("![a](b.svg)", "a.yaml", 4, notes)
    (problem,) = notes.problems.sorted
    assert str(problem).startswith("a.yaml:4: a figure stands on a line of its own")


def test_a_mistake_stands_on_its_own_line_and_not_on_its_paragraphs() -> None:
    notes = Notes(Problems(), References())
    text = "One\n[[two|second\nhalf]] three [@one-claim]\nfour <b>\n\n- a\n- b [x](y)\n"
    compile_page(text, 10, "a.md", notes, Path(), "care/here")
    assert [problem.line for problem in notes.problems.sorted] == [13, 16]
    assert [reference.place.line for reference in notes.references.used] == [11, 12]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four parts", "four-parts"),
        ("“Less is more”, or is it?", "less-is-more-or-is-it"),
        ("Élan", "elan"),
        ("…", ""),
    ],
)
def test_a_slug_is_what_an_author_would_guess(text: str, expected: str) -> None:
    assert slug(text) == expected
