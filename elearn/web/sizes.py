"""Without this every form would take as many bytes as the longest, and a good part of a film would fit in."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

View = TypeVar("View", bound=Callable[..., Any])


def at_most(size: int) -> Callable[[View], View]:
    """Declare that no request to a page is longer than so many bytes; a longer one is answered by 413."""

    def declare(view: View) -> View:
        view.__at_most__ = size  # type: ignore[attr-defined]  # a mark on the function, read below
        return view

    return declare


def install(app: Flask) -> None:
    """Set the limit before anybody looks into the form, which the gate does first."""
    app.before_request(_limit)


def _limit() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    size = getattr(view, "__at_most__", None)
    if size is not None:
        request.max_content_length = size
