"""Whether fresh settings are usable, private to one service, and never the same twice."""

from click.testing import CliRunner

from elearn.cli.settings import settings
from elearn.config import SERVING, Config


def fresh(*arguments: str) -> dict[str, str]:
    printed = CliRunner().invoke(settings, ["new", *arguments]).output
    return {name: value.strip("'") for name, value in (line.split("=", 1) for line in printed.splitlines())}


def test_fresh_settings_are_all_that_serving_needs() -> None:
    assert len(Config.read(fresh(), needs=SERVING).secret_key) >= 43


def test_no_two_services_share_a_key_or_a_password() -> None:
    one, two = fresh("--demo"), fresh("--demo")
    assert len({*one.values(), *two.values()}) == 6


def test_the_demo_password_is_long_enough_to_be_accepted() -> None:
    assert len(fresh("--demo")["ELEARN_DEMO_PASSWORD"]) >= 15


def test_a_service_for_real_people_gets_no_demo_password() -> None:
    assert set(fresh()) == {"ELEARN_SECRET_KEY", "ELEARN_AUDIT_KEY"}
