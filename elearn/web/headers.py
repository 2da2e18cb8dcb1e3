"""Without these headers a browser would run what a stranger injected, and keep what only one person may read."""

from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Response, g, request

from elearn.web.house import house

Policy = Mapping[str, str]
PAGE: Policy = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""What a page may load and who may frame it, by directive."""
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}
HSTS = "max-age=31536000; includeSubDomains"
YEAR = 31536000


def keep_to(policy: Policy) -> None:
    """Give the page that is being answered a policy of its own; a refusal raised before has that of every page."""
    g.policy = policy


def _within(address: str) -> str:
    """The address without a host: the router takes one from the Host header, which anybody may write."""
    to = urlsplit(address)
    return urlunsplit(("", "", f"/{to.path.lstrip('/')}", to.query, to.fragment))


def install(app: Flask) -> None:
    """Put the headers on every answer, also on refusals."""
    app.after_request(_dress)


def _dress(response: Response) -> Response:
    response.headers.update(ALWAYS)
    response.headers["Content-Security-Policy"] = _said(g.get("policy", PAGE))
    if response.location:
        response.location = _within(response.location)
    if house().config.secure:
        response.headers["Strict-Transport-Security"] = HSTS
    if request.endpoint == "static" and response.status_code < 400:
        # Static addresses carry a hash of what they hold, so a new version is a new address.
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        response.headers.pop("Vary", None)
        return response
    response.headers.setdefault("Cache-Control", "no-store")
    response.vary.add("Cookie")
    return response


def _said(policy: Policy) -> str:
    return "; ".join(f"{directive} {sources}" for directive, sources in policy.items())
