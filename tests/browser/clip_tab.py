"""The page of a clip in a real browser, answered by the application in this very process, with its own headers."""

from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import BrowserContext, Page, Route

HOST = "http://127.0.0.1:8000"
KEPT = ("content-type", "accept")


def open_clip(context: BrowserContext, app: Flask, fragment: str = "") -> tuple[Page, list[str]]:
    """A tab on /clip, and whatever its console will complain of."""
    client = app.test_client()

    def answer(route: Route) -> None:
        asked, where = route.request, urlsplit(route.request.url)
        headers = {name: value for name, value in asked.headers.items() if name in KEPT}
        path = f"{where.path}?{where.query}"
        with client.open(path, method=asked.method, data=asked.post_data_buffer, headers=headers) as found:
            route.fulfill(status=found.status_code, headers=dict(found.headers), body=found.get_data())

    context.route("**/*", answer)
    page, complaints = context.new_page(), list[str]()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{HOST}/clip{fragment}")
    return page, complaints
