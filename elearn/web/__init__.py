"""The door for browsers: without this file there would be no application; read it from top to bottom."""

import logging
import os

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from elearn.config import SERVING, Config
from elearn.content.library import open_library
from elearn.storage.database import Database
from elearn.web import errors, gate, headers, house, journal, pages, render, session
from elearn.web.host import UnderAName

LIMIT = 256 * 1024
"""The largest request in bytes: a form of long reflections fits, a film does not."""


def create_app(config: Config | None = None) -> Flask:
    """The whole program as a WSGI application; raises ``Misconfigured`` or ``BrokenContent`` before it serves."""
    config = config or Config.read(os.environ, needs=SERVING)
    app = Flask("elearn.web", static_folder="static", static_url_path="/static")
    app.config.update(
        SECRET_KEY=config.secret_key,
        MAX_CONTENT_LENGTH=LIMIT,
        MAX_FORM_MEMORY_SIZE=LIMIT,
        MAX_FORM_PARTS=500,
        WTF_CSRF_TIME_LIMIT=None,
        TESTING=config.testing,
    )
    app.extensions["elearn"] = house.House(
        config=config,
        database=Database(config.database_url, audit_key=config.audit_key),
        catalogue=open_library(config.modules, config.quizzes),
    )
    for part in (journal, headers, session, gate, errors, render, pages):
        part.install(app)
    if config.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Werkzeug's own documented way
            app.wsgi_app, x_for=config.proxies, x_proto=config.proxies, x_host=config.proxies
        )
    app.wsgi_app = UnderAName(app.wsgi_app, config.url)  # type: ignore[method-assign]  # as above
    logging.getLogger("elearn").info("started")
    return app
