"""The page on which an author sees her whole quiz: everything said, nothing kept, and nobody else let in."""

from pathlib import Path

import html5lib
import pytest
from flask.testing import FlaskClient

from elearn.web.headers import ALWAYS
from elearn.web.preview import create_preview, digest_of
from tests.content.tree import QUIZ, Tree, sound


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return sound(tmp_path)


@pytest.fixture
def client(tree: Tree) -> FlaskClient:
    return create_preview(tree.root / "modules", tree.root / "quizzes", "parental-sensitivity").test_client()


def test_every_question_is_shown_with_its_key_and_every_feedback(client: FlaskClient, tree: Tree) -> None:
    answer = client.get("/")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    for said in (
        "Tempting, since a show often wins a smile; but it answers our wish.",
        "He notices that the sound was meant for him.",
        "The sentence is not true.",
        "Look for who is waiting for whom.",
        "That is the effect on sensitivity, from the same paper.",
        "A fifth of a standard deviation.",
        "Fits nothing: praising",
        "Sensitivity is to notice the signal",
        "A sensitive moment",
        f"line {tree.line(QUIZ, 'how-large:')}",
    ):
        assert said in text, said
    html5lib.HTMLParser(strict=True).parse(text)


def test_what_is_saved_is_what_is_shown_with_the_mistakes_by_line(client: FlaskClient, tree: Tree) -> None:
    before = client.get("/digest").get_data(as_text=True)
    assert f'data-digest="{before}"' in client.get("/").get_data(as_text=True)
    tree.replace(QUIZ, "    answer: notice\n", "    answer: notise\n")
    assert client.get("/digest").get_data(as_text=True) != before
    text = client.get("/").get_data(as_text=True)
    line = tree.line(QUIZ, "answer: notise")
    assert (
        f'<b class="num">Line {line}</b>: no option &#34;notise&#34;: did you mean &#34;notice&#34;?' in text
    )
    assert f'<li class="num">{line}: no option' in text


@pytest.mark.parametrize(
    "text",
    ["", "title: x", "- a", "questions: [", "title: x\nquestions:\n  q: {kind: numeric}\n  r: {kind: odd}\n"],
)
def test_a_quiz_that_is_hardly_begun_is_shown_as_far_as_it_can_be_read(
    client: FlaskClient, tree: Tree, text: str
) -> None:
    tree.write(QUIZ, text)
    answer = client.get("/")
    assert answer.status_code == 200
    html5lib.HTMLParser(strict=True).parse(answer.get_data(as_text=True))
    (tree.root / QUIZ).unlink()
    assert client.get("/").status_code == 404


def test_the_page_runs_no_script_but_its_own_and_is_kept_by_nobody(client: FlaskClient) -> None:
    answer = client.get("/")
    assert {name: answer.headers[name] for name in ALWAYS} == ALWAYS
    assert answer.headers["Cache-Control"] == "no-store"
    with client.get("/static/preview.js") as script:
        assert script.status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8400", 200),
        ("localhost:8400", 200),
        ("[::1]:8400", 200),
        ("elsewhere.example", 404),
        ("10.0.0.9:8400", 404),
    ],
)
def test_a_name_that_is_not_this_machine_is_told_nothing(client: FlaskClient, host: str, status: int) -> None:
    for path in ("/", "/digest", "/static/preview.js"):
        with client.get(path, headers={"Host": host}) as answer:
            assert answer.status_code == status


def test_the_digest_changes_when_any_file_of_the_content_is_saved(tree: Tree) -> None:
    folders = (tree.root / "modules", tree.root / "quizzes")
    before = digest_of(*folders)
    assert digest_of(*folders) == before
    tree.write("modules/glossary.yaml", tree.read("modules/glossary.yaml") + "pause: A wait.\n")
    assert digest_of(*folders) != before
