"""GIFT as its documentation shows it, read into our kinds with nothing lost unsaid."""

from decimal import Decimal
from pathlib import Path

import pytest

from elearn.domain.quizzes import Credit, Matching, Multiple, Numeric, Single, TrueFalse
from elearn.interop.drafts import Translation, Unreadable
from elearn.interop.gift import LARGEST, as_text, read_gift
from elearn.interop.quiz_yaml import quiz_yaml
from tests.interop.ours import question, quiz_of, read, said

TEXT = (Path(__file__).parent / "documented.gift").read_text("utf-8")


@pytest.fixture(scope="module")
def found() -> Translation:
    return read_gift(TEXT)


def line_of(beginning: str) -> int:
    return next(number for number, line in enumerate(TEXT.split("\n"), 1) if line.startswith(beginning))


def test_every_question_that_we_can_ask_is_taken_over_in_its_order(found: Translation) -> None:
    assert [draft.id for draft in found.drafts] == [
        "waiting",
        "no-title-needed",
        "between-orange-and-green",
        "which-two-go-first-through-the-door",
        "weights-of-other-kinds",
        "partly-right",
        "match-each-animal-with-its-young",
        "days",
        "about-pi",
        "between",
        "year",
        "he-at-the-door",
        "marks-all",
        "in-html",
        "in-markdown",
    ]
    assert len(quiz_of(found).questions) == 15


def test_a_statement_keeps_what_is_said_to_its_wrong_answer(found: Translation) -> None:
    asked = question(found, "waiting")
    assert isinstance(asked, TrueFalse)
    assert (asked.ask, asked.answer) == ("A pause can be an answer.", True)
    assert (asked.wrong, asked.why) == ("She was given the turn.", "It began with her.")
    bare = question(found, "no-title-needed")
    assert isinstance(bare, TrueFalse)
    assert (bare.answer, bare.wrong, bare.why) == (False, "", "")


def test_a_choice_keeps_the_feedback_of_each_wrong_answer(found: Translation) -> None:
    asked = question(found, "between-orange-and-green")
    assert isinstance(asked, Single)
    assert [(option.text, option.wrong) for option in asked.options] == [
        ("yellow", ""),
        ("red", "No, red comes first."),
        ("blue", "No, blue comes after green."),
    ]
    assert (asked.answer, asked.why) == ("yellow", "Red, orange, yellow, green.")


def test_weights_become_one_of_our_two_ways_of_adding_up(found: Translation) -> None:
    both = question(found, "which-two-go-first-through-the-door")
    assert isinstance(both, Multiple)
    assert (both.answer, both.credit) == (("the-mother", "the-child"), Credit.ALL_OR_NOTHING)
    other = question(found, "weights-of-other-kinds")
    assert isinstance(other, Multiple)
    assert (other.answer, other.credit) == (("the-ball", "the-ring"), Credit.EACH)


def test_pairs_and_what_fits_nothing_are_kept(found: Translation) -> None:
    asked = question(found, "match-each-animal-with-its-young")
    assert isinstance(asked, Matching)
    assert [(pair.text, pair.match) for pair in asked.pairs] == [
        ("cat", "kitten"),
        ("dog", "puppy"),
        ("sheep", "lamb"),
    ]
    assert asked.extra == ("foal",)


@pytest.mark.parametrize(
    ("name", "answer", "within"),
    [
        ("days", "7", "0"),
        ("about-pi", "3.14", "0.005"),
        ("between", "3", "2"),
        ("year", "1822", "0"),
    ],
)
def test_a_number_may_have_a_tolerance_or_a_range(
    found: Translation, name: str, answer: str, within: str
) -> None:
    asked = question(found, name)
    assert isinstance(asked, Numeric)
    assert (asked.answer, asked.within) == (Decimal(answer), Decimal(within))


def test_numbers_that_are_not_right_are_the_slips(found: Translation) -> None:
    asked = question(found, "year")
    assert isinstance(asked, Numeric)
    assert [(slip.number, slip.wrong) for slip in asked.slips] == [
        (Decimal(1820), "Two years early."),
        (Decimal(1922), "A century late."),
    ]
    assert (asked.otherwise, asked.why) == ("Look at the stone again.", "Right, and in full.")


