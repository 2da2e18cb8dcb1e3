"""Without this file every command would wait for everything that any other command needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A command that stands in a file of its own: which file, under what name there, and what it is for."""

    module: str
    name: str
    help: str


class Lazy(click.Group):
    """A group that knows its commands by name before it has loaded any."""

    def __init__(self, *args: Any, parts: Mapping[str, Part], **kwargs: Any) -> None:
        """A group of these parts."""
        super().__init__(*args, **kwargs)
        self.parts = parts

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the parts, sorted."""
        return sorted(self.parts)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The part of that name, loaded now."""
        part = self.parts.get(cmd_name)
        if part is None:
            return None
        command = getattr(import_module(part.module), part.name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the parts in the help, still without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted((name, part.help) for name, part in self.parts.items()))
