"""Everything an operator may set, read once from ELEARN_*: without it each file would read the environment."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from difflib import get_close_matches
from email.headerregistry import Address
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

SERVING = frozenset({"ELEARN_SECRET_KEY", "ELEARN_AUDIT_KEY"})
RECORDING = frozenset({"ELEARN_AUDIT_KEY"})

LONDON = ZoneInfo("Europe/London")
KEY_LENGTH = 32
ARGON2_MEMORY = 19 * 1024
ARGON2_ROUNDS = 2

# Read by the tests and by the demonstration, not here; not strangers all the same.
READ_ELSEWHERE = frozenset({"ELEARN_TEST_DATABASE_URL", "ELEARN_DEMO_PASSWORD"})


class Misconfigured(Exception):
    """The settings cannot be used; `problems` holds a sentence for every mistake, not only the first."""

    def __init__(self, problems: Collection[str]) -> None:
        """Keep every sentence, and show them one a line."""
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Smtp:
    """The mail server that takes our letters; ``implicit`` is TLS from the first byte, else STARTTLS."""

    host: str
    port: int
    implicit: bool
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of one running service; made by `read`, or by hand in a test."""

    database_url: str = field(default="sqlite:///instance/elearn.sqlite", repr=False)
    secret_key: str = field(default="", repr=False)
    audit_key: str = field(default="", repr=False)
    audit_old_keys: tuple[str, ...] = field(default=(), repr=False)
    url: str = "http://127.0.0.1:8000"
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 0
    proxies: int = 0
    timezone: ZoneInfo = LONDON
    instance: Path = Path("instance")
    modules: Path | None = None
    quizzes: Path | None = None
    session_idle: timedelta = timedelta(hours=12)
    session_absolute: timedelta = timedelta(days=30)
    film_months: int = 2
    smtp: Smtp | None = None
    mail_from: str = ""
    argon2_memory: int = ARGON2_MEMORY
    argon2_rounds: int = ARGON2_ROUNDS
    testing: bool = False

    @property
    def secure(self) -> bool:
        """Whether people reach the service by https, so that cookies may be Secure and HSTS is sent."""
        return self.url.startswith("https://")

    @property
    def audit_keys(self) -> tuple[str, ...]:
        """The keys under which the audited record can be examined: today's, and those that sealed before it."""
        return tuple(key for key in (self.audit_key, *self.audit_old_keys) if key)

    @property
    def letters_from(self) -> str:
        """The address with which the links in letters begin; empty where no mail is set up and none are queued."""
        return self.url if self.smtp else ""

    @classmethod
    def read(cls, environ: Mapping[str, str], *, needs: Collection[str] = ()) -> "Config":
        """Read ELEARN_*; `needs` names what this door cannot do without (SERVING, RECORDING).

        Raises Misconfigured with every mistake at once.
        """
        reading = _Reading(environ)
        config = _read(cls, reading)
        reading.problems += _strangers(reading) + _contradictions(config) + _missing(config, needs)
        if reading.problems:
            raise Misconfigured(reading.problems)
        return config


def is_loopback(host: str) -> bool:
    """Whether this host name or address can only be reached from the machine itself."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


class _Reading:
    """The environment with a list beside it, so that one mistake does not hide the next."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.problems: list[str] = []
        self.known = set(READ_ELSEWHERE)

    def text(self, name: str, default: str = "") -> str:
        self.known.add(name)
        return self.environ.get(name, "").strip() or default

    def whole(self, name: str, default: int, *, least: int, most: int) -> int:
        typed = self.text(name, str(default))
        if typed.isascii() and typed.isdigit() and least <= int(typed) <= most:
            return int(typed)
        self.problems.append(f"{name} is a whole number from {least} to {most}, not “{typed}”.")
        return default

    def address(self, name: str, default: str) -> str:
        typed = self.text(name, default)
        try:
            return str(ip_address(typed))
        except ValueError:
            self.problems.append(f"{name} is an IP address such as {default}, not “{typed}”.")
            return default

    def folder(self, name: str) -> Path | None:
        typed = self.text(name)
        if typed and not Path(typed).is_dir():
            self.problems.append(f"{name} names a folder, and there is none at “{typed}”.")
        return Path(typed) if typed else None

    def zone(self, name: str, default: str) -> ZoneInfo:
        typed = self.text(name, default)
        try:
            return ZoneInfo(typed)
        # ZoneInfo answers a folder's name (“Europe”) with OSError and a path (“../x”) with ValueError.
        except (KeyError, ValueError, OSError):
            self.problems.append(f"{name} is a time zone such as Europe/London, not “{typed}”.")
            return ZoneInfo(default)


