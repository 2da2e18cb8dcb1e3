"""Without these commands nobody could ask the rules a question from outside, nor know what evidence looks like."""

import json
import os
from datetime import datetime
from pathlib import Path

import click

from elearn.content.evidence import WrongEvidence, read_evidence
from elearn.content.evidence_schema import schema as evidence_schema
from elearn.content.fields import Notes
from elearn.content.pathways import FOLDER, read_pathways
from elearn.content.places import folder
from elearn.content.problems import Problems, errors
from elearn.content.references import References
from elearn.content.spelling import did_you_mean
from elearn.domain.evidence import Evidence
from elearn.domain.milestones import judge as judge_milestones
from elearn.domain.pathways import Pathway
from elearn.words.judgements import answer, report


@click.command()
@click.option("--pathway", "slug", required=True, help="The pathway's id: the name of its file.")
@click.option(
    "--evidence",
    "file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A JSON file: see elearn pathways schema.",
)
@click.option(
    "--at",
    "at",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day at whose end the record is judged, such as 2025-04-30.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the judgement as JSON.")
def judge(slug: str, file: Path, at: datetime, as_json: bool) -> None:
    """Say what counts, what does not and why, and whose move it is; exit 1 when a file is wrong."""
    pathway, evidence = _pathway(slug), _evidence(file)
    judgement = judge_milestones(pathway, evidence, at.date())
    if as_json:
        click.echo(json.dumps(answer(judgement), indent=2, ensure_ascii=False))
    else:
        click.echo(report(judgement, pathway.title))


@click.command()
def schema() -> None:
    """Print the JSON Schema of an evidence file."""
    click.echo(json.dumps(evidence_schema(), indent=2, ensure_ascii=False))


def _pathway(slug: str) -> Pathway:
    named = os.environ.get("ELEARN_MODULES")
    place = folder("modules", Path(named) if named else None) / FOLDER
    notes = Notes(Problems(), References())
    found = read_pathways(place, notes)
    if slug not in found and not (place / f"{slug}.md").is_file():
        raise click.BadParameter(f'no pathway "{slug}"{did_you_mean(slug, found)}', param_hint="--pathway")
    mistakes = [str(each) for each in errors(notes.problems.sorted) if Path(each.path).stem == slug]
    if mistakes or slug not in found:
        raise click.ClickException("\n".join(mistakes) or f"{slug} extends a pathway that has mistakes")
    return found[slug]


def _evidence(file: Path) -> Evidence:
    try:
        return read_evidence(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise click.ClickException(f"{file}: this is not UTF-8") from None
    except WrongEvidence as wrong:
        raise click.ClickException("\n".join(f"{file}: {each}" for each in wrong.mistakes)) from None
