"""Whether an operator sees what another edition would change, for one and for all, and can move somebody so."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from click.testing import CliRunner, Result

from elearn.cli.pathways import pathways
from elearn.domain.pathway_editions import pathway_edition
from elearn.domain.pathways import Pathway
from elearn.domain.people import Role
from elearn.services import assignments
from elearn.storage.database import Database
from elearn.storage.moves import MoveRow
from tests.services import practised
from tests.services.entered import NOW, OPERATOR, enter, relate
from tests.settings import AUDIT_KEY

SLUG = "vig-practitioner"
Run = Callable[..., Result]


def earlier() -> Pathway:
    """An edition in which stage 1 asked for five cycles."""
    now = practised.shipped()[SLUG]
    ready, first, *rest = now.milestones
    cycles, *others = first.requires
    five = replace(first, requires=(replace(cycles, at_least=5), *others))
    return replace(now, milestones=(ready, five, *rest))


OLD, NEW = (pathway_edition(each).hash[:12] for each in (earlier(), practised.shipped()[SLUG]))


@pytest.fixture
def run(fresh_database: Database) -> Run:
    with fresh_database.writing() as session:
        sam, ruth = enter(session, "Sam Rees", Role.TRAINEE), enter(session, "Ruth Ade", Role.SUPERVISOR)
        relate(session, ruth, sam, since=practised.BEGAN)
        ladders = {**practised.shipped(), SLUG: earlier()}
        assignments.assign(
            session, OPERATOR, ladders, learner=sam.id, pathway=SLUG, began_on=practised.BEGAN, now=NOW
        )
        practised.stage_1(session, sam, ruth)

    def invoke(*arguments: str) -> Result:
        url = fresh_database.url.render_as_string(hide_password=False)
        told = {"ELEARN_DATABASE_URL": url, "ELEARN_AUDIT_KEY": AUDIT_KEY}
        return CliRunner().invoke(pathways, arguments, env=told)

    return invoke


def test_two_editions_are_compared_by_their_rules(run: Run) -> None:
    told = run("compare", OLD, SLUG)
    assert told.exit_code == 0
    assert told.stdout.splitlines() == [
        f"{SLUG} {OLD} → {SLUG} {NEW}",
        "  stage 1, cycles: from “5 cycles with film and shared review” to “6 cycles with film and shared review”.",
    ]
    assert "The rules are the same." in run("compare", SLUG, NEW).stdout


def test_two_pathways_are_compared_and_what_would_change_for_one_person_is_told(run: Run) -> None:
    told = run("compare", OLD, SLUG, "--learner", "sam@example.org").stdout
    assert f"Sam Rees, from {SLUG} {OLD} to {SLUG} {NEW}" in told
    assert "  Stage 1: With the learner, as before.\n    cycles: from “6 of 5, Met” to “6 of 6, Met”." in told
    other = run("compare", SLUG, "vig-18", "--learner", "sam@example.org").stdout
    assert "midpoint is new: Mid-point." in other
    assert "  Practice under supervision: from “not asked for” to “With the learner”." in other


def test_whom_a_change_of_rules_touches_is_told_beforehand_and_nobody_afterwards(run: Run) -> None:
    told = run("affected", SLUG)
    assert (told.exit_code, f"Sam Rees, from {SLUG} {OLD} to {SLUG} {NEW}" in told.stdout) == (0, True)
    assert run("affected", "vig-18").stdout == "Everybody on it has its present rules.\n"
    run("move", SLUG, "--learner", "sam@example.org", "--reason", "New rules.")
    assert run("affected", SLUG).stdout == "Everybody on it has its present rules.\n"


def test_a_person_is_moved_once_with_a_reason_and_back_by_its_digits(
    run: Run, fresh_database: Database
) -> None:
    asked = ("move", SLUG, "--learner", "sam@example.org", "--reason")
    first = run(*asked, "New rules.")
    assert (first.exit_code, first.stdout.splitlines()[-1]) == (0, "Sam Rees is moved.")
    assert "Nothing was done." in run(*asked, "New rules.").stdout
    assert run(*asked, "A mistake.", "--to", OLD).exit_code == 0
    with fresh_database.reading() as session:
        assert [each.reason for each in session.query(MoveRow).order_by(MoveRow.seq)] == [
            "New rules.",
            "A mistake.",
        ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("compare", "vig", SLUG), "No pathway and no edition is called “vig”"),
        (
            ("compare", SLUG, SLUG, "--learner", "zoe@example.org"),
            "Nobody here has the address zoe@example.org.",
        ),
        (("compare", "www", "www", "--learner", "sam@example.org"), "Sam Rees is not on that pathway."),
        (("affected", "vig"), "There is no pathway called “vig”."),
        (
            ("move", "www", "--learner", "sam@example.org", "--reason", "x"),
            "Sam Rees is not on that pathway.",
        ),
        (("move", SLUG, "--learner", "sam@example.org", "--reason", " "), "Say in a few words why."),
        (
            ("move", SLUG, "--learner", "sam@example.org", "--reason", "x", "--to", "vig-18"),
            "That is an edition of another pathway",
        ),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(run: Run, arguments: tuple[str, ...], said: str) -> None:
    told = run(*arguments)
    assert told.exit_code == 1
    assert said in told.stderr


def test_a_move_without_a_reason_is_a_matter_of_usage(run: Run) -> None:
    assert run("move", SLUG, "--learner", "sam@example.org").exit_code == 2
