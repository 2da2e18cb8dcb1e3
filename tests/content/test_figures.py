"""Without these a drawing might bring a script, a colour that darkness swallows, or a way out of the page."""

import pytest

from elearn.content.figures import sanitised
from elearn.content.problems import Problems


def drawing(inside: str, root: str = 'viewBox="0 0 10 10"') -> str:
    return f"<svg {root}><title>T &amp; t</title><desc>D</desc>{inside}</svg>"


def complaints(text: str) -> list[str]:
    problems = Problems()
    svg = sanitised(text, "a.svg", "f-", problems)
    assert bool(svg) is not bool(problems.sorted)
    return [problem.sentence for problem in problems.sorted]


def test_a_sound_drawing_is_written_anew_with_its_ids_prefixed() -> None:
    inside = (
        '<defs><marker id="tip" markerWidth="4"><path d="M0 0"/></marker></defs><!-- gone --><?gone too?>'
        '<path d="M0 0" marker-end="url(#tip)" stroke="currentColor" aria-hidden="true"/><use href="#tip"/>'
        '<text x="1">a &lt; b</text>'
    )
    root = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="presentation" aria-labelledby="x"'
    problems = Problems()
    assert sanitised(drawing(inside, root), "a.svg", "f-", problems) == (
        '<svg role="img" aria-labelledby="f-title" aria-describedby="f-desc" viewBox="0 0 9 9">'
        '<title id="f-title">T &amp; t</title><desc id="f-desc">D</desc>'
        '<defs><marker id="f-tip" markerWidth="4"><path d="M0 0"></path></marker></defs>'
        '<path d="M0 0" marker-end="url(#f-tip)" stroke="currentColor"></path><use href="#f-tip"></use>'
        '<text x="1">a &lt; b</text></svg>'
    )
    assert problems.sorted == ()


@pytest.mark.parametrize(
    ("inside", "part"),
    [
        ("<script>alert(1)</script>", "<script> is not allowed in a drawing"),
        ("<style>a{}</style>", "<style> is not allowed in a drawing"),
        ("<foreignObject/>", "<foreignObject> is not allowed"),
        ("<image/>", "<image> is not allowed"),
        ("<a/>", "<a> is not allowed"),
        ("<animate/>", "<animate> is not allowed"),
        ("<rectangle/>", 'did you mean "rect"?'),
        ('<g onclick="x()"/>', '"onclick" is not allowed in a drawing'),
        (
            '<g style="fill:red"/>',
            '"style" is not allowed in a drawing: use attributes such as fill and stroke',
        ),
        ('<g class="a"/>', '"class" is not allowed in a drawing'),
        ('<g fill="red"/>', 'fill="red": use currentColor or none'),
        ('<g stroke="#000"/>', 'stroke="#000": use currentColor or none'),
        ('<g fill="url(https://x.org/#a)"/>', "use currentColor or none"),
        ('<g clip-path="url(https://x.org/#a)"/>', "leads outside the drawing"),
        ('<use href="https://x.org/a.svg#a"/>', "leads outside the drawing"),
        ('<use xlink:href="#a"/>', '"xlink:href" is not allowed in a drawing'),
        ('<use href="javascript:alert(1)"/>', "leads outside the drawing"),
    ],
)
def test_what_may_not_stand_in_a_drawing_is_named(inside: str, part: str) -> None:
    assert any(part in sentence for sentence in complaints(drawing(inside)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<svg viewBox="0 0 1 1"><desc>D</desc></svg>', ["a drawing needs <title>, its name"]),
        ('<svg viewBox="0 0 1 1"><title>T</title></svg>', ["a drawing needs <desc>, what it shows"]),
        (
            "<svg><title>T</title><desc>D</desc></svg>",
            ['a drawing needs viewBox="…", so that it fits a phone'],
        ),
        (
            '<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1"/>',
            ["a drawing has no DOCTYPE: delete it"],
        ),
        ('<svg viewBox="0 0 1 1">', ["this drawing is not XML: no element found"]),
        (
            '<g viewBox="0"><title>T</title><desc>D</desc></g>',
            ["a drawing begins with <svg>, not <g>"],
        ),
        (
            '<svg viewBox="0 0 1 1"><g><title>T</title></g><desc>D</desc></svg>',
            ["a drawing needs <title>, its name"],
        ),
    ],
)
def test_a_drawing_speaks_for_itself_or_is_refused(text: str, expected: list[str]) -> None:
    assert complaints(text) == expected
