"""Without this command a team could not compare two codings of its own film, and send neither anywhere."""

import json
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import click

from elearn.cli.opening import configured, opened
from elearn.content.library import open_library
from elearn.content.spelling import did_you_mean
from elearn.domain.agreement import Coded, agree
from elearn.domain.agreement import codes as codes_of
from elearn.domain.agreement import subjects as subjects_of
from elearn.domain.errors import NotFound
from elearn.domain.time_units import MOST_UNITS, units_needed
from elearn.interop.codings import WrongCodings, read_codings
from elearn.services.key_agreement import key_agreement
from elearn.words.agreement import Compared, answer, kappas, kappas_told, report

TABLE = click.Path(exists=True, dir_okay=False, path_type=Path)


LONGEST = 3600
"""Seconds, the longest that may be asked for."""


class Seconds(click.ParamType[Decimal]):
    """A number of seconds from ``least`` up, read exactly."""

    name = "seconds"

    def __init__(self, least: str) -> None:
        """Take the fewest seconds that make sense."""
        self.least = Decimal(least)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """The number; anything else is refused in words."""
        try:
            seconds = Decimal(str(value))
        except InvalidOperation:
            seconds = Decimal("NaN")
        if not seconds.is_finite() or not self.least <= seconds <= LONGEST:
            said = f"write seconds from {self.least} to {LONGEST:,}, such as 0.5"
            self.fail(f'"{value}" is no length of time: {said}', param, ctx)
        return seconds


TOLERANCE, UNIT = Seconds("0"), Seconds("0.001")
"""Starts may have to be the same to match; a sample takes time, and no film has more than a thousand a second."""


@click.group()
def moments() -> None:
    """Compare what two people saw in one film, or a drawn clip's key with those who marked it."""


@moments.command()
@click.argument("first", type=TABLE, metavar="A.csv")
@click.argument("second", type=TABLE, metavar="B.csv")
@click.option(
    "--tolerance", type=TOLERANCE, default="0.5", show_default=True, help="Seconds apart that still match."
)
@click.option("--unit", type=UNIT, default="1", show_default=True, help="Seconds between kappa's samples.")
@click.option("--subjects", help="Only these subjects, with commas between them.")
@click.option("--codes", help="Only these codes, with commas between them.")
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON.")
def agreement(
    first: Path,
    second: Path,
    tolerance: Decimal,
    unit: Decimal,
    subjects: str | None,
    codes: str | None,
    as_json: bool,
) -> None:
    """Say how far two observers agree: tables with the header start,stop,subject,code; no stop is a point in time.

    Exit 1 when a file is wrong, with its line.
    """
    ones, others = _read(first), _read(second)
    who = _chosen(subjects, subjects_of(ones, others), "--subjects")
    what = _chosen(codes, codes_of(ones, others), "--codes")
    ones, others = _only(ones, who, what), _only(others, who, what)
    if units_needed((*ones, *others), unit, len(who)) > MOST_UNITS:
        raise click.BadParameter(
            f"that makes more than {MOST_UNITS:,} units; choose a longer one", param_hint="--unit"
        )
    compared = Compared(
        first=ones,
        second=others,
        tolerance=tolerance,
        unit=unit,
        subjects=who,
        codes=what,
        agreement=agree(ones, others, tolerance),
    )
    if as_json:
        click.echo(json.dumps(answer(compared), indent=2, ensure_ascii=False))
    else:
        click.echo(report(compared))


@moments.command()
@click.argument("clip", metavar="CLIP")
@click.option("--unit", type=UNIT, default="1", show_default=True, help="Seconds between kappa's samples.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def kappa(clip: str, unit: Decimal, as_json: bool) -> None:
    """Say, for authors and researchers, how a clip's key and everybody's first go at it agree, kind by kind."""
    config = configured()
    catalogue = open_library(config.modules, config.quizzes)
    try:
        with opened(config) as database, database.reading() as session:
            found = key_agreement(session, catalogue, clip, unit)
    except NotFound:
        hint = did_you_mean(clip, catalogue.clips) or "."
        raise click.ClickException(f'There is no clip "{clip}"{hint}') from None
    if as_json:
        told = {"clip": found.clip.id, "unit": str(unit), "n": found.n, "kinds": kappas(found.kinds)}
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    click.echo(
        f"{found.clip.title}: the first goes of {found.n} people against the key, sampled every {unit} s."
    )
    click.echo("\n".join(kappas_told(found.kinds)))
    click.echo(
        "A mark is a point, and is lent one unit here, which flatters it. Learners are shown what they found."
    )


def _read(file: Path) -> tuple[Coded, ...]:
    try:
        return read_codings(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise click.ClickException(f"{file}: this is not UTF-8") from None
    except WrongCodings as wrong:
        lines = (f"{file}:{each.line}: {each.says}" for each in wrong.mistakes)
        raise click.ClickException("\n".join(lines)) from None


def _chosen(typed: str | None, known: Sequence[str], option: str) -> tuple[str, ...]:
    if typed is None:
        return tuple(known)
    chosen = tuple(dict.fromkeys(name.strip() for name in typed.split(",")))
    for name in chosen:
        if name not in known:
            raise click.BadParameter(
                f'neither file has "{name}"; they have: {", ".join(known)}', param_hint=option
            )
    return chosen


def _only(coded: tuple[Coded, ...], subjects: Sequence[str], codes: Sequence[str]) -> tuple[Coded, ...]:
    return tuple(each for each in coded if each.subject in subjects and each.code in codes)
