"""The application inside one worker of `elearn serve`: without it collections would walk all that start-up made."""

import gc

from flask import Flask

from elearn.web import create_app


def application() -> Flask:
    """The application, with all that start-up made taken out of the garbage collector's rounds."""
    app = create_app()
    gc.collect()
    gc.freeze()
    return app
