"""Without this a page would have no database session, or one that commits half of what it did."""

from flask import Flask, Response, g, request
from sqlalchemy.orm import Session

from elearn.web.house import house

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def install(app: Flask) -> None:
    """One session a request: committed once if the method is unsafe and the answer no error, else rolled back."""
    app.after_request(_settle)
    app.teardown_request(_close)


def db() -> Session:
    """The session of this request; opened at first use, and unable to write when the method is a safe one."""
    found: Session | None = g.get("db")
    if found is None:
        found = house().database.open_session(write=request.method not in SAFE)
        found.info["catalogue"] = house().catalogue
        g.db = found
    return found


def _settle(response: Response) -> Response:
    held: Session | None = g.get("db")
    if held is not None and request.method not in SAFE and response.status_code < 400:
        held.commit()
    return response


# What was not committed is rolled back by closing; doing it before, too, cost as much as a statement.
def _close(_error: BaseException | None) -> None:
    held: Session | None = g.pop("db", None)
    if held is not None:
        held.close()
