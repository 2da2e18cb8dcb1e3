"""Without this a fault at night would leave no trace: one JSON line an event, with the request's id."""

import json
import logging
import secrets
from time import perf_counter

from flask import Flask, Response, g, has_request_context, request

from elearn import clock

LOG = logging.getLogger("elearn")


class Line(logging.Formatter):
    """One JSON object a line; never a text a person typed and never a token, since neither is ever passed."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        line = {"at": clock.now().isoformat(timespec="milliseconds"), "level": record.levelname}
        line["event"] = record.getMessage()
        line.update(getattr(record, "about", {}))
        if has_request_context():
            line["request"] = g.get("request_id", "")
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def install(app: Flask) -> None:
    """Write a line for every request that was answered."""
    if not LOG.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(Line())
        LOG.addHandler(handler)
        LOG.setLevel(logging.WARNING if app.testing else logging.INFO)
        LOG.propagate = False
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    g.began = perf_counter()


def _end(response: Response) -> Response:
    if request.endpoint != "static":
        # The rule and not the path: a path may hold the token of an invitation.
        about = {
            "method": request.method,
            "page": request.endpoint or "",
            "status": response.status_code,
            "ms": round((perf_counter() - g.get("began", perf_counter())) * 1000, 1),
        }
        LOG.info("answered", extra={"about": about})
    return response
