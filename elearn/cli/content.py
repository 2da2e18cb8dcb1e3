"""The authors' commands: without them a mistake in a lesson would be found by whoever opens it.

Nothing here loads the web or the database: an author waits less than a second.
"""

import json
import re
from dataclasses import asdict

import click

from elearn import clock
from elearn.cli.folders import folders
from elearn.content.library import load
from elearn.content.library import release as write
from elearn.content.problems import Problem, errors
from elearn.domain.claims import due
from elearn.domain.clips import Clip
from elearn.domain.days import Span, before
from elearn.domain.library import Catalogue, Module
from elearn.domain.quizzes import Quiz

_AGE = re.compile(r"(\d{1,4})([my])")


@click.group()
def content() -> None:
    """Check, list and release what authors write."""


@content.command()
@click.option("--json", "as_json", is_flag=True, help="Print a list of {path, line, sentence, severity}.")
def check(as_json: bool) -> None:
    """Say every mistake of every file as path:line: sentence; exit 1 when there is an error."""
    catalogue, problems = load(*folders())
    if as_json:
        click.echo(json.dumps([asdict(problem) for problem in problems], indent=2, ensure_ascii=False))
    else:
        _print(problems)
    if errors(problems):
        raise click.exceptions.Exit(1)
    found = {"module": catalogue.modules, "quiz": catalogue.quizzes, "claim": catalogue.claims}
    counted = ", ".join(_many(len(things), noun) for noun, things in found.items())
    outcome = f"no errors, {_many(len(problems), 'warning')}" if problems else "no errors"
    click.echo(f"{counted}: {outcome}.", err=True)


@content.command(name="list")
def list_() -> None:
    """List the modules, quizzes and clips with their minutes, words, objectives, questions and claims."""
    catalogue, problems = load(*folders())
    if errors(problems):
        click.echo("There are errors, so some things may be missing: see elearn content check.", err=True)
    for module in catalogue.modules.values():
        click.echo(_module_line(module, catalogue))
        for lesson in module.lessons:
            line = f"  {lesson.number:02} {lesson.id}: {lesson.minutes} min, {lesson.words} words"
            click.echo(f"{line}, {_many(len(lesson.claims), 'claim')}")
    for quiz in catalogue.quizzes.values():
        click.echo(f"quiz {quiz.id}: {_quiz_words(quiz)}")
    for pathway in catalogue.pathways.values():
        click.echo(f"pathway {pathway.id}: {len(pathway.milestones)} milestones")
    for clip in catalogue.clips.values():
        click.echo(f"clip {clip.id}: {_clip_words(clip)}")


@content.command()
@click.option(
    "--older-than", "age", default="24m", show_default=True, metavar="24m", help="Months (24m) or years (2y)."
)
def evidence(age: str) -> None:
    """List the claims that were last checked so long ago, those that wait longest first."""
    catalogue, _problems = load(*folders())
    # The day in UTC: a service's own zone would need its settings, which an author has not.
    for claim in due(catalogue.claims.values(), before(clock.now().date(), _span(age))):
        click.echo(f"{claim.checked} {claim.id} ({claim.topic}): {claim.source}")


@content.command()
def release() -> None:
    """Write the hash of everything to released.json, so that a later change must say how much it bears."""
    changed, problems = write(*folders())
    if problems:
        _print(problems)
        raise click.exceptions.Exit(1)
    click.echo(
        f"Written: {' and '.join(changed)}." if changed else "Nothing has changed since the last release."
    )


def _span(age: str) -> Span:
    found = _AGE.fullmatch(age)
    if not found:
        raise click.BadParameter(f"{age} is not an age: write 24m or 2y", param_hint="--older-than")
    return Span(months=int(found[1]) * (12 if found[2] == "y" else 1))


def _print(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        click.echo(str(problem))


def _module_line(module: Module, catalogue: Catalogue) -> str:
    quiz = catalogue.quizzes.get(module.quiz)
    parts = (
        _many(len(module.lessons), "lesson"),
        f"{module.minutes} min",
        f"{module.words} words",
        _many(len(module.objectives), "objective"),
        _many(len(quiz.questions), "question") if quiz else "no quiz",
        _many(len(module.claims), "claim"),
    )
    return f"{module.id}: {', '.join(parts)}"


def _clip_words(clip: Clip) -> str:
    key = "provisional key" if clip.agreed.provisional else f"key of {clip.agreed.readers} readers"
    kept = f"{clip.use} {clip.form}" if clip.form else clip.use
    return f"{kept}, {clip.length:f} s, {_many(len(clip.beats), 'beat')}, {_many(len(clip.key), 'moment')}, {key}"


def _quiz_words(quiz: Quiz) -> str:
    mark = "by completion" if quiz.pass_mark is None else f"pass at {quiz.pass_mark:.0%}"
    return f"{_many(len(quiz.questions), 'question')}, {mark}"


def _many(number: int, noun: str) -> str:
    """A count with its noun, such as "1 quiz" and "2 quizzes"."""
    plural = f"{noun}zes" if noun.endswith("z") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"
