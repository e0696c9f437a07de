"""The living page in a browser: every layout, both languages, both modes, phone and desk, real policy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from playwright.sync_api import Browser, Page

from branding.rules.navigation import NavItem
from branding.services import menus, register_nav_item
from tests.branding.kit_urls import PLACES, reports, uploads

pytestmark = pytest.mark.needs_browser

MIDDLEWARE = [
    "django.middleware.locale.LocaleMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the suite's output is the suite's."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    kept = {audience: dict(places) for audience, places in menus._places.items()}
    menus._places.clear()
    for order, name in enumerate(PLACES):
        for audience in ("student", "teacher"):
            item = NavItem(name, name.title(), "book-open", f"kit_{name}", order=order)
            register_nav_item(audience=audience, item=item)
    changed = override_settings(
        DEBUG=True, ROOT_URLCONF="tests.branding.kit_urls", MIDDLEWARE=MIDDLEWARE, ALLOWED_HOSTS=["*"]
    )
    with changed:
        server: WSGIServer = make_server(
            "127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), handler_class=Quiet
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()
    menus._places.clear()
    menus._places.update(kept)


class Visit:
    """A page of the kit and everything the browser said against it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.said: list[str] = []
        page.on(
            "console", lambda message: self.said.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("response", lambda answer: self.said.append(answer.url) if answer.status >= 400 else None)

    def open(self, layout: str) -> Page:
        self.page.goto(f"{self.address}/_kit/?layout={layout}")
        self.page.wait_for_function("document.documentElement.dataset.kit === 'ready'")
        return self.page


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    width, language, theme = getattr(request, "param", (1280, "en", "light"))
    context = browser.new_context(viewport={"width": width, "height": 800})
    cookies = {"language": language, "theme": theme}
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
    yield Visit(context.new_page(), address)
    context.close()


LOOKS = [(320, "ar", "dark"), (360, "en", "light"), (768, "ar", "light"), (1280, "en", "dark")]


@pytest.mark.parametrize("visit", LOOKS, indirect=True, ids=lambda look: "-".join(map(str, look)))
@pytest.mark.parametrize("layout", ["portal", "dashboard", "platform", "auth", "print"])
def test_layout_fits_and_the_browser_has_no_complaint(visit: Visit, layout: str) -> None:
    page = visit.open(layout)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert visit.said == []


@pytest.mark.parametrize("visit", [(360, "ar", "light"), (360, "en", "dark")], indirect=True)
def test_everything_to_press_is_large_enough_on_a_phone(visit: Visit) -> None:
    page = visit.open("portal")
    small = page.evaluate(
        """[...document.querySelectorAll('button, .button, .input:not([type=color]), .tabbar a, summary')]
        .filter(e => e.getClientRects().length)
        .map(e => [e.className, Math.round(e.getBoundingClientRect().height)])
        .filter(([name, height]) => height < (name.includes('button-small') ? 36 : 44))"""
    )
    assert small == []


def test_code_is_grouped_in_capitals_from_any_spelling(visit: Visit) -> None:
    field = visit.open("portal").locator("#code")
    for typed in (
        "ab3de7fgh9",
        "AB3DE-7FGH9",
        " ab3de 7fgh9 ",
        "https://amira.example/r/ab3de7fgh9?x=1",
        "ab٣de٧fgh٩",
    ):
        field.fill(typed)
        assert field.input_value() == "AB3DE-7FGH9"
    field.fill("AB3DE-7FGH9XXXX")
    assert field.input_value() == "AB3DE-7FGH9"


def test_password_is_shown_and_hidden_again(visit: Visit) -> None:
    page = visit.open("auth")
    page.fill("#id_password", "secret")
    page.click("[data-reveal]")
    assert page.get_attribute("#id_password", "type") == "text"
    page.click("[data-reveal]")
    assert page.get_attribute("#id_password", "type") == "password"


def test_theme_changes_at_once_and_is_remembered(visit: Visit) -> None:
    page = visit.open("portal")
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.click(".site-header details.menu-wrap >> nth=0")
    page.click("[data-theme-form] button[value=dark]")
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != light
    page.reload()
    assert page.get_attribute("html", "data-theme") == "dark"


def test_dialog_opens_and_closes_by_key_and_gives_the_focus_back(visit: Visit) -> None:
    page = visit.open("portal")
    opener = page.locator("[data-dialog='#sample-dialog']")
    opener.click()
    assert page.locator("#sample-dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#sample-dialog").is_visible()
    assert opener.evaluate("element => element === document.activeElement")


@pytest.mark.parametrize("visit", [(360, "ar", "light")], indirect=True)
def test_drawer_opens_from_the_starting_edge(visit: Visit) -> None:
    page = visit.open("dashboard")
    assert not page.locator("#dash-nav").is_visible()
    page.click(".dash-top [popovertarget=dash-nav]")
    page.wait_for_timeout(400)
    box = page.locator("#dash-nav").bounding_box()
    assert box is not None
    assert round(box["x"] + box["width"]) == 360


def test_skip_link_is_the_first_stop_and_leads_to_the_content(visit: Visit) -> None:
    page = visit.open("portal")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_upload_shows_progress_and_goes_where_the_answer_leads(visit: Visit) -> None:
    uploads.clear()
    page = visit.page
    page.goto(f"{visit.address}/upload/")
    page.set_input_files(
        "input[type=file]", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"x" * 3_000_000}
    )
    assert "a.pdf" in page.inner_text("[data-file-name]")
    page.evaluate(
        """() => {
          const bar = document.querySelector('progress');
          window.name = '';
          new MutationObserver(() => { window.name += bar.value + ' '; }).observe(bar, {attributes: true});
        }"""
    )
    page.click("#upload button[type=submit]")
    page.wait_for_url("**/courses/")
    assert uploads == [("a.pdf", 3_000_000)]
    assert page.evaluate("window.name").split()[-1] == "100"


