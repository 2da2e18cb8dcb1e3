"""The program as most tests meet it: without this each would read all content anew, which takes most of a second."""

from functools import cache

from flask import Flask

from elearn.config import Config
from elearn.content.library import open_library
from elearn.domain.library import Catalogue
from elearn.web import create_app
from tests.settings import environment


@cache
def shipped() -> Catalogue:
    """All content that ships, read once a run; nothing in it can be changed."""
    return open_library()


def program(database_url: str, **settings: str) -> Flask:
    """The whole program on this database, with the content that ships."""
    return create_app(Config.read({**environment(database_url), **settings}), shipped())
