"""Without this file what is kept between requests could come to differ from what Flask works out for each of them."""

from typing import Any

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature, URLSafeTimedSerializer
from jinja2 import pass_context
from jinja2.runtime import Context

from elearn.web.program import Seal

WHERE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("home.index", {}),
    ("library.lesson", {"module": "m", "lesson": "l"}),
    ("library.lesson", {"module": "m", "lesson": "l", "_anchor": "a b"}),
    ("quizzes.question", {"quiz": "q", "attempt": "a", "number": 1}),
    ("quizzes.question", {"quiz": "q", "attempt": "a", "number": True}),
    ("people.index", {"after": ["Ann", "1"]}),
    ("home.index", {"_external": True}),
)


@pytest.mark.parametrize("root", ["", "/training"])
def test_an_address_is_the_one_that_flask_builds(app: Flask, root: str) -> None:
    for _again in range(2):
        with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": root}):
            for endpoint, values in WHERE:
                assert app.url_for(endpoint, **values) == Flask.url_for(app, endpoint, **values)


def test_an_address_with_a_host_is_never_kept_for_another(app: Flask) -> None:
    said = []
    for host in ("one.example", "other.example"):
        with app.test_request_context("/", base_url=f"http://{host}"):
            said.append(app.url_for("home.index", _external=True))
    assert said == ["http://one.example/", "http://other.example/"]


def test_a_cookie_is_sealed_as_flask_seals_it(app: Flask) -> None:
    ours = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # of signed cookies
    flasks = SecureCookieSessionInterface().get_signing_serializer(app)
    assert flasks is not None
    for sealing, opening in ((ours, flasks), (flasks, ours)):
        assert opening.loads(sealing.dumps({"who": ("a", "b")})) == {"who": ("a", "b")}


def test_what_another_secret_sealed_is_not_opened() -> None:
    with pytest.raises(BadSignature):
        Seal("ours", salt="s").loads(URLSafeTimedSerializer("theirs", salt="s").dumps("x"))
    with pytest.raises(BadSignature):
        Seal("ours", salt="s").loads(URLSafeTimedSerializer("ours", salt="t").dumps("x"))


def test_a_template_hands_its_context_to_whatever_asks_for_it(app: Flask) -> None:
    @pass_context
    def asking(context: Context, word: str) -> str:
        return f"{word} {context['name']}"

    class Asking:
        @pass_context
        def __call__(self, context: Context) -> str:
            return str(context["name"])

    template = app.jinja_env.from_string(
        "{% macro said(word) %}<b>{{ word }}</b>{% endmacro %}{% macro round() %}({{ caller() }}){% endmacro %}"
        "{% for each in [1, 2] %}{{ asking('hello') }} {{ object() }} {{ plain('<i>') }}{{ said('<') }}"
        "{% endfor %}"
        "{% call round() %}in{% endcall %}"
    )
    once = "hello Ann Ann &lt;i&gt;<b>&lt;</b>"
    filled_in = template.render(asking=asking, object=Asking(), plain=lambda word: word, name="Ann")
    assert filled_in == once * 2 + "(in)"
