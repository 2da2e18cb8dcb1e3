"""Whether an operator can have attempts marked by a corrected key, see it first, and is told what is wrong."""

import pytest
from click.testing import CliRunner, Result

from elearn.cli.quizzes import quizzes
from elearn.storage.database import Database
from tests.settings import environment

SLUG = "parental-sensitivity"


def run(database: Database, *words: str, **settings: str) -> Result:
    return CliRunner().invoke(quizzes, ["remark", *words], env={**environment(str(database.url)), **settings})


def test_nothing_to_mark_anew_is_said(fresh_sqlite: Database) -> None:
    result = run(fresh_sqlite, SLUG, "--dry-run", "--reason", "key-corrected")
    assert (result.exit_code, result.output) == (0, "0 would be marked anew.\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("parental-sensitivty",),
            'There is no quiz "parental-sensitivty": did you mean "parental-sensitivity"?',
        ),
        ((SLUG, "--reason", "Ana said so"), "a code of a-z, 0-9 and -"),
        ((SLUG, "--reason", "a" * 33), "at most 32 characters"),
    ],
)
def test_what_is_wrong_is_named(fresh_sqlite: Database, words: tuple[str, ...], said: str) -> None:
    result = run(fresh_sqlite, *words)
    assert result.exit_code > 0
    assert said in " ".join(result.output.split())
