"""Without this a Host header that is no name would leave a request without any address, and fault its own apology."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

Program = Callable[[dict[str, Any], Any], Iterable[bytes]]


class UnderAName:
    """A program that takes a Host which cannot be a name for the one in ``url``, the service's own."""

    def __init__(self, program: Program, url: str) -> None:
        """Stand before this program."""
        self._program = program
        self._own = urlsplit(url).netloc

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        if not _is_name(environ.get("HTTP_HOST", "")):
            environ["HTTP_HOST"] = self._own
        return self._program(environ, start_response)


def _is_name(host: str) -> bool:
    try:
        host.encode("idna")
    except UnicodeError:  # a part of it is empty, or longer than 63 characters
        return False
    return True