def test_a_wrong_number_keeps_what_is_said_to_it() -> None:
    asked = question(read_gift("Days? {#=5:1 ~7#Seven is the week. ~%50%8 ~#Count again.}"), "days")
    assert isinstance(asked, Numeric)
    assert (asked.answer, asked.within, asked.otherwise) == (Decimal(5), Decimal(1), "Count again.")
    assert [(slip.number, slip.wrong) for slip in asked.slips] == [
        (Decimal(7), "Seven is the week."),
        (Decimal(8), ""),
    ]


def test_what_is_said_to_a_pair_is_no_part_of_its_choice() -> None:
    asked = question(read_gift("Which? {=cat -> kitten#Yes. =dog -> puppy \\# 2}"), "which")
    assert isinstance(asked, Matching)
    assert [pair.match for pair in asked.pairs] == ["kitten", "puppy # 2"]


def test_a_missing_word_is_a_choice_with_a_blank(found: Translation) -> None:
    asked = question(found, "he-at-the-door")
    assert isinstance(asked, Single)
    assert (asked.ask, asked.answer, asked.why) == ("He _____ at the door.", "waited", "He did.")


def test_escapes_are_letters_and_formats_are_respected(found: Translation) -> None:
    assert question(found, "marks-all").ask == "Is {1=1} #true~ or a\\\\b \\*so\\*?\nAnd here: too."
    html = question(found, "in-html")
    assert isinstance(html, Single)
    assert html.ask == "She is **very** small & [here](https://example.org/a)."
    assert [option.text for option in html.options] == ["<yes>", "no"]
    markdown = question(found, "in-markdown")
    assert isinstance(markdown, Single)
    assert markdown.ask == "She is **very** small."
    assert [option.text for option in markdown.options] == ["yes", "*no* x"]


def test_what_cannot_be_said_is_named_with_its_line_and_nothing_else_is(found: Translation) -> None:
    left, short = (
        "the question is left out",
        "an answer in one's own words (short answer) cannot be marked here",
    )
    right = "nothing is said to a right answer here, so this is left out"
    assert said(found) == [
        f'{line_of("$CATEGORY")}: a quiz has no categories: "$course$/top/Small hands" is not kept',
        f'{line_of("::Waiting")}: "Waiting": {right}: "Yes, it was hers."',
        f'{line_of("::Between orange")}: "Between orange and green": {right}: "right"',
        f'{line_of("::Weights")}: "Weights of other kinds": the weights 75 %, 25 %, -10 % are not kept: '
        "each right choice earns a share, each wrong one takes one",
        f'{line_of("::Partly")}: "Partly right": "his hand" earns 50 % elsewhere and nothing here',
        f'{line_of("::Year") + 2}: "Year": 1820 earns 50 % elsewhere and nothing here',
        f'{line_of("::Year") + 2}: "Year": the range of 1 round 1820 is not kept',
        f'{line_of("::Two numbers")}: "Two numbers": one number with the full mark is needed, here are 2: {left}',
        f'{line_of("Two plus")}: "Two plus _____ equals four.": {short}: left out',
        f'{line_of("Write")}: "Write about a morning.": an essay has no answer that could be marked: left out',
        f'{line_of("The next")}: "The next questions are about noon.": GIFT\'s descriptions ask nothing: left out',
        *(
            f'{line_of("::In Markdown")}: "In Markdown": {markup} cannot be kept'
            for markup in ("<table>", "<td>", "<tr>", "line breaks")
        ),
    ]


def test_comments_and_titles_stay_above_their_question(found: Translation) -> None:
    text = quiz_yaml(found)
    above = text[: text.index("  waiting:")]
    assert above.endswith(
        "  # true or false, with what is said to the wrong and to the right answer\n"
        "  # [id:tf-1] [tag:waiting]\n"
        "  # Waiting\n"
    )
    assert "# Every kind that the format's documentation shows, in words of our own." in above


