"""Cards on paper: as many pages as they need, each of the paper's size, with signs that lead to the code."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import segno
from django.contrib.staticfiles import finders
from django.utils import timezone
from playwright.sync_api import Page, Route, sync_playwright

from tenant_apps.coupons.models import AccessCode, CodeBatch, CodeEvent
from tenant_apps.coupons.services import create_batch
from tenant_apps.coupons.web.teacher.layouts import LAYOUTS
from tenants.context import ActiveTenant
from tests.client import Api
from tests.factories import make_staff, owner_of
from tests.journeys.conftest import CHROMIUM_ARGUMENTS

ApiMaker = Callable[..., Api]
CARDS = 25
POINTS = 72 / 25.4


@pytest.fixture
def teacher(api: ApiMaker, in_alpha: ActiveTenant) -> Api:
    client = api(school=in_alpha).sign_in(owner_of(in_alpha), kind="staff")
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def batch(in_alpha: ActiveTenant) -> CodeBatch:
    return create_batch(count=CARDS, price=Decimal(100), now=timezone.now())


def sheet(batch: CodeBatch, query: str = "") -> str:
    return f"/teach/codes/{batch.id}/sheet/{query}"


def body(client: Api, path: str) -> str:
    return client.get(path).content.decode()


def pdfs_of(client: Api, paths: list[str]) -> list[bytes]:
    """What a browser makes of the pages, everything it asks for taken from here."""
    documents = {path: body(client, path) for path in paths}
    theme = client.get("/theme.css").content.decode()

    def answer(route: Route) -> None:
        asked = route.request.url
        static = asked.partition("/static/")[2].partition("?")[0]
        if route.request.is_navigation_request():
            document = documents[asked.removeprefix("http://alice.edupro.test")]
            route.fulfill(body=document, content_type="text/html; charset=utf-8")
        elif static:
            route.fulfill(path=str(finders.find(static)))
        elif "theme.css" in asked:
            route.fulfill(body=theme, content_type="text/css")
        else:
            route.fulfill(status=404)

    with sync_playwright() as playwright:
        executable = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGUMENTS)
        page = browser.new_page()
        page.route("**/*", answer)
        return [_printed(page, path) for path in paths]


def _printed(page: Page, path: str) -> bytes:
    page.goto(f"http://alice.edupro.test{path}")
    page.evaluate("document.fonts.ready")
    return page.pdf(prefer_css_page_size=True, print_background=True)


def pages_of(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in whole millimetres."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(round(float(width) / POINTS), round(float(height) / POINTS)) for width, height in boxes]


def test_cards_make_as_many_pages_as_they_need_of_the_papers_size(teacher: Api, batch: CodeBatch) -> None:
    paths = {key: sheet(batch, f"?set=1&cards={key}&price=on&help=0100") for key in LAYOUTS}
    pdfs = pdfs_of(teacher, list(paths.values()))
    for (key, path), pdf in zip(paths.items(), pdfs, strict=True):
        layout = LAYOUTS[key]
        needed = -(-CARDS // layout.per_page)
        text = body(teacher, path)
        assert (text.count('class="code-card"'), text.count('class="card-page ')) == (CARDS, needed), key
        assert pages_of(pdf) == [(layout.width, layout.height)] * needed, key


def test_an_arabic_sheet_has_the_same_pages(teacher: Api, batch: CodeBatch) -> None:
    teacher.cookies["language"] = "ar"
    (pdf,) = pdfs_of(teacher, [sheet(batch, "?set=1&cards=10&price=on")])
    assert pages_of(pdf) == [(210, 297)] * 3


def test_the_marks_stand_where_the_cards_end(teacher: Api) -> None:
    for layout in LAYOUTS.values():
        wide = layout.columns * layout.card_width + (layout.columns - 1) * layout.gap
        assert min(layout.left, layout.top) >= 2
        assert round(2 * layout.left + wide, 2) == layout.width
        assert all(0 <= tick.x1 <= tick.x2 <= layout.width for tick in layout.ticks)
        assert all(0 <= tick.y1 <= tick.y2 <= layout.height for tick in layout.ticks)
    ten = LAYOUTS["10"]
    assert sorted({tick.x1 for tick in ten.ticks if tick.x1 == tick.x2}) == [10, 105, 200]


def test_the_sheet_of_styles_has_the_measures_of_the_layouts() -> None:
    found = finders.find("branding/app.css")
    styles = Path(str(found)).read_text()
    for key, layout in LAYOUTS.items():
        rule = re.findall(rf"\.card-page-{key}\{{([^}}]*)\}}", styles)[0]
        assert f"padding-block-start:{layout.top:g}mm" in rule, key


def test_each_sign_is_the_address_of_its_code(teacher: Api, batch: CodeBatch) -> None:
    text = body(teacher, sheet(batch))
    drawn = re.findall(r'<div class="code-card-qr">(<svg.*?</svg>)</div>', text, re.DOTALL)
    codes = AccessCode.objects.order_by("serial").values_list("code", flat=True)
    wanted = [
        segno.make(f"http://alice.edupro.test/redeem/{code}", error="m", micro=False).svg_inline(
            scale=4, border=0, omitsize=True
        )
        for code in codes
    ]
    assert drawn == wanted


def test_price_ink_and_helpline_are_chosen(teacher: Api, batch: CodeBatch) -> None:
    plain = body(teacher, sheet(batch))
    chosen = body(teacher, sheet(batch, "?set=1&cards=8&ink=light&help=<b>0100"))
    assert (plain.count("code-card-price"), chosen.count("code-card-price")) == (CARDS, 0)
    assert ('card-pages ink-light"' in plain, 'card-pages ink-light"' in chosen) == (False, True)
    assert chosen.count("&lt;b&gt;0100") == CARDS + 1
    assert "<b>0100" not in chosen
    assert body(teacher, sheet(batch, "?cards=99")).count("card-page-10") == 3


def test_serials_stand_on_the_cards_and_void_ones_are_left_out(teacher: Api, batch: CodeBatch) -> None:
    AccessCode.objects.filter(serial__in=(2, 3)).update(is_active=False)
    text = body(teacher, sheet(batch))
    found = re.findall(r'<span class="ltr">(\d+-\d+)</span>', text)
    assert found == [f"{batch.number}-{serial:03d}" for serial in range(1, CARDS + 1) if serial not in (2, 3)]


def test_printing_is_noted_and_opens_the_printer_once(api: ApiMaker, batch: CodeBatch, alpha: Any) -> None:
    client = api(school=alpha).sign_in(make_staff("assistant").user, kind="staff")
    client.cookies["language"] = "en"
    assert "data-print-now" not in body(client, sheet(batch))
    answer = client.post(sheet(batch, "?set=1&cards=24"), {}, status=302, format="multipart")
    assert "data-print-now" in body(client, answer["Location"])
    event = CodeEvent.objects.get()
    assert (event.kind, event.count, event.batch_id) == ("printed", CARDS, batch.id)
    assert "25 cards printed" in body(client, f"/teach/codes/{batch.id}/")
