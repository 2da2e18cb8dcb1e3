"""The door for browsers: without this file there would be no application; read it from top to bottom."""

import logging
import os

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from elearn.config import SERVING, Config
from elearn.content.library import open_library
from elearn.domain.library import Catalogue
from elearn.services.privacy import known_words
from elearn.storage.database import Database
from elearn.web import clips, errors, gate, headers, house, journal, pages, render, session, sizes
from elearn.web.host import UnderAName
from elearn.web.program import Program

LIMIT = 256 * 1024
"""The largest request in bytes: a form of long reflections fits, a film does not."""


def create_app(config: Config | None = None, catalogue: Catalogue | None = None) -> Flask:
    """The whole program as a WSGI application; raises ``Misconfigured`` or ``BrokenContent`` before it serves.

    The content is read from where ``config`` says, unless somebody has read it already and hands it over.
    """
    config = config or Config.read(os.environ, needs=SERVING)
    app = Program("elearn.web", static_folder="static", static_url_path="/static")
    app.config.update(
        SECRET_KEY=config.secret_key,
        MAX_CONTENT_LENGTH=LIMIT,
        MAX_FORM_MEMORY_SIZE=LIMIT,
        MAX_FORM_PARTS=500,
        WTF_CSRF_TIME_LIMIT=None,
        TESTING=config.testing,
    )
    catalogue = catalogue or open_library(config.modules, config.quizzes)
    app.extensions["elearn"] = house.House(
        config=config,
        database=Database(
            config.database_url,
            audit_key=config.audit_key,
            letters_from=config.letters_from,
            known_words=known_words(catalogue),
        ),
        catalogue=catalogue,
    )
    for part in (journal, headers, session, sizes, gate, errors, render, clips, pages):
        part.install(app)
    if config.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Werkzeug's own documented way
            app.wsgi_app, x_for=config.proxies, x_proto=config.proxies, x_host=config.proxies
        )
    app.wsgi_app = UnderAName(app.wsgi_app, config.url)  # type: ignore[method-assign]  # as above
    logging.getLogger("elearn").info("started")
    return app