def _read(cls: type[Config], reading: _Reading) -> Config:
    instance = Path(reading.text("ELEARN_INSTANCE", "instance"))
    port = reading.whole("ELEARN_PORT", 8000, least=1, most=65535)
    return cls(
        database_url=_database(reading, instance),
        secret_key=reading.text("ELEARN_SECRET_KEY"),
        audit_key=reading.text("ELEARN_AUDIT_KEY"),
        audit_old_keys=tuple(reading.text("ELEARN_AUDIT_OLD_KEYS").replace(",", " ").split()),
        url=_address(reading, port),
        host=reading.address("ELEARN_HOST", "127.0.0.1"),
        port=port,
        workers=reading.whole("ELEARN_WORKERS", 0, least=0, most=64),
        proxies=reading.whole("ELEARN_PROXIES", 0, least=0, most=5),
        timezone=reading.zone("ELEARN_TIMEZONE", "Europe/London"),
        instance=instance,
        modules=reading.folder("ELEARN_MODULES"),
        quizzes=reading.folder("ELEARN_QUIZZES"),
        session_idle=timedelta(hours=reading.whole("ELEARN_IDLE_HOURS", 12, least=1, most=24 * 30)),
        session_absolute=timedelta(days=reading.whole("ELEARN_SESSION_DAYS", 30, least=1, most=365)),
        film_months=reading.whole("ELEARN_FILM_MONTHS", 2, least=1, most=24),
        smtp=_smtp(reading),
        mail_from=_sender(reading),
        argon2_memory=reading.whole("ELEARN_ARGON2_MEMORY", ARGON2_MEMORY, least=8, most=4 * 1024**2),
        argon2_rounds=reading.whole("ELEARN_ARGON2_ROUNDS", ARGON2_ROUNDS, least=1, most=100),
        testing=reading.text("ELEARN_TESTING") == "1",
    )


def _database(reading: _Reading, instance: Path) -> str:
    typed = reading.text("ELEARN_DATABASE_URL", f"sqlite:///{instance / 'elearn.sqlite'}")
    known = typed.startswith(("postgresql://", "sqlite:///"))
    known = known and typed.removeprefix("sqlite:///") not in {"", ":memory:"}
    if not known:
        # The value may hold a password, so the sentence must not repeat it.
        reading.problems.append(
            "ELEARN_DATABASE_URL begins with postgresql:// or names a file as sqlite:///path/to/elearn.sqlite."
        )
    return typed


def _address(reading: _Reading, port: int) -> str:
    usual = f"http://127.0.0.1:{port}"
    typed = reading.text("ELEARN_URL", usual).rstrip("/")
    try:
        parts = urlsplit(typed)
        usable = parts.scheme in {"http", "https"} and parts.hostname and typed.endswith(f"//{parts.netloc}")
    # An unclosed bracket, as in “http://[::1”.
    except ValueError:
        usable = False
    if usable:
        return typed
    reading.problems.append(
        f"ELEARN_URL is the address people type, such as https://learn.example.org, not “{typed}”."
    )
    return usual


