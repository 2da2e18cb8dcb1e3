"""Writes the settings that nobody should make up by hand: without it keys would be short, or copied from a page."""

import secrets

import click

from elearn.services import passphrases


@click.group()
def settings() -> None:
    """Make the settings that must be random."""


@settings.command()
@click.option("--demo", is_flag=True, help="Also a password for the demo people.")
def new(demo: bool) -> None:
    """Print fresh keys as lines of a settings file, which a shell and systemd both read."""
    click.echo(f"ELEARN_SECRET_KEY={secrets.token_urlsafe(32)}")
    click.echo(f"ELEARN_AUDIT_KEY={secrets.token_urlsafe(32)}")
    if demo:
        click.echo(f"ELEARN_DEMO_PASSWORD='{passphrases.offer()}'")
