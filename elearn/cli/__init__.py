"""Without this there would be no `elearn` command.

Each group is imported only when it is asked for, so that `elearn content check` never waits for the web or the tables.
"""

import click

from elearn import __version__
from elearn.cli.lazy import Lazy, Part

COMMANDS = {
    "content": "Check, list and release what authors write.",
    "database": "Make, check, copy and recover the database.",
    "demo": "Load people who never lived, to look round.",
    "moments": "Compare what two observers saw in one film.",
    "outbox": "Deliver letters, and list those that have not arrived.",
    "pathways": "Judge evidence by a pathway's rules, and compare and change editions.",
    "people": "Invite people, help them back in, list, disable and erase them.",
    "quizzes": "Bring questions in, take them out, look at a quiz and at how it does.",
    "records": "Examine the sealed record, and print its head to keep elsewhere.",
    "serve": "Serve the program to browsers.",
    "settings": "Make the settings that must be random.",
}
"""Every group or command and what it is for; each stands in the file, and under the name, of its key."""


@click.group(
    cls=Lazy,
    parts={
        name: Part(module=f"elearn.cli.{name}", name=name, help=help_) for name, help_ in COMMANDS.items()
    },
)
@click.version_option(__version__, prog_name="elearn")
def main() -> None:
    """Learning, supervised practice and honest sign-off for people who work with parents and babies."""
