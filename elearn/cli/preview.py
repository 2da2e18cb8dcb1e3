"""Without this command an author would have to start the whole service, and sit her own quiz, to see one feedback."""

from importlib import import_module
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import click

from elearn.cli.folders import folders
from elearn.cli.quiz_files import open_quiz
from elearn.content.problems import errors

HOST = "127.0.0.1"
"""There is no option for another: what is shown here holds every key."""


@click.command()
@click.argument("slug")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8400, show_default=True, help="Where to listen."
)
@click.option("--once", is_flag=True, help="Print the page and stop; exit 1 when the quiz has an error.")
def preview(slug: str, port: int, once: bool) -> None:
    """Show a quiz with every feedback and the check's mistakes, on this machine only, and again on each save."""
    found = open_quiz(slug)
    # A door does not import its neighbour: the preview is asked for by name, as a web server asks for the service.
    app = import_module("elearn.web.preview").create_preview(*folders(), slug)
    if once:
        click.echo(app.test_client().get("/", base_url=f"http://{HOST}").get_data(as_text=True), nl=False)
        if errors(found.problems):
            raise click.exceptions.Exit(1)
        return
    with _listening(port) as server:
        server.set_app(app)
        click.echo(f"Preview of {found.path} at http://{HOST}:{server.server_port}/ (stop with Ctrl-C).")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("Stopped.")


class _Server(ThreadingMixIn, WSGIServer):
    """Answers several at once: a browser opens lines that it then leaves silent."""

    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    """Says nothing of a page that asks each second whether it is still the newest."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name is the library's)
        return


def _listening(port: int) -> _Server:
    try:
        return _Server((HOST, port), _Quiet)
    except OSError as trouble:
        raise click.ClickException(
            f"{HOST}:{port} cannot be used ({trouble.strerror}); try --port."
        ) from trouble
