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
    if "db" not in g:
        g.db = house().database.open_session(write=request.method not in SAFE)
        g.db.info["catalogue"] = house().catalogue
    found: Session = g.db
    return found


def _settle(response: Response) -> Response:
    held: Session | None = g.get("db")
    if held is not None:
        if request.method not in SAFE and response.status_code < 400:
            held.commit()
        else:
            held.rollback()
    return response


def _close(_error: BaseException | None) -> None:
    held: Session | None = g.pop("db", None)
    if held is not None:
        held.close()
