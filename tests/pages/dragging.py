"""A page whose rows are put into order, in a browser; what it sends is kept instead of answered by us."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from email.parser import BytesParser
from typing import Any

from django.contrib.staticfiles import finders
from playwright.sync_api import Page, Route, sync_playwright

from tests.client import Api
from tests.journeys.conftest import CHROMIUM_ARGUMENTS

HOST = "http://alice.edupro.test"


class Shown:
    """The page, what it sent, and what it is told."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sent: list[list[str]] = []
        self.status = 200
        self.answer: dict[str, str] = {"seen": "next"}
        self.drawn = 0

    def grip(self, title: str) -> Any:
        return self.page.get_by_role("button", name=f"Move “{title}”")

    def titles(self) -> list[str]:
        found = self.page.evaluate(
            "[...document.querySelectorAll('[data-outline-module], [data-outline-lesson]')]"
            ".map((row) => row.dataset.title)"
        )
        return list(found)

    def lines(self) -> list[str]:
        found = self.page.evaluate(
            "[...document.querySelectorAll('[data-outline-module], [data-outline-lesson]')]"
            ".map(({ dataset: row }) =>"
            " row.outlineModule ? `m:${row.outlineModule}` : `l:${row.outlineLesson}`)"
        )
        return list(found)

    def said(self) -> str:
        return self.page.locator("[data-live]").text_content() or ""

    def drag(self, title: str, onto: str, *, below: int) -> None:
        """Take a row by its grip and let it go `below` pixels under the top of another's grip."""
        start, end = self.grip(title).bounding_box(), self.grip(onto).bounding_box()
        self.page.mouse.move(start["x"] + 10, start["y"] + 10)
        self.page.mouse.down()
        self.page.mouse.move(end["x"] + 10, end["y"] + below, steps=12)
        self.page.wait_for_timeout(120)
        self.page.mouse.up()

    def wait_until_sent(self, times: int) -> None:
        for _try in range(100):
            if len(self.sent) >= times:
                return
            self.page.wait_for_timeout(50)

    def settle(self) -> None:
        """Long enough for a second order to be sent, if there were one."""
        self.page.wait_for_timeout(900)


@contextmanager
def shown_in_browser(client: Api, path: str) -> Iterator[Shown]:
    document = client.get(path).content.decode()
    theme = client.get("/theme.css").content.decode()
    with sync_playwright() as playwright:
        executable = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGUMENTS)
        shown = Shown(browser.new_page(viewport={"width": 1280, "height": 1400}))

        def answer(route: Route) -> None:
            asked = route.request.url
            static = asked.partition("/static/")[2].partition("?")[0]
            if asked.endswith("/order/"):
                shown.sent.append(_fields(route.request.headers, route.request.post_data_buffer or b""))
                route.fulfill(status=shown.status, json=shown.answer)
            elif route.request.is_navigation_request():
                shown.drawn += 1
                route.fulfill(body=document, content_type="text/html; charset=utf-8")
            elif static:
                route.fulfill(path=str(finders.find(static)))
            else:
                route.fulfill(body=theme if "theme.css" in asked else "", content_type="text/css")

        shown.page.route("**/*", answer)
        shown.page.goto(f"{HOST}{path}")
        shown.page.locator("[data-grip]").first.wait_for()
        yield shown
        browser.close()


def _fields(headers: dict[str, str], body: bytes) -> list[str]:
    message = BytesParser().parsebytes(
        b"Content-Type: " + headers["content-type"].encode() + b"\r\n\r\n" + body
    )
    parts = message.get_payload()
    (order,) = [part.get_payload() for part in parts if 'name="order"' in part["Content-Disposition"]]
    return order.split()
