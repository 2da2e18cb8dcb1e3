"""A Flask page that does nothing, served as `elearn serve` serves: without it a ratio would have nothing under it."""

import sys

from flask import Flask


def application() -> Flask:
    """The page."""
    app = Flask("bare")
    app.add_url_rule("/", "index", lambda: "<!doctype html><title>bare</title><p>Hello.")
    return app


def serve(port: int) -> None:
    """Serve it with one worker and one thread, as one worker of `elearn serve` works."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "benchmarks.bare:application",
        factory=True,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=1,
        websockets=False,
    ).serve()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