def _smtp(reading: _Reading) -> Smtp | None:
    typed = reading.text("ELEARN_SMTP_URL")
    if not typed:
        return None
    try:
        parts = urlsplit(typed)
        implicit, port = parts.scheme == "smtps", parts.port
        usable = parts.scheme in {"smtp", "smtps"} and parts.hostname and parts.path in {"", "/"}
        usable = usable and not (parts.query or parts.fragment) and port != 0
        usable = usable and bool(parts.username) == bool(parts.password)
    # A port that is no number, or an unclosed bracket.
    except ValueError:
        usable = False
    if not usable:
        # The value may hold a password, so the sentence must not repeat it.
        reading.problems.append(
            "ELEARN_SMTP_URL names a mail server as smtp://host:587 (STARTTLS) or smtps://host:465, "
            "perhaps with user:password@ before the host, signs in them written as %40 and the like."
        )
        return None
    return Smtp(
        host=parts.hostname or "",
        port=port or (465 if implicit else 587),
        implicit=implicit,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _sender(reading: _Reading) -> str:
    typed = reading.text("ELEARN_MAIL_FROM")
    if bool(typed) != bool(reading.text("ELEARN_SMTP_URL")):
        reading.problems.append(
            "ELEARN_SMTP_URL and ELEARN_MAIL_FROM need each other: a server and a sender."
        )
    if not typed:
        return ""
    name, address = parseaddr(typed)
    try:
        found = Address(display_name=name, addr_spec=address)
    # The parser knows more than one way to stumble over what is no address.
    except (ValueError, IndexError):
        found = None
    if found is None or not found.domain or not typed.isprintable() or not address.isascii():
        reading.problems.append(
            "ELEARN_MAIL_FROM is the sender of letters, such as Elearn <no-reply@example.org>, "
            f"not “{typed}”."
        )
        return ""
    return str(found)


def _strangers(reading: _Reading) -> list[str]:
    strangers = sorted(n for n in reading.environ if n.startswith("ELEARN_") and n not in reading.known)
    return [f"{name} is not a setting{_did_you_mean(name, reading.known)}." for name in strangers]


def _did_you_mean(name: str, known: set[str]) -> str:
    close = get_close_matches(name, sorted(known), n=1, cutoff=0.8)
    return f" (did you mean {close[0]}?)" if close else ""


def _contradictions(config: Config) -> list[str]:
    host = urlsplit(config.url).hostname or ""
    problems = []
    keys = [("ELEARN_SECRET_KEY", config.secret_key), ("ELEARN_AUDIT_KEY", config.audit_key)]
    for name, key in [*keys, *(("A key in ELEARN_AUDIT_OLD_KEYS", each) for each in config.audit_old_keys)]:
        if key and len(key) < KEY_LENGTH:
            problems.append(f"{name} has {len(key)} characters; it needs at least {KEY_LENGTH}.")
    if config.secret_key and config.secret_key == config.audit_key:
        problems.append("ELEARN_AUDIT_KEY must differ from ELEARN_SECRET_KEY, so that one can change alone.")
    if not config.secure and not is_loopback(host):
        problems.append(f"ELEARN_URL must be https:// except on this machine itself, and “{host}” is not.")
    if not config.secure and not is_loopback(config.host):
        problems.append("ELEARN_HOST reaches beyond this machine, so ELEARN_URL must be an https:// address.")
    if config.session_idle > config.session_absolute:
        problems.append("ELEARN_IDLE_HOURS is longer than ELEARN_SESSION_DAYS.")
    return problems + _weak_passwords(config)


def _weak_passwords(config: Config) -> list[str]:
    weak = config.argon2_memory < ARGON2_MEMORY or config.argon2_rounds < ARGON2_ROUNDS
    if not weak or config.testing:
        return []
    return [
        f"ELEARN_ARGON2_MEMORY below {ARGON2_MEMORY} or ELEARN_ARGON2_ROUNDS below {ARGON2_ROUNDS} would make "
        "stolen passwords cheap to guess; only a test run (ELEARN_TESTING=1) may go lower."
    ]


def _missing(config: Config, needs: Collection[str]) -> list[str]:
    keys = {"ELEARN_SECRET_KEY": config.secret_key, "ELEARN_AUDIT_KEY": config.audit_key}
    return [
        f"{name} is missing: set it to at least {KEY_LENGTH} random characters."
        for name in sorted(needs)
        if not keys[name]
    ]
