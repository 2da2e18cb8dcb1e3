"""Without this a slip in any line of any file might end the check with a trace instead of a sentence."""

from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.content.library import load
from elearn.content.problems import errors
from tests.content.tree import FILES

PATHWAY = """\
---
title: A ladder
milestones:
  ready:
    title: Ready
    requires:
      read: {read: parental-sensitivity}
      quiz: {pass: parental-sensitivity}
  stage-1:
    title: Stage 1
    from: ready/read
    requires:
      cycles: {count: cycle, min: 6}
      supervision: {supervise: [7 x 60 min], from: ready/quiz}
    closes: {by: assessor, meeting: transition-meeting, minutes: 60}
---
A ladder.
"""
WHOLE = {path: dedent(text) for path, text in FILES.items()} | {"modules/pathways/ladder.md": PATHWAY}
JUNK = [
    *(
        "",
        ":",
        "[",
        "{}",
        "[]",
        "- a",
        "x: y",
        "'",
        '"',
        "-1",
        "true",
        "[[",
        "[@",
        ":::",
        "::: recall",
        "---",
    ),
    *(
        "&a b",
        "*a",
        "!!int 3",
        "é",
        "\u200b",
        "<<: x",
        "|",
        "%",
        "@",
        "<b>",
        "![x](y.svg)",
        "####",
        "{a: [b]}",
    ),
]


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, str]:
    """The whole tree with one line of one file replaced, cut off or followed by something senseless."""
    path = draw(st.sampled_from(sorted(WHOLE)))
    lines = WHOLE[path].split("\n")
    number = draw(st.integers(0, len(lines) - 1))
    junk = draw(st.sampled_from(JUNK))
    key = lines[number].partition(":")[0]
    lines[number : number + 1] = draw(
        st.sampled_from([[junk], [lines[number], junk], [f"{key}: {junk}"], [lines[number] + junk], []])
    )
    return WHOLE | {path: "\n".join(lines)}


@settings(max_examples=150)
@given(damaged())
def test_whatever_happens_to_a_line_the_check_answers_in_sentences(files: dict[str, str]) -> None:
    with TemporaryDirectory() as root:
        for path, text in files.items():
            file = Path(root) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        _, problems = load(Path(root) / "modules", Path(root) / "quizzes")
    assert all(problem.line >= 1 and problem.sentence for problem in problems)
    assert len(problems) < 30


def test_the_tree_that_is_damaged_is_sound_before(tmp_path: Path) -> None:
    for path, text in WHOLE.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    assert errors(load(tmp_path / "modules", tmp_path / "quizzes")[1]) == ()
