"""Carries letters to the mail server, apart from the pages: without it a slow server would keep people waiting."""

import signal
import threading
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

import click

from elearn import clock
from elearn.cli.opening import configured, opened
from elearn.config import SERVING, Config, Smtp
from elearn.domain.outbox import Delivery, Envelope, Fate, way_off
from elearn.mail.post import Server, Unsendable, compose
from elearn.services import outbox as letters
from elearn.services import weekly
from elearn.services.people import Operator
from elearn.storage.database import Database
from elearn.words.outbox import FATES, KINDS, why

REST_SECONDS = 10.0
"""How long `--forever` rests when no letter is due, or when the server did not answer."""


@click.group()
def outbox() -> None:
    """Deliver letters, and list those that have not arrived."""


@outbox.command()
@click.option("--forever", is_flag=True, help="Go on until stopped, instead of one round.")
def deliver(forever: bool) -> None:
    """Deliver every letter that is due; several may run at once, and each letter is taken by one of them."""
    config = configured()
    smtp = _server_of(config)
    stop = threading.Event()
    if forever:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())  # the letter in hand is finished first
    with opened(config) as database:
        while True:
            with Server(smtp) as server:
                sent = round_of(database, server, config, clock.now, stop)
            if not forever or stop.wait(REST_SECONDS):
                break
    if not forever:
        click.echo(f"{sent} delivered.")


def round_of(
    database: Database,
    server: Server,
    config: Config,
    now: Callable[[], datetime],
    stop: threading.Event | None = None,
) -> int:
    """Deliver what is due, one letter after the other; how many arrived. Ends when the server itself is in trouble.

    No transaction is open while the server is spoken to, so that a slow one holds up nobody.
    """
    sent = 0
    while stop is None or not stop.is_set():
        with database.writing() as session:
            envelope = letters.claim(session, now())
        if envelope is None:
            break
        try:
            host = urlsplit(config.url).hostname or "localhost"
            message = compose(envelope, config.mail_from, host, now(), _way_off(config, envelope))
            came = server.send(message)
        except Unsendable:
            came = Delivery(fate=Fate.REFUSED, code="address")
        with database.writing() as session:
            letters.settle(session, envelope, came, now())
        sent += came.fate is Fate.DELIVERED
        if came.server_down:
            break
    return sent


@outbox.command()
def digest() -> None:
    """Queue this week's letters to supervisors, and those about films to be erased; once a week each, however often.

    Nobody for whom nothing waits gets one.
    """
    config = configured(SERVING)
    _server_of(config)
    now = clock.now()
    today = clock.today(now, config.timezone)
    week = weekly.Week(today=today, now=now, timezone=config.timezone, key=config.secret_key)
    queued = 0
    with opened(config) as database:
        with database.reading() as session:
            supervising, learning = weekly.readers(session)
        for tell, people in ((weekly.tell_supervisor, supervising), (weekly.tell_learner, learning)):
            for person in people:
                with (
                    database.writing() as session
                ):  # short turns, so that nobody at a page waits for all of them
                    queued += tell(session, person, week)
        with database.writing() as session:
            letters.tidy(session, now)
    click.echo(f"{queued} queued.")


@outbox.command("list")
def list_() -> None:
    """List letters that still wait, were refused or came too late; never what they say."""
    with opened(configured()) as database, database.reading() as session:
        for each in letters.undelivered(session, Operator()):
            stands = FATES[each.fate] if each.fate else "waits"
            told = (each.queued_at.isoformat(timespec="minutes"), each.name, KINDS[each.kind], stands)
            click.echo("\t".join((*told, f"{each.tries} tries", why(each.answer))).rstrip())


def _way_off(config: Config, envelope: Envelope) -> str:
    """Where the weekly letter is stopped; nothing for other letters, or where the key of such links is not known."""
    if envelope.weekly is None or not config.secret_key:
        return ""
    return f"{config.url}{way_off(config.secret_key, envelope.weekly)}"


def _server_of(config: Config) -> Smtp:
    if config.smtp is None:
        raise click.ClickException(
            "No mail is set up: ELEARN_SMTP_URL and ELEARN_MAIL_FROM name server and sender."
        )
    return config.smtp