def test_refused_upload_shows_the_reason_in_place_and_can_be_sent_again(visit: Visit) -> None:
    uploads.clear()
    page = visit.page
    page.goto(f"{visit.address}/upload/")
    page.set_input_files("input[type=file]", {"name": "a.png", "mimeType": "image/png", "buffer": b"x"})
    page.click("#upload button[type=submit]")
    page.wait_for_selector(".field-error")
    assert page.inner_text(".field-error") == "No pictures here."
    page.set_input_files(
        "input[type=file]", {"name": "b.pdf", "mimeType": "application/pdf", "buffer": b"xy"}
    )
    page.click("#upload button[type=submit]")
    page.wait_for_url("**/courses/")
    assert uploads == [("b.pdf", 2)]


# A film of four seconds, drawn and recorded by the browser itself.
FILM = """async () => {
  const canvas = document.createElement('canvas'); canvas.width = 64; canvas.height = 36;
  const pen = canvas.getContext('2d'); let turn = 0;
  const paint = () => { pen.fillStyle = ['#f00', '#0f0', '#00f'][turn++ % 3]; pen.fillRect(0, 0, 64, 36); };
  const draw = setInterval(paint, 40);
  const recorder = new MediaRecorder(canvas.captureStream(25), {mimeType: 'video/webm'}), parts = [];
  recorder.ondataavailable = event => parts.push(event.data);
  recorder.start(); await new Promise(done => setTimeout(done, 4000));
  await new Promise(done => { recorder.onstop = done; recorder.stop(); }); clearInterval(draw);
  const video = document.querySelector('video'); video.muted = true;
  video.src = URL.createObjectURL(new Blob(parts, {type: 'video/webm'}));
  await new Promise(done => { video.onloadeddata = done; });
}"""


def test_player_reports_what_was_watched_and_a_jump_watches_nothing(visit: Visit) -> None:
    reports.clear()
    page = visit.page
    page.goto(f"{visit.address}/player/")
    page.evaluate(FILM)
    page.evaluate("document.querySelector('video').play()")
    page.wait_for_timeout(2300)
    page.evaluate("document.querySelector('video').pause()")
    page.wait_for_timeout(300)
    assert [(report["state"], report["watched_seconds"] in {1, 2}) for report in reports] == [("pause", True)]
    before = len(reports)
    page.evaluate("document.querySelector('video').currentTime = 0")
    page.evaluate("document.querySelector('video').currentTime = 3.4")
    page.wait_for_timeout(300)
    page.evaluate("document.querySelector('video').pause()")
    assert len(reports) == before


def test_player_shows_whose_copy_it_is_and_draws_it_again_when_removed(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.address}/player/")
    mark = page.locator(".player-mark")
    assert mark.inner_text() == "Mona A. 4412"
    mark.evaluate("element => element.remove()")
    page.wait_for_selector(".player-mark", timeout=7000)


def test_pages_work_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/_kit/?layout=portal")
    page.click(".site-header details.menu-wrap >> nth=0")
    page.click("[data-theme-form] button[value=dark]")
    assert page.get_attribute("html", "data-theme") == "dark"
    page.click(".site-header button[name=language]")
    assert page.get_attribute("html", "dir") == "rtl"
    context.close()
