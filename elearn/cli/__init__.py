"""Without this there would be no `elearn` command.

Each group is imported only when it is asked for, so that `elearn content check` never waits for the web or the tables.
"""

from importlib import import_module

import click

from elearn import __version__

COMMANDS = {
    "content": "Check, list and release what authors write.",
    "database": "Make, check, copy and recover the database.",
    "demo": "Load people who never lived, to look round.",
    "pathways": "Judge evidence by a pathway's rules, and say what evidence looks like.",
    "people": "Invite people, help them back in, list and disable them.",
    "serve": "Serve the program to browsers.",
    "settings": "Make the settings that must be random.",
}
"""Every group or command and what it is for; each stands in the file, and under the name, of its key."""


class _Lazy(click.Group):
    """A group that knows its commands by name before it has loaded any."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"elearn.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(cls=_Lazy)
@click.version_option(__version__, prog_name="elearn")
def main() -> None:
    """Learning, supervised practice and honest sign-off for people who work with parents and babies."""
