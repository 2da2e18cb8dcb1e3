"""A Flask page that does nothing, for gunicorn to serve: without it a ratio would have nothing under it."""

from flask import Flask


def application() -> Flask:
    """The page."""
    app = Flask("bare")
    app.add_url_rule("/", "index", lambda: "<!doctype html><title>bare</title><p>Hello.")
    return app


def command(port: int) -> tuple[str, ...]:
    """What Python runs to serve it at this port, in one worker of gunicorn's plainest kind."""
    return (
        *("-m", "gunicorn", "benchmarks.bare:application()"),
        *("--bind", f"127.0.0.1:{port}", "--workers", "1", "--worker-class", "sync"),
    )
