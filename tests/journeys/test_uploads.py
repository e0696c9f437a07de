"""Films go up one after the other into the school's own storage; a cut line is gone on from."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, Route, expect

from tests.journeys.opening import open_school
from tests.journeys.server import Product
from tests.journeys.test_first_school import PASSWORD, Visitor

FILM = (Path(settings.BASE_DIR) / "deploy" / "demo" / "sample.mp4").read_bytes()
PHONES = {"ar": "01066600074", "en": "01066600075"}
WORDS = {
    "en": ("Ready: students can watch it.", "Try again"),
    "ar": ("جاهز: يمكن للطلاب مشاهدته.", "حاول مرة أخرى"),
}
pytestmark = [pytest.mark.needs_browser, pytest.mark.timeout(300)]


@pytest.mark.parametrize(("language", "phone"), [("ar", True), ("en", False)], ids=["ar-phone", "en"])
def test_films_go_up_one_after_the_other(
    product: Product,
    open_browser: Callable[..., Page],
    complaints: list[str],
    shots: Path | None,
    language: str,
    phone: bool,
) -> None:
    school = f"own-films-{language}"
    teacher = Visitor(open_browser(language=language, phone=phone), language, shots)
    open_school(teacher, product, school=school, phone=PHONES[language], password=PASSWORD)
    teacher.go(product.url(school, "/teach/courses/new/"))
    teacher.fill(title="Algebra", price="120")
    teacher.send("#course-form")
    teacher.fill(title="Equations", price="60")
    teacher.send("#new-module form")
    teacher.press("main a[href$='/videos/']:visible")
    page = teacher.page

    cuts: list[str] = []
    page.route(re.compile(r"/video/file/$"), lambda route: _cut_once(route, cuts))
    films = [("Week 1.mp4", FILM), ("no film.mp4", b"no film"), ("Week 2.mp4", FILM)]
    page.locator("video-uploader input[type=file]").set_input_files(
        [{"name": name, "mimeType": "video/mp4", "buffer": data} for name, data in films]
    )
    rows = page.locator(".upload-row")
    expect(rows).to_have_count(3)
    expect(rows.nth(0).locator(".upload-word")).to_contain_text(re.compile("cut|انقطع"))
    teacher.look("01-cut")
    for place in (0, 2):
        expect(rows.nth(place)).to_have_attribute("data-state", "ready", timeout=30_000)
        expect(rows.nth(place).locator(".upload-word")).to_have_text(WORDS[language][0])
    expect(rows.nth(1)).to_have_attribute("data-state", "failed")
    expect(rows.nth(1).get_by_role("button", name=WORDS[language][1])).to_be_visible()
    teacher.look("02-done")
    assert len(cuts) == 1
    complaints.clear()  # the browser notes the cut line and the refused file that were asked for

    page.locator(".breadcrumb a, nav a[href*='/teach/courses/']").last.click()
    for title in ("Week 1", "Week 2"):
        expect(page.get_by_text(title, exact=True).first).to_be_visible()


def _cut_once(route: Route, cuts: list[str]) -> None:
    if cuts:
        route.continue_()
        return
    cuts.append(route.request.url)
    route.abort("connectionreset")
