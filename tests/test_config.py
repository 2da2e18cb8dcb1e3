"""Whether the settings mean what the operator wrote, and every mistake is told at once."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from elearn.config import RECORDING, SERVING, Config, Misconfigured, Smtp, is_loopback

KEYS = {"ELEARN_SECRET_KEY": "s" * 32, "ELEARN_AUDIT_KEY": "a" * 32}


def problems(environ: dict[str, str], needs: frozenset[str] = frozenset()) -> tuple[str, ...]:
    try:
        Config.read(environ, needs=needs)
    except Misconfigured as mistakes:
        return mistakes.problems
    return ()


def test_nothing_need_be_set_to_work_on_the_machine_itself() -> None:
    assert Config.read({}) == Config()


def test_every_setting_is_read(tmp_path: Path) -> None:
    (tmp_path / "modules").mkdir()
    config = Config.read(
        {
            **KEYS,
            "ELEARN_DATABASE_URL": "postgresql://elearn@db/elearn",
            "ELEARN_URL": "https://learn.example.org/",
            "ELEARN_HOST": "10.0.0.5",
            "ELEARN_PORT": "9000",
            "ELEARN_WORKERS": "3",
            "ELEARN_PROXIES": "1",
            "ELEARN_TIMEZONE": "Europe/Dublin",
            "ELEARN_INSTANCE": str(tmp_path),
            "ELEARN_MODULES": str(tmp_path / "modules"),
            "ELEARN_IDLE_HOURS": "2",
            "ELEARN_SESSION_DAYS": "7",
            "ELEARN_FILM_MONTHS": "3",
            "ELEARN_SMTP_URL": "smtps://el%40rn:p%2Fw%3A@mail.example.org",
            "ELEARN_MAIL_FROM": "Elearn <no-reply@example.org>",
            "ELEARN_ARGON2_MEMORY": "65536",
            "ELEARN_ARGON2_ROUNDS": "3",
        },
        needs=SERVING,
    )
    assert config == Config(
        secret_key="s" * 32,
        audit_key="a" * 32,
        database_url="postgresql://elearn@db/elearn",
        url="https://learn.example.org",
        host="10.0.0.5",
        port=9000,
        workers=3,
        proxies=1,
        timezone=ZoneInfo("Europe/Dublin"),
        instance=tmp_path,
        modules=tmp_path / "modules",
        session_idle=timedelta(hours=2),
        session_absolute=timedelta(days=7),
        film_months=3,
        smtp=Smtp(host="mail.example.org", port=465, implicit=True, user="el@rn", password="p/w:"),
        mail_from="Elearn <no-reply@example.org>",
        argon2_memory=65536,
        argon2_rounds=3,
    )


def test_the_database_is_beside_the_other_files_of_the_instance() -> None:
    assert (
        Config.read({"ELEARN_INSTANCE": "/srv/elearn"}).database_url == "sqlite:////srv/elearn/elearn.sqlite"
    )


def test_an_empty_setting_is_one_that_was_not_set() -> None:
    assert Config.read({"ELEARN_URL": "", "ELEARN_PORT": " "}) == Config()


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"ELEARN_HOST": "localhost"}, "ELEARN_HOST is an IP address such as 127.0.0.1, not “localhost”."),
        ({"ELEARN_PORT": "eighty"}, "ELEARN_PORT is a whole number from 1 to 65535, not “eighty”."),
        ({"ELEARN_PORT": "70000"}, "ELEARN_PORT is a whole number from 1 to 65535, not “70000”."),
        ({"ELEARN_PROXIES": "-1"}, "ELEARN_PROXIES is a whole number from 0 to 5, not “-1”."),
        ({"ELEARN_WORKERS": "²"}, "ELEARN_WORKERS is a whole number from 0 to 64, not “²”."),
        (
            {"ELEARN_TIMEZONE": "London"},
            "ELEARN_TIMEZONE is a time zone such as Europe/London, not “London”.",
        ),
        (
            {"ELEARN_TIMEZONE": "Europe"},
            "ELEARN_TIMEZONE is a time zone such as Europe/London, not “Europe”.",
        ),
        (
            {"ELEARN_TIMEZONE": "../etc"},
            "ELEARN_TIMEZONE is a time zone such as Europe/London, not “../etc”.",
        ),
        ({"ELEARN_QUIZZES": "/nowhere"}, "ELEARN_QUIZZES names a folder, and there is none at “/nowhere”."),
        ({"ELEARN_SECRET_KEY": "short"}, "ELEARN_SECRET_KEY has 5 characters; it needs at least 32."),
        (
            {"ELEARN_AUDIT_OLD_KEYS": f"{'o' * 32} {'p' * 31}"},
            "A key in ELEARN_AUDIT_OLD_KEYS has 31 characters; it needs at least 32.",
        ),
        ({"ELEARN_AUDIT_KEY": "a" * 31}, "ELEARN_AUDIT_KEY has 31 characters; it needs at least 32."),
        ({"ELEARN_SECRETKEY": "x"}, "ELEARN_SECRETKEY is not a setting (did you mean ELEARN_SECRET_KEY?)."),
        ({"ELEARN_XQZ": "x"}, "ELEARN_XQZ is not a setting."),
        (
            {"ELEARN_SECRET_KEY": "k" * 32, "ELEARN_AUDIT_KEY": "k" * 32},
            "ELEARN_AUDIT_KEY must differ from ELEARN_SECRET_KEY, so that one can change alone.",
        ),
        (
            {"ELEARN_URL": "http://learn.example.org"},
            "ELEARN_URL must be https:// except on this machine itself, and “learn.example.org” is not.",
        ),
        (
            {"ELEARN_HOST": "10.0.0.5"},
            "ELEARN_HOST reaches beyond this machine, so ELEARN_URL must be an https:// address.",
        ),
        (
            {"ELEARN_IDLE_HOURS": "48", "ELEARN_SESSION_DAYS": "1"},
            "ELEARN_IDLE_HOURS is longer than ELEARN_SESSION_DAYS.",
        ),
    ],
)
def test_a_mistake_is_told_in_a_sentence(environ: dict[str, str], sentence: str) -> None:
    assert problems(environ) == (sentence,)


@pytest.mark.parametrize(
    "url", ["learn.example.org", "ftp://localhost", "https://", "https://a.org/elearn/x", "http://[::1"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    assert any(
        sentence.startswith("ELEARN_URL is the address people type")
        for sentence in problems({"ELEARN_URL": url})
    )


@pytest.mark.parametrize(
    "url", ["mysql://db/elearn", "elearn.sqlite", "sqlite:///:memory:", "sqlite:///", "postgres://u:pw@h/d"]
)
def test_a_database_of_another_kind_is_refused_without_repeating_its_password(url: str) -> None:
    (sentence,) = problems({"ELEARN_DATABASE_URL": url})
    assert sentence.startswith("ELEARN_DATABASE_URL begins with postgresql://")
    assert "pw" not in sentence


def test_all_mistakes_are_told_at_once() -> None:
    environ = {"ELEARN_PORT": "x", "ELEARN_TIMEZONE": "x", "ELEARN_SECRET_KEY": "x", "ELEARN_NEW": "x"}
    assert len(problems(environ, SERVING)) == 5


def test_serving_needs_both_keys_and_recording_needs_the_key_that_seals() -> None:
    needed = "is missing: set it to at least 32 random characters."
    assert problems({}, SERVING) == (f"ELEARN_AUDIT_KEY {needed}", f"ELEARN_SECRET_KEY {needed}")
    assert problems({}, RECORDING) == (f"ELEARN_AUDIT_KEY {needed}",)
    assert problems(KEYS, SERVING) == ()


@pytest.mark.parametrize("name", ["ELEARN_ARGON2_MEMORY", "ELEARN_ARGON2_ROUNDS"])
def test_only_a_test_run_may_hash_cheaply(name: str) -> None:
    assert "cheap to guess" in problems({name: "8" if name.endswith("MEMORY") else "1"})[0]
    assert Config.read({"ELEARN_TESTING": "1", "ELEARN_ARGON2_MEMORY": "8"}).argon2_memory == 8


def test_keys_and_passwords_stay_out_of_what_is_printed() -> None:
    config = Config.read({**KEYS, "ELEARN_DATABASE_URL": "postgresql://elearn:pass@db/elearn"})
    assert not any(secret in repr(config) for secret in ("ssss", "aaaa", "pass@"))


@pytest.mark.parametrize(
    ("host", "answer"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("[::1]", True),
        ("10.0.0.5", False),
        ("::", False),
        ("192.168.1.2", False),
        ("example.org", False),
    ],
)
def test_the_machine_itself_is_told_from_the_rest_of_the_world(host: str, answer: bool) -> None:
    assert is_loopback(host) is answer


def test_cookies_are_secure_when_people_come_by_https() -> None:
    assert Config.read({"ELEARN_URL": "https://a.org"}).secure
    assert not Config.read({}).secure


def test_the_record_is_examined_under_todays_key_and_those_before_it() -> None:
    read = Config.read({**KEYS, "ELEARN_AUDIT_OLD_KEYS": f"{'o' * 32}, {'p' * 32}"})
    assert read.audit_keys == ("a" * 32, "o" * 32, "p" * 32)
    assert "o" * 32 not in repr(read)
    assert Config().audit_keys == ()


def test_a_mail_server_is_reached_at_the_usual_port_of_its_kind() -> None:
    beside = {"ELEARN_MAIL_FROM": "no-reply@example.org"}
    config = Config.read({"ELEARN_SMTP_URL": "smtp://mail.example.org", **beside})
    assert config.smtp == Smtp(host="mail.example.org", port=587, implicit=False)
    assert config.letters_from == config.url
    assert Config.read({}).letters_from == ""


@pytest.mark.parametrize(
    "typed",
    [
        "mail.example.org",
        "http://mail",
        "smtp://",
        "smtp://h:x",
        "smtp://h/path",
        "smtp://user@h",
        "smtp://[::1",
        "smtp://h:0",
    ],
)
def test_a_mail_server_that_cannot_be_meant_is_told_without_its_password(typed: str) -> None:
    (said,) = problems({"ELEARN_SMTP_URL": typed, "ELEARN_MAIL_FROM": "no-reply@example.org"})
    assert said.startswith("ELEARN_SMTP_URL names a mail server")
    assert typed == "smtp://" or typed not in said


@pytest.mark.parametrize(
    "typed", ["nobody", "a@", "Elearn <>", "a@b\r\nBcc: c@d", "é@example.org", "a b@example.org"]
)
def test_a_sender_that_is_no_address_is_told(typed: str) -> None:
    (said,) = problems({"ELEARN_SMTP_URL": "smtp://mail", "ELEARN_MAIL_FROM": typed})
    assert said.startswith("ELEARN_MAIL_FROM is the sender of letters")


@pytest.mark.parametrize(
    "alone", [{"ELEARN_SMTP_URL": "smtp://mail"}, {"ELEARN_MAIL_FROM": "no-reply@example.org"}]
)
def test_a_server_and_a_sender_need_each_other(alone: dict[str, str]) -> None:
    assert problems(alone) == (
        "ELEARN_SMTP_URL and ELEARN_MAIL_FROM need each other: a server and a sender.",
    )


def test_a_setting_that_holds_a_password_never_shows_it() -> None:
    beside = {"ELEARN_MAIL_FROM": "no-reply@example.org"}
    config = Config.read({"ELEARN_SMTP_URL": "smtp://elearn:geheim@mail.example.org", **beside})
    assert "geheim" not in repr(config)
