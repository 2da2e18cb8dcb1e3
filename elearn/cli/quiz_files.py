"""Without this file questions could neither come to us from another system nor leave for one."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import click

from elearn.cli.folders import folders
from elearn.content.library import OneQuiz, one_quiz
from elearn.content.places import is_shipped
from elearn.content.problems import errors
from elearn.content.spelling import did_you_mean
from elearn.domain.quizzes import Quiz
from elearn.interop.drafts import Loss, Translation, Unreadable
from elearn.interop.gift import as_text, read_gift
from elearn.interop.gift_writing import write_gift
from elearn.interop.moodle_xml import read_moodle_xml
from elearn.interop.naming import is_id
from elearn.interop.quiz_yaml import quiz_yaml
from elearn.interop.xml_tree import LARGEST

READERS: Mapping[str, Callable[[bytes], Translation]] = {
    "gift": lambda raw: read_gift(as_text(raw)),
    "moodle-xml": read_moodle_xml,
}


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--format", "written", type=click.Choice(list(READERS)), required=True, help="How it is written."
)
@click.option("--to", "slug", required=True, metavar="SLUG", help="The id of the quiz to make.")
@click.option("--replace", is_flag=True, help="Write over a quiz that is there.")
def import_(file: Path, written: str, slug: str, replace: bool) -> None:
    """Make a quiz of questions in another system's format.

    Says by name and line what could not be kept, and then exits 1; and by the lines of the new file what its author
    must still write.
    """
    target = _target(slug, replace)
    translation = _translated(file, written)
    before = open_quiz(slug).lines if target.exists() else {}
    if translation.drafts:
        write(target, quiz_yaml(translation))
    _say(translation.losses, str(file))
    if not translation.drafts:
        raise click.ClickException("No question could be taken over, so nothing is written.")
    made = {draft.id for draft in translation.drafts}
    gone = [Loss(line, f'"{name}" stood here and is no longer') for name, line in before.items()]
    lost = [loss for loss, name in zip(gone, before, strict=True) if name not in made]
    _say(lost, f"quizzes/{slug}.yaml as it was")
    _say_what_is_left(slug, target, len(made))
    if translation.losses or lost:
        raise click.exceptions.Exit(1)


def _target(slug: str, replace: bool) -> Path:
    if not is_id(slug):
        raise click.BadParameter(f'"{slug}" is not an id: use a-z, 0-9 and -', param_hint="--to")
    quizzes = folders()[1]
    if is_shipped(quizzes):
        raise click.ClickException("ELEARN_QUIZZES does not say which folder your quizzes stand in.")
    target = quizzes / f"{slug}.yaml"
    if target.exists() and not replace:
        raise click.ClickException(f"{target} is there already; --replace writes over it.")
    return target


def _translated(file: Path, written: str) -> Translation:
    try:
        if (size := file.stat().st_size) > LARGEST:
            raise Unreadable(1, f"this file has {size:,} bytes; at most {LARGEST:,} are read at once")
        return READERS[written](file.read_bytes())
    except Unreadable as unreadable:
        raise click.ClickException(f"{file}:{unreadable.line}: {unreadable.sentence}") from unreadable
    except OSError as trouble:
        raise click.ClickException(f"{file} cannot be read: {trouble.strerror}.") from trouble


def _say_what_is_left(slug: str, target: Path, count: int) -> None:
    problems = errors(open_quiz(slug).problems)
    for problem in problems:
        click.echo(str(problem))
    click.echo(
        f"Written: {target}. Questions: {count}. Lines still to be written: {len(problems)}.", err=True
    )


@click.command()
@click.argument("slug")
@click.option("--format", "written", type=click.Choice(["gift"]), required=True, help="The format to write.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A file, instead of the screen.")
def export(slug: str, written: str, out: Path | None) -> None:
    """Write a quiz in another system's format; say by name and line what that cannot say, and then exit 1."""
    found = open_quiz(slug)
    text, losses = write_gift(_sound(found), found.lines)
    if out is None:
        click.echo(text, nl=False)
    else:
        write(out, text)
        click.echo(f"Written: {out}.", err=True)
    _say(losses, found.path, err=True)
    if losses:
        raise click.exceptions.Exit(1)


def open_quiz(slug: str) -> OneQuiz:
    """The quiz of that name, however broken; raises ClickException where there is none."""
    modules, quizzes = folders()
    found = one_quiz(modules, quizzes, slug)
    if found is None:
        known = sorted(file.stem for file in quizzes.glob("*.yaml"))
        raise click.ClickException(f'There is no quiz "{slug}"{did_you_mean(slug, known) or "."}')
    return found


def write(file: Path, text: str) -> None:
    """Write a file; raises ClickException in words where the disk does not let us."""
    try:
        file.write_text(text, "utf-8", newline="\n")
    except OSError as trouble:
        raise click.ClickException(f"{file} cannot be written: {trouble.strerror}.") from trouble


def _sound(found: OneQuiz) -> Quiz:
    if broken := errors(found.problems):
        raise click.ClickException(
            "This quiz has mistakes, so it is not exported:\n" + "\n".join(map(str, broken))
        )
    assert found.quiz is not None  # otherwise there would be a mistake
    return found.quiz


def _say(losses: Iterable[Loss], path: str, *, err: bool = False) -> None:
    for loss in sorted(losses):
        click.echo(f"{path}:{loss.line}: {loss.sentence}", err=err)
