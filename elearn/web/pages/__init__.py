"""The list of pages; a page that is not on it does not exist."""

from importlib import import_module

from flask import Flask

FEATURES = (
    "about",
    "account",
    "claims",
    "confirmations",
    "coordination",
    "desks",
    "home",
    "library",
    "logbook",
    "milestones",
    "people",
    "quizzes",
    "record",
    "signoffs",
)


def install(app: Flask) -> None:
    """Register the blueprint of every feature, each under its own file's name."""
    for name in FEATURES:
        app.register_blueprint(import_module(f"{__name__}.{name}").bp)
