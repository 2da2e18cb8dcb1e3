"""Starts the service for browsers: without it every operator would have to choose and tune a web server."""

import os
import socket

import click

from elearn.cli.opening import configured, opened
from elearn.config import SERVING, Config, is_loopback

STOPPING_SECONDS = 10


@click.command()
@click.option("--host", help="Where to listen, instead of ELEARN_HOST.")
@click.option("--port", help="On which port, instead of ELEARN_PORT.")
def serve(host: str | None, port: str | None) -> None:
    """Serve the program to browsers until it is stopped."""
    # The workers are new processes that read the environment again, so the options go there.
    os.environ.update({k: v for k, v in {"ELEARN_HOST": host, "ELEARN_PORT": port}.items() if v})
    config = configured(SERVING)
    check(config)
    require_free(config.host, config.port)
    click.echo(f"Serving at {config.url} (stop with Ctrl-C).")
    run(config)


def check(config: Config) -> None:
    """Raise ClickException for what would stop every worker: a server would call that a crash and try for ever."""
    # Here and not above, so that commands without a browser load neither content nor web.
    from elearn.content.library import BrokenContent, open_library
    from elearn.services.people import demo_present

    try:
        open_library(config.modules, config.quizzes)
    except BrokenContent as broken:
        raise click.ClickException(str(broken)) from broken
    with opened(config) as database, database.reading() as session:
        if not is_loopback(config.host) and demo_present(session):
            raise click.ClickException(
                f"Demo people are in this database, so it is not served on {config.host}, which others reach; "
                "give real people a database of their own."
            )


def require_free(host: str, port: int) -> None:
    """Raise ClickException when another program listens there; the server itself would share the port unasked."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # Connections that a stopped service left behind are no reason to wait.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as trouble:
            raise click.ClickException(
                f"{host}:{port} cannot be used ({trouble.strerror}); try --port."
            ) from trouble


def run(config: Config) -> None:
    """Run the web server in this process and its workers, one a core unless ELEARN_WORKERS says otherwise."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "elearn.web.worker:application",
        factory=True,
        address=config.host,
        port=config.port,
        interface=Interfaces.WSGI,
        workers=config.workers or os.cpu_count() or 1,
        blocking_threads=1,
        respawn_failed_workers=True,
        # A worker asked to stop while it is still starting never hears it.
        workers_kill_timeout=STOPPING_SECONDS,
        websockets=False,
    ).serve()
