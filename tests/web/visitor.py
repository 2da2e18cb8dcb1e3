"""A person at a browser, in tests: on every answer she checks what every page promises."""

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask, url_for
from werkzeug.test import TestResponse

from tests.statements import heard

HTML = "{http://www.w3.org/1999/xhtml}"
UNLABELLED = {"hidden", "submit", "button"}


class Answer:
    """One answer, already checked; ``text`` is what a person reads, ``queries`` how many statements it took."""

    def __init__(self, response: TestResponse, queries: list[str]) -> None:
        """Check the headers of every answer and the shape of every page."""
        self.response = response
        self.status = response.status_code
        self.queries = queries
        self.html = response.get_data(as_text=True)
        self.location = response.headers.get("Location", "")
        _check_headers(response)
        if response.mimetype == "text/html" and not 300 <= self.status < 400:
            self.tree = _check_page(self.html)

    @property
    def text(self) -> str:
        """The words of the page, blanks folded."""
        return " ".join("".join(self.tree.itertext()).split())

    @property
    def main(self) -> str:
        """The words of the page but for the bar and the foot."""
        (found,) = self.tree.iter(f"{HTML}main")
        return " ".join("".join(found.itertext()).split())

    @property
    def heading(self) -> str:
        """The words of the one h1."""
        (found,) = self.tree.iter(f"{HTML}h1")
        return " ".join("".join(found.itertext()).split())

    def links(self) -> list[str]:
        """Where every link leads."""
        return [each.attrib["href"] for each in self.tree.iter(f"{HTML}a") if "href" in each.attrib]

    def value(self, name: str) -> str:
        """What a field of that name holds."""
        for each in self.tree.iter():
            if each.attrib.get("name") == name:
                if each.tag == f"{HTML}textarea":
                    return "".join(each.itertext()).removeprefix("\n")
                if each.tag == f"{HTML}select":
                    chosen = [o for o in each.iter(f"{HTML}option") if "selected" in o.attrib]
                    return chosen[0].attrib["value"] if chosen else ""
                if each.attrib.get("type") in {"radio", "checkbox"} and "checked" not in each.attrib:
                    continue
                return each.attrib.get("value", "")
        raise AssertionError(f"no field {name!r} on this page")


class Visitor:
    """A browser with its cookies; ``get`` and ``post`` go to an endpoint by name."""

    def __init__(self, app: Flask) -> None:
        """Open a browser with no cookies."""
        self.app = app
        self.client = app.test_client()

    def get(self, endpoint: str, *, headers: Mapping[str, str] | None = None, **where: Any) -> Answer:
        """Open a page."""
        return self.open(self.address(endpoint, **where), headers=headers)

    def post(self, endpoint: str, data: Mapping[str, Any] | None = None, **where: Any) -> Answer:
        """Send a form with a good token."""
        return self.send(self.address(endpoint, **where), data)

    def open(self, path: str, *, headers: Mapping[str, str] | None = None) -> Answer:
        """Open a path."""
        with statements(self.app) as said:
            response = self.client.get(path, headers=dict(headers or {}))
        return Answer(response, said)

    def send(self, path: str, data: Mapping[str, Any] | None = None) -> Answer:
        """Send a form to a path with the token of this browser's session."""
        fields = {"csrf_token": self.token(), **(data or {})}
        with statements(self.app) as said:
            response = self.client.post(path, data=fields)
        return Answer(response, said)

    def token(self) -> str:
        """A CSRF token of this browser, taken from a page as a browser would."""
        page = self.client.get(self.address("account.sign_in")).get_data(as_text=True)
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert found, "the page has no CSRF token"
        return found.group(1)

    def sign_in(self, email: str, passphrase: str) -> Answer:
        """Sign in at the page."""
        return self.post("account.sign_in", {"email": email, "passphrase": passphrase})

    def address(self, endpoint: str, **where: Any) -> str:
        """The path of an endpoint."""
        with self.app.test_request_context():
            return url_for(endpoint, **where)


def statements(app: Flask) -> AbstractContextManager[list[str]]:
    """Every statement sent to the database meanwhile."""
    return heard(app.extensions["elearn"].database.engine)


def _check_headers(response: TestResponse) -> None:
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response.headers["Cache-Control"] or "immutable" in response.headers["Cache-Control"]


def _check_page(html: str) -> Element:
    tree: Element = html5lib.HTMLParser(strict=True).parse(html)
    assert len(list(tree.iter(f"{HTML}h1"))) == 1, "a page has exactly one h1"
    (title,) = tree.iter(f"{HTML}title")
    assert (title.text or "").strip()
    ids = [each.attrib["id"] for each in tree.iter() if "id" in each.attrib]
    assert len(ids) == len(set(ids)), f"ids stand once: {sorted(i for i in ids if ids.count(i) > 1)}"
    assert not [each for each in tree.iter() if "style" in each.attrib]
    _check_labels(tree)
    return tree


def _check_labels(tree: Element) -> None:
    labelled = {each.attrib.get("for") for each in tree.iter(f"{HTML}label")}
    wrapped = {inner for each in tree.iter(f"{HTML}label") for inner in each.iter()}
    for kind in ("input", "textarea", "select"):
        for each in tree.iter(f"{HTML}{kind}"):
            named = each.attrib.get("aria-label") or each.attrib.get("aria-labelledby")
            if each.attrib.get("type") not in UNLABELLED:
                assert named or each in wrapped or each.attrib.get("id") in labelled, (
                    f"a field without a label: {each.attrib}"
                )
