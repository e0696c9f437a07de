"""The stand-in's player in a real browser: the film plays, the viewer's text moves, the page hears of it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from fakes.serving import running
from fakes.web import Answer, Request, send
from tests.fakes.test_vdocipher import Caller

pytestmark = pytest.mark.needs_browser
NOTES = json.dumps(
    [{"type": "rtext", "text": "Bob · •••• 789", "color": "0xFF0000", "size": "18", "interval": "150"}]
)
PAGE = """<!doctype html><title>Lesson</title>
<iframe src="{src}" width="640" height="360" allow="autoplay; encrypted-media" allowfullscreen></iframe>
<script src="{base}/v2/api.js"></script>
<script>
const {{ video }} = VdoPlayer.getInstance(document.querySelector("iframe"));
window.heard = [];
for (const name of ["loadedmetadata", "play", "timeupdate", "pause", "seeked"])
  video.addEventListener(name, () => heard.push([name, video.currentTime]));
window.video = video;
</script>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"],
        )
        yield browser
        browser.close()


@pytest.fixture
def lesson(vdocipher_server: Any) -> Iterator[str]:
    """The address of a page that shows a ready video."""
    caller = Caller(vdocipher_server.base)
    name = caller.ready(vdocipher_server)
    terms = {"ttl": 300, "annotate": NOTES, "whitelisthref": "127.0.0.1"}
    told = caller.ask("POST", f"/videos/{name}/otp", json=terms)
    src = f"{vdocipher_server.base}/v2/?" + urlencode(told)
    html = PAGE.format(src=src, base=vdocipher_server.base).encode()

    def page(environ: Any, start_response: Any) -> Any:
        is_page = Request(environ).path == "/"
        return send(Answer(html if is_page else b"", content_type="text/html; charset=utf-8"), start_response)

    with running(page) as base:
        yield f"{base}/"


def test_film_plays_under_the_moving_text(browser, lesson):
    page = browser.new_page()
    page.goto(lesson)
    note = page.frame_locator("iframe").locator(".note")
    expect(note).to_have_text("Bob · •••• 789")
    places = {json.dumps(note.bounding_box()) for _ in range(8) if page.wait_for_timeout(200) is None}
    assert len(places) >= 4
    page.evaluate("video.play()")
    page.wait_for_function("heard.some(([name, at]) => name === 'timeupdate' && at > 0.5)")
    page.evaluate("video.currentTime = 9")
    page.wait_for_function("heard.some(([name, at]) => name === 'seeked' && Math.abs(at - 9) < 0.5)")
    assert round(page.evaluate("video.duration")) == 16
    page.evaluate("video.pause()")
    page.wait_for_function("video.paused")
    page.close()


def test_page_that_is_loaded_again_needs_a_new_ticket(browser, lesson):
    page = browser.new_page()
    for text in (None, "OTP was used"):
        page.goto(lesson)
        shown = page.frame_locator("iframe").locator("#error")
        expect(shown).to_have_count(0) if text is None else expect(shown).to_have_text(text)
        if text is None:
            expect(page.frame_locator("iframe").locator("video")).to_have_count(1)
    page.close()


def test_browser_uploads_across_origins(browser, lesson, vdocipher_server):
    caller = Caller(vdocipher_server.base)
    name, link, fields = caller.reserve("From a browser")
    page = browser.new_page()
    page.goto(lesson)
    status = page.evaluate(
        """async ([link, fields]) => {
          const form = new FormData();
          for (const [name, value] of Object.entries(fields)) form.append(name, value);
          form.append("file", new Blob([new Uint8Array(300000)]), "film.mp4");
          return await new Promise((done) => {
            const call = new XMLHttpRequest();
            let told = 0;
            call.upload.onprogress = () => (told += 1);
            call.onload = () => done([call.status, told > 0]);
            call.onerror = () => done([0, false]);
            call.open("POST", link);
            call.send(form);
          });
        }""",
        [link, fields],
    )
    assert status == [201, True]
    assert vdocipher_server.video(name).size == 300_000
    page.close()
