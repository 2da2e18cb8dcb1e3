"""The list of pages; a page that is not on it does not exist."""

from importlib import import_module

from flask import Flask

FEATURES = (
    "about",
    "account",
    "agenda",
    "assessors",
    "claims",
    "confirmations",
    "coordination",
    "desks",
    "films",
    "film_room",
    "home",
    "library",
    "logbook",
    "milestones",
    "moments",
    "moves",
    "outbox",
    "one_page",
    "people",
    "preparations",
    "quizzes",
    "ratings",
    "receipts",
    "record",
    "replies",
    "reports",
    "reviews",
    "sharing",
    "signing",
    "signoffs",
    "statistics",
)


def install(app: Flask) -> None:
    """Register the blueprint of every feature, each under its own file's name."""
    for name in FEATURES:
        app.register_blueprint(import_module(f"{__name__}.{name}").bp)
