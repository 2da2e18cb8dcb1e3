"""Moodle's XML read into our kinds, and what is meant to harm refused in words."""

from decimal import Decimal
from pathlib import Path

import pytest

from elearn.domain.quizzes import Credit, Matching, Multiple, Numeric, Single, TrueFalse
from elearn.interop.drafts import Translation, Unreadable
from elearn.interop.inline_text import Inline, inline_from
from elearn.interop.moodle_xml import read_moodle_xml
from elearn.interop.quiz_yaml import quiz_yaml
from elearn.interop.xml_tree import DEEPEST, LARGEST, MOST_ELEMENTS
from tests.interop.ours import question, said

RAW = (Path(__file__).parent / "documented.xml").read_bytes()


@pytest.fixture(scope="module")
def found() -> Translation:
    return read_moodle_xml(RAW)


def line_of(part: str) -> int:
    return next(number for number, line in enumerate(RAW.decode().split("\n"), 1) if part in line)


def test_a_single_choice_keeps_its_feedback_and_its_emphasis(found: Translation) -> None:
    asked = question(found, "who-leads")
    assert isinstance(asked, Single)
    assert (asked.ask, asked.why) == ("Who **leads** when she looks up?", "The look began it.")
    assert [(option.text, option.wrong) for option in asked.options] == [
        ("The baby", ""),
        ("The *mother* & the chair", "She answers."),
    ]
    assert (asked.answer, asked.shuffle) == ("the-baby", True)


def test_several_choices_keep_their_order_and_their_credit(found: Translation) -> None:
    asked = question(found, "which-are-cues")
    assert isinstance(asked, Multiple)
    assert (asked.answer, asked.credit, asked.shuffle) == (("a-turned-head", "a-yawn"), Credit.EACH, False)
    assert asked.ask == "Which of these are cues (2\\*2 ways)?"


def test_a_statement_a_matching_and_a_number_become_ours(found: Translation) -> None:
    statement = question(found, "pauses")
    assert isinstance(statement, TrueFalse)
    assert (statement.ask, statement.answer) == ("A pause *can* answer.", True)
    assert (statement.wrong, statement.why) == ("It gave her the turn.", "Yes.")
    matching = question(found, "young")
    assert isinstance(matching, Matching)
    assert [(pair.text, pair.match) for pair in matching.pairs] == [("cat", "kitten"), ("dog", "puppy")]
    assert (matching.extra, matching.wrong) == (("foal",), "Think of the farm.")
    number = question(found, "how-far")
    assert isinstance(number, Numeric)
    assert (number.answer, number.within, number.unit) == (Decimal("3.5"), Decimal("0.25"), "m")
    assert [(slip.number, slip.wrong) for slip in number.slips] == [(Decimal(35), "A point is missing.")]
    assert number.otherwise == "Measure again."


def test_what_cannot_be_said_is_named_with_its_line_and_nothing_else_is(found: Translation) -> None:
    kind = "we have no questions of the kind"
    assert said(found) == [
        f'{line_of("category")}: a quiz has no categories: "$course$/top/Small hands" is not kept',
        f"{line_of('penalty')}: <penalty> is not kept (times in this file: 1)",
        f'{line_of("idnumber")}: "Who leads?": <idnumber> is not kept: "q-17"',
        f"{line_of('answernumbering')}: <answernumbering> is not kept (times in this file: 1)",
        f'{line_of("correctfeedback")}: "Who leads?": <correctfeedback> is not kept: "Your answer is correct."',
        f'{line_of("How far? <img") - 1}: "How far?": <img> (@@PLUGINFILE@@/road.png) cannot be kept',
        f'{line_of("<file")}: "How far?": the file "road.png" cannot be kept',
        f'{line_of("cm")}: "How far?": the unit "cm" is not kept: a number has one',
        f'{line_of("cloze")}: "Gaps": {kind} cloze: left out',
        f'{line_of("shortanswer")}: "Own words": {kind} shortanswer: left out',
        f'{line_of("essay")}: "Long words": {kind} essay: left out',
        f'{line_of("ddwtos")}: "ddwtos": {kind} ddwtos: left out',
    ]


