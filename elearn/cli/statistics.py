"""Without this command an author, who has no role here, could not see how her questions do."""

import json
from pathlib import Path

import click

from elearn.cli.opening import configured, opened
from elearn.content.library import open_library
from elearn.content.spelling import did_you_mean
from elearn.domain.errors import NotFound
from elearn.domain.statistics.analysis import Analysis, analyse
from elearn.domain.statistics.matrix import Matrix
from elearn.interop.marks import Mistake, WrongMarks, maxima_line, read_marks
from elearn.services.statistics import Edition, editions_of
from elearn.services.statistics import analysis as analysis_of
from elearn.words.statistics import answer, report

TABLE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("slug", required=False)
@click.option(
    "--marks", type=TABLE, metavar="FILE.csv", help="Marks from anywhere: a row a learner, a column an item."
)
@click.option(
    "--edition", default="", metavar="HASH", help="An earlier wording of the quiz, by how its hash begins."
)
@click.option("--json", "as_json", is_flag=True, help="Print the numbers as JSON.")
def statistics(slug: str | None, marks: Path | None, edition: str, as_json: bool) -> None:
    """Say how a quiz and each of its questions do, by first attempts, or by a table of marks.

    The first row of the table names the items; a second that begins with max says what each is out of (else 1).
    Numbers are computed however few learners there are, and say when they are too few. Exit 1 when a file is wrong.
    """
    if (slug is None) == (marks is None):
        raise click.UsageError("Name a quiz, or a file with --marks: one of the two.")
    if edition and slug is None:
        raise click.UsageError("--edition is of a quiz.")
    if marks is None:
        _print(_of_quiz(slug or "", edition), {}, as_json=as_json)
    else:
        found, maxima = _read(marks)
        _print(analyse(found), {"maxima_line": maxima}, as_json=as_json)


def _print(found: Analysis, more: dict[str, int | None], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({**answer(found), **more}, indent=2, ensure_ascii=False))
        return
    if line := more.get("maxima_line"):
        click.echo(f"Line {line} begins with max and was read as what each item is out of.")
    click.echo(report(found))


def _of_quiz(slug: str, edition: str) -> Analysis:
    config = configured()
    catalogue = open_library(config.modules, config.quizzes)
    if slug not in catalogue.quizzes and slug not in catalogue.moved_quizzes:
        raise click.ClickException(f'There is no quiz "{slug}"{did_you_mean(slug, catalogue.quizzes) or "."}')
    with opened(config) as database, database.reading() as session:
        try:
            return analysis_of(session, catalogue, slug, edition)
        except NotFound:
            known = [_edition(each) for each in editions_of(session, catalogue, slug)]
            says = f'No one edition of "{slug}" begins with {edition}. There are:'
            raise click.ClickException("\n  ".join([says, *known])) from None


def _edition(each: Edition) -> str:
    since = "as it is asked now" if each.present else f"from {each.used_from:%Y-%m-%d}"
    return f"{each.hash[:12]}  {since} (n = {each.n})"


def _read(file: Path) -> tuple[Matrix, int | None]:
    try:
        text = file.read_text(encoding="utf-8")
        return read_marks(text), maxima_line(text)
    except UnicodeDecodeError:
        raise click.ClickException(f"{file}: this is not UTF-8") from None
    except WrongMarks as wrong:
        raise click.ClickException("\n".join(_said(file, each) for each in wrong.mistakes)) from None


def _said(file: Path, mistake: Mistake) -> str:
    column = f"column {mistake.column}: " if mistake.column else ""
    return f"{file}:{mistake.line}: {column}{mistake.says}"
