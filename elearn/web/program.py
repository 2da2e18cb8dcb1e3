"""Without this Flask would work out for every request what is the same for all: its signers, its addresses."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from flask import Flask, has_request_context
from flask.globals import request_ctx
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from elearn.web.render import Templates

ADDRESSES = 4096
"""So many addresses are kept; they hold ids, so there is no end to them."""


class Signer(TimestampSigner):
    """A signer that derives its key once, and not for every cookie."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what the signer of itsdangerous takes."""
        super().__init__(*args, **kwargs)
        self.derive_key = cache(self.derive_key)  # type: ignore[method-assign]  # it follows from what stays the same


class Seal(URLSafeTimedSerializer):
    """A serializer that makes its signer once; texts sealed by any other with the same secret are its own."""

    default_signer = Signer

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what the serializer of itsdangerous takes."""
        super().__init__(*args, **kwargs)
        self.make_signer = cache(self.make_signer)  # type: ignore[method-assign]  # as above


class Cookies(SecureCookieSessionInterface):
    """Flask's signed cookie, read and written with one seal."""

    def __init__(self, app: Flask) -> None:
        """Wait for the first cookie: the secret is set later than this."""
        self._seal = cache(lambda: self._made(app))

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer:
        """The seal of this program's cookies."""
        return self._seal()

    def _made(self, app: Flask) -> Seal:
        how = {"key_derivation": self.key_derivation, "digest_method": self.digest_method}
        return Seal(app.secret_key or "", salt=self.salt, serializer=self.serializer, signer_kwargs=how)


class Program(Flask):
    """Flask, keeping between requests what no request changes."""

    jinja_environment = Templates

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what Flask takes."""
        super().__init__(*args, **kwargs)
        self.session_interface = Cookies(self)
        self._address = lru_cache(ADDRESSES, typed=True)(self._address_under)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself: nothing here is asynchronous, and Flask would look at each of them on every request."""
        return func

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        """The address of a page, as Flask builds it."""
        adapter = request_ctx.url_adapter if has_request_context() else None
        whole = values.get("_external") or values.get("_scheme")
        if adapter is None or whole or endpoint.startswith("."):
            return super().url_for(endpoint, **values)
        try:
            # Within a request an address depends on nothing but the folder the program is served under.
            return self._address(adapter.script_name, endpoint, **values)
        except TypeError:  # a list of values is no key
            return super().url_for(endpoint, **values)

    def _address_under(self, _root: str, endpoint: str, /, **values: Any) -> str:
        return super().url_for(endpoint, **values)
