"""The group of commands about pathways: without it to judge would wait for the tables that only a move needs."""

import click

from elearn.cli.lazy import Lazy, Part


@click.group(
    cls=Lazy,
    parts={
        "judge": Part(
            module="elearn.cli.judging", name="judge", help="Judge a file of evidence by a pathway's rules."
        ),
        "schema": Part(module="elearn.cli.judging", name="schema", help="Say what such a file may hold."),
        "compare": Part(
            module="elearn.cli.moves",
            name="compare",
            help="Say in what two editions differ, for one person too.",
        ),
        "affected": Part(
            module="elearn.cli.moves",
            name="affected",
            help="Say whom the present rules would touch, and how.",
        ),
        "move": Part(
            module="elearn.cli.moves", name="move", help="Move one person to another edition, with a reason."
        ),
    },
)
def pathways() -> None:
    """Judge evidence by a pathway's rules, compare editions, and move people from one to another."""