def test_what_the_author_must_still_write_is_named_by_its_line(found: Translation) -> None:
    text = quiz_yaml(found)
    lines, complaints = text.split("\n"), read(text)[1]
    assert 'care:1: a quiz needs "title:"' in complaints
    for key in ("objective", "claims", "read", "why"):
        empty = [number for number, line in enumerate(lines, 1) if line.strip() in (f"{key}:", f"{key}: []")]
        assert empty
        assert [f'care:{number}: a question needs "{key}:"' for number in empty] == [
            each for each in complaints if f'"{key}:"' in each
        ]
    wanted = [each for each in complaints if each.endswith('needs "wrong": why it tempts and why it fails')]
    blanks = [number for number, line in enumerate(lines, 1) if line == "        wrong:"]
    assert [each.split(":")[1] for each in wanted] == [str(number) for number in blanks]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "there is no question in this file"),
        ("// nothing but this\n", "there is no question in this file"),
        ("a {T}\n\n" * 2001, "this file has more than 2,000 questions: bring them in parts"),
        ("x" * (LARGEST + 1), "this file has 1,000,001 characters; at most 1,000,000 are read at once"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(text: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_gift(text)
    assert refused.value.sentence == sentence


def test_a_file_that_is_no_text_is_refused_with_its_line() -> None:
    for raw, sentence in ((b"a\n\xff", "this is not UTF-8"), (b"a\n\0", "this is not a text")):
        with pytest.raises(Unreadable, match=sentence) as refused:
            as_text(raw)
        assert refused.value.line == 2
    assert as_text(b"\xef\xbb\xbfx {T}") == "x {T}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("::a::b {=c ~d", '1: "a": answers stand between one { and one }: the question is left out'),
        ("a } b {", '1: "a } b": answers stand between one { and one }: the question is left out'),
        ("a {=b} {=c}", '1: "a": answers stand between one { and one }: the question is left out'),
        ("a {~b ~c}", '1: "a": no choice is right: the question is left out'),
        (
            "a {=b =c ~d}",
            '1: "a": one choice with the full mark is needed, here are 2: the question is left out',
        ),
        ("a {=b -> c}", '1: "a": a matching needs two pairs, here are 1: the question is left out'),
        ("a {=b -> c =d}", '1: "a": "d" is matched with nothing: left out'),
        (
            "a {#about 5}",
            '1: "a": "about 5" is not a number that can be written here: the question is left out',
        ),
        ("a {#1e-12}", '1: "a": "1e-12" is not a number that can be written here: the question is left out'),
        ("a {stray =b -> c =d -> e}", '1: "a": "stray" stands before the first answer: left out'),
        (
            "a {=b -> 1#Well done =c -> 2}",
            '1: "a": nothing is said to one pair here, so this is left out: "Well done"',
        ),
        ("a {#5 ~#No. ~#Never.}", '1: "a": a second "~" without a number is left out: "Never."'),
        (
            "a {#5 ~six#No.}",
            '1: "a": "six" is not a number that can be written here: the question is left out',
        ),
        ("a {first =b ~c}", '1: "a": "first" stands before the first answer: left out'),
        (
            f"a {{{'~b' * 101}}}",
            '1: "a": 101 answers are more than anybody reads: the question is left out',
        ),
        ("a\n{\n=b\n~%20%c}", '4: "a": "c" earns 20 % elsewhere and nothing here'),
    ],
)
def test_a_question_that_is_wrong_is_named_and_the_rest_goes_on(text: str, sentence: str) -> None:
    found = read_gift(f"{text}\n\nThe end. {{T}}")
    assert sentence in said(found)
    assert found.drafts[-1].id == "the-end"


def test_two_questions_of_one_title_get_two_ids() -> None:
    found = read_gift("::same::a {T}\n\n::same::b {F}\n\n::…::c {T}\n\n::…::d {T}")
    assert [draft.id for draft in found.drafts] == ["same", "same-2", "question", "question-2"]


def test_windows_lines_and_indented_answers_are_read_alike() -> None:
    assert quiz_of(read_gift(TEXT.replace("\n", "\r\n"))) == quiz_of(read_gift(TEXT))
