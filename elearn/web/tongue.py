"""Without this a page would look its language up anew for each of its hundreds of words, at a tenth of its cost."""

from contextvars import ContextVar
from typing import Any

from flask import Flask
from flask_babel import get_domain

# Flask-Babel walks from its context to domain to locale for every text; within a request all three stay the same.
_SPOKEN: ContextVar[Any] = ContextVar("translations", default=None)


def gettext(text: str, **named: Any) -> str:
    """A text in the reader's language, with what is named filled in; as Flask-Babel's own, within a request."""
    said: str = _translations().ugettext(text)
    return said % named if named else said


def ngettext(one: str, many: str, num: int, **named: Any) -> str:
    """The same of a text that counts."""
    said: str = _translations().ungettext(one, many, num)
    return said % {"num": num, **named}


def install(app: Flask) -> None:
    """Look the language of a request up once, before anything is said in it."""
    app.before_request(_take)
    app.teardown_request(_lay_down)


def _take() -> None:
    _SPOKEN.set(get_domain().get_translations())


def _lay_down(_error: BaseException | None) -> None:
    _SPOKEN.set(None)


def _translations() -> Any:
    return _SPOKEN.get() or get_domain().get_translations()
