"""The commands that bring questions in and take them out, as an author types them."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn.cli import main
from tests.content.tree import QUIZ, Tree, sound


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """A small tree of content without a mistake, which the commands read."""
    made = sound(tmp_path / "content")
    monkeypatch.setenv("ELEARN_MODULES", str(made.root / "modules"))
    monkeypatch.setenv("ELEARN_QUIZZES", str(made.root / "quizzes"))
    return made


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["quizzes", *words])


def test_an_export_writes_each_question_it_can_and_names_the_others_by_line(tree: Tree) -> None:
    said = run("export", "parental-sensitivity", "--format", "gift")
    assert said.exit_code == 1
    assert said.stdout.count("\n::") == 5
    assert "~%-50%Her mother's phone lights up.#It is not hers." in said.stdout
    line = tree.line(QUIZ, "order-of-repair:")
    left = f'{QUIZ}:{line}: "order-of-repair": GIFT has no questions of this kind (ordering): it is left out'
    assert left in said.stderr.splitlines()


def test_an_export_goes_into_a_file_where_one_is_named(tree: Tree, tmp_path: Path) -> None:
    file = tmp_path / "out.gift"
    said = run("export", "parental-sensitivity", "--format", "gift", "--out", str(file))
    assert said.stdout == ""
    assert file.read_text("utf-8") == run("export", "parental-sensitivity", "--format", "gift").stdout
    lost = run("export", "parental-sensitivity", "--format", "gift", "--out", str(tmp_path / "no" / "x.gift"))
    assert (lost.exit_code, "cannot be written: No such file or directory." in lost.stderr) == (1, True)


def test_a_quiz_that_is_not_there_is_named_with_the_nearest(tree: Tree) -> None:
    said = run("export", "parental-sensitivty", "--format", "gift")
    assert said.exit_code == 1
    assert 'There is no quiz "parental-sensitivty": did you mean "parental-sensitivity"?' in said.stderr


def test_a_quiz_with_mistakes_is_not_exported(tree: Tree) -> None:
    tree.replace(QUIZ, "pass: 80%", "pass: yes")
    said = run("export", "parental-sensitivity", "--format", "gift")
    assert (said.exit_code, said.stdout) == (1, "")
    assert f'{QUIZ}:3: "yes" is not a share' in said.stderr


GIFT = "::Waiting::A pause can be an answer. {T#She was given the turn.####It began with her.}\n"


def gift(tmp_path: Path, text: str | bytes = GIFT) -> str:
    file = tmp_path / "from-elsewhere.gift"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(file)


def test_an_import_makes_a_quiz_and_names_by_line_what_is_still_to_write(tree: Tree, tmp_path: Path) -> None:
    said = run("import", gift(tmp_path), "--format", "gift", "--to", "pauses")
    assert said.exit_code == 0
    assert said.stdout.splitlines() == [
        'quizzes/pauses.yaml:1: a quiz needs "title:"',
        'quizzes/pauses.yaml:2: a quiz needs "module:"',
        'quizzes/pauses.yaml:3: a quiz needs "pass:"',
        'quizzes/pauses.yaml:10: a question needs "objective:"',
        'quizzes/pauses.yaml:15: a question needs "claims:"',
        'quizzes/pauses.yaml:16: a question needs "read:"',
    ]
    assert said.stderr.endswith("Questions: 1. Lines still to be written: 6.\n")
    assert set(said.stdout.splitlines()) <= set(tree.problems())
    assert "    wrong: She was given the turn.\n    why: It began with her.\n" in tree.read(
        "quizzes/pauses.yaml"
    )


def test_an_import_says_what_could_not_be_kept_and_exits_with_1(tree: Tree, tmp_path: Path) -> None:
    file = gift(tmp_path, f"{GIFT}\n::Own words::Say it. {{}}\n")
    said = run("import", file, "--format", "gift", "--to", "pauses")
    assert said.exit_code == 1
    left = '"Own words": an essay has no answer that could be marked: left out'
    assert said.stdout.splitlines()[0] == f"{file}:3: {left}"
    assert "waiting:" in tree.read("quizzes/pauses.yaml")


def test_a_quiz_that_is_there_is_written_over_only_when_asked(tree: Tree, tmp_path: Path) -> None:
    before, words = (
        tree.read(QUIZ),
        ("import", gift(tmp_path), "--format", "gift", "--to", "parental-sensitivity"),
    )
    refused = run(*words)
    assert (refused.exit_code, "is there already; --replace writes over it." in refused.stderr) == (1, True)
    assert tree.read(QUIZ) == before
    line = tree.line(QUIZ, "how-large:")
    said = run(*words, "--replace")
    assert said.exit_code == 1
    assert f'{QUIZ} as it was:{line}: "how-large" stood here and is no longer' in said.stdout.splitlines()
    assert "waiting:" in tree.read(QUIZ)


def test_a_quiz_comes_home_into_its_own_file_without_a_mistake(tree: Tree, tmp_path: Path) -> None:
    file = tmp_path / "out.gift"
    run("export", "parental-sensitivity", "--format", "gift", "--out", str(file))
    said = run("import", str(file), "--format", "gift", "--to", "parental-sensitivity", "--replace")
    line = '"order-of-repair" stood here and is no longer'
    assert [each.split(": ", 1)[1] for each in said.stdout.splitlines() if "as it was" in each] == [line]
    assert "Lines still to be written: 0." in said.stderr
    assert run("export", "parental-sensitivity", "--format", "gift").stdout == file.read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"a\n\xff", ":2: this is not UTF-8: save the file as UTF-8"),
        (b"", ":1: there is no question in this file"),
        (b"Say it. {}", "No question could be taken over, so nothing is written."),
    ],
)
def test_a_file_without_a_question_writes_nothing(
    tree: Tree, tmp_path: Path, text: bytes, sentence: str
) -> None:
    said = run("import", gift(tmp_path, text), "--format", "gift", "--to", "pauses")
    assert (said.exit_code, sentence in said.stderr) == (1, True)
    assert not (tree.root / "quizzes" / "pauses.yaml").exists()


def test_the_name_of_a_quiz_is_an_id(tree: Tree, tmp_path: Path) -> None:
    said = run("import", gift(tmp_path), "--format", "gift", "--to", "../pauses")
    assert (said.exit_code, '"../pauses" is not an id' in said.stderr) == (2, True)


def test_moodles_xml_is_taken_in_the_same_way(tree: Tree, tmp_path: Path) -> None:
    file = tmp_path / "bank.xml"
    file.write_text(
        '<quiz><question type="truefalse"><name><text>Pauses</text></name><penalty>1</penalty>'
        '<answer fraction="100"><text>true</text></answer><answer><text>false</text></answer></question></quiz>'
    )
    said = run("import", str(file), "--format", "moodle-xml", "--to", "bank")
    assert said.exit_code == 1
    assert said.stdout.splitlines()[0] == f"{file}:1: <penalty> is not kept (times in this file: 1)"
    assert "\n  pauses:\n    kind: true-false\n" in tree.read("quizzes/bank.yaml")


def test_an_xml_file_that_means_harm_is_refused_in_words(tree: Tree, tmp_path: Path) -> None:
    file = tmp_path / "bank.xml"
    file.write_text('<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<quiz>&x;</quiz>')
    said = run("import", str(file), "--format", "moodle-xml", "--to", "bank")
    assert (said.exit_code, said.stdout) == (1, "")
    assert f"{file}:1: this file declares a document type or entities" in said.stderr
    assert not (tree.root / "quizzes" / "bank.yaml").exists()