def test_tags_and_titles_stay_above_their_question(found: Translation) -> None:
    assert "  # tag: leading\n  # Who leads?\n  who-leads:\n" in quiz_yaml(found)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (f'<!DOCTYPE q [<!ENTITY l0 "ha">{LAUGHS}]><quiz>&l9;</quiz>'.encode(), "declares a document type"),
        (
            b'<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
            "declares a document type",
        ),
        (b'<!DOCTYPE quiz SYSTEM "http://127.0.0.1:9/x.dtd"><quiz/>', "declares a document type"),
        (b'<!DOCTYPE q [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><quiz/>', "declares a document type"),
        (b"<!DOCTYPE quiz><quiz/>", "declares a document type"),
        (b"<quiz>&nbsp;</quiz>", "this is not XML: undefined entity"),
        (b"<a>" * 5000, f"nested more than {DEEPEST} deep"),
        (b"<quiz>" + b"<a/>" * MOST_ELEMENTS + b"</quiz>", f"more than {MOST_ELEMENTS:,} elements"),
        (b" " * (LARGEST + 1), f"at most {LARGEST:,} are read at once"),
        (b"<quiz><question></quiz>", "this is not XML: mismatched tag"),
        (b"\xff\xfe\x00", "this is not XML"),
        (b'<?xml version="1.0" encoding="klingon"?><quiz/>', "this is not XML"),
        (b"", "this is not XML"),
        (b"<quiz>" + b"<question/>" * 2001 + b"</quiz>", "more than 2,000 questions: bring them in parts"),
        (b"<html/>", "it begins with <html>, not with <quiz>"),
        (b"<quiz/>", "there is no question in this file"),
    ],
    ids=range(16),
)
def test_a_file_that_is_none_or_means_harm_is_refused_in_words(raw: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_moodle_xml(raw)
    assert sentence in refused.value.sentence
    assert refused.value.line >= 1


@pytest.mark.parametrize(
    ("inner", "sentence"),
    [
        ("<question/>", "we have no questions of the kind that has no name: left out"),
        (
            '<question type="truefalse"><answer><text>maybe</text></answer></question>',
            "one answer is true and one",
        ),
        ('<question type="multichoice"/>', "one choice with the full mark is needed, here are 0"),
        (
            '<question type="numerical"><answer fraction="100"><text>3,5</text></answer></question>',
            '"3,5" is not',
        ),
        (
            '<question type="matching"><subquestion><text>a</text></subquestion></question>',
            "matched with nothing",
        ),
        (f'<question type="matching">{"<a/>" * 201}</question>', "201 parts are more than anybody reads"),
        ("<note>x</note>", "<note> is not a question: left out"),
    ],
)
def test_a_question_that_is_wrong_is_named(inner: str, sentence: str) -> None:
    found = read_moodle_xml(f"<quiz>{inner}</quiz>".encode())
    assert found.drafts == ()
    assert any(sentence in each for each in said(found))


def number(answers: str, more: str = "") -> Translation:
    """A question for a number with these answers, under the title a."""
    raw = f"""<quiz><question type="numerical"><name><text>a</text></name>{more}
<questiontext><text>How far?</text></questiontext>
<answer fraction="100"><text>3</text></answer>{answers}</question></quiz>"""
    return read_moodle_xml(raw.encode())


def test_a_second_star_is_named_and_the_question_stays() -> None:
    found = number(
        '<answer fraction="50"><text>*</text><feedback><text>Measure.</text></feedback></answer>'
        "<answer><text>*</text><feedback><text>Again.</text></feedback></answer>"
    )
    asked = question(found, "a")
    assert isinstance(asked, Numeric)
    assert (asked.answer, asked.otherwise) == (Decimal(3), "Measure.")
    assert said(found) == [
        '3: "a": a second "*" is left out: "Again."',
        '3: "a": any other number earns 50 % elsewhere and nothing here',
    ]


def test_a_number_that_cannot_be_written_says_that_the_question_goes_with_it() -> None:
    found = number("<answer><text>3,5</text></answer>")
    assert found.drafts == ()
    assert said(found) == ['3: "a": "3,5" is not a number that can be written here: the question is left out']


def test_words_inside_markup_of_their_own_are_kept_and_the_markup_is_named() -> None:
    raw = """<quiz><question type="truefalse"><name><text>a</text></name>
<questiontext><text>A <b>long</b> pause.</text><audio>hum</audio></questiontext>
<answer fraction="100"><text>true</text><weight>2</weight>
<feedback><text>Yes.</text><text>No.</text></feedback></answer>
<answer fraction="0"><text>false</text></answer><name><text>b</text></name></question></quiz>"""
    found = read_moodle_xml(raw.encode())
    assert question(found, "a").ask == "A long pause."
    assert said(found) == [
        '2: "a": <audio> inside <questiontext> is not kept: "hum"',
        '2: "a": of <b> in a text only the words are kept',
        '3: "a": <weight> inside <answer> is not kept: "2"',
        '4: "a": <text> inside <feedback> is not kept: "No."',
        '5: "a": a second <name> is not kept: "b"',
    ]


def test_three_answers_make_no_statement() -> None:
    answers = "".join(f"<answer><text>{each}</text></answer>" for each in ("true", "true", "false"))
    found = read_moodle_xml(f'<quiz><question type="truefalse">{answers}</question></quiz>'.encode())
    assert found.drafts == ()


def test_scripts_and_deep_markup_leave_words_only() -> None:
    text = "<![CDATA[" + "<div><b>" * 3000 + "x" + "<script>alert(1)</script><a href='javascript:x'>y</a>]]>"
    raw = (
        f'<quiz><question type="truefalse"><questiontext format="html"><text>{text}</text></questiontext>'
        '<answer fraction="100"><text>true</text></answer><answer><text>false</text></answer></question></quiz>'
    )
    found = read_moodle_xml(raw.encode())
    asked = found.drafts[0].keys["ask"]
    assert isinstance(asked, str)
    assert "alert" not in asked
    assert "javascript" not in asked
    assert any("<script> and what stood in it cannot be kept" in each for each in said(found))
    assert any("a link to javascript:x cannot be kept" in each for each in said(found))


@pytest.mark.parametrize("bracket", ["<", "<!--", "<a ", "<b>", "</", "&#", "<![CDATA[", "*", '<a "', "<a '"])
def test_brackets_that_are_never_closed_keep_nobody_busy(bracket: str) -> None:
    assert inline_from(f"<b>{bracket * 20_000}x", "html").text


def test_a_comment_in_html_is_named() -> None:
    assert inline_from("a<!-- why --> b", "html") == Inline("a b", ("a comment",))
