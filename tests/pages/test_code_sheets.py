"""Cards on paper: as many pages as they need, each of the paper's size, with signs that lead to the code."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import segno
from django.contrib.staticfiles import finders
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, Route, sync_playwright

from tenant_apps.coupons.models import AccessCode, CodeBatch, CodeEvent
from tenant_apps.coupons.services import create_batch
from tenant_apps.coupons.web.teacher.layouts import LAYOUTS
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_staff
from tests.journeys.conftest import CHROMIUM_ARGUMENTS
from tests.pages.desk import body
from tests.pages.signs import read_sign, squares_of

CARDS = 25
POINTS = 72 / 25.4
HOST = "http://alice.edupro.test"
SIGNS = {"8": 36, "10": 28, "21": 20, "24": 18, "a5": 24, "roll": 30}
"""Millimetres of each paper's QR sign."""
LEAST = 0.5
"""Millimetres of a sign's square, under which telephones begin to fail."""
MEASURE = """() => {
    const mm = (pixels) => Math.round(pixels / 96 * 254) / 10;
    const sheet = document.querySelector(".card-page"), corner = sheet.getBoundingClientRect();
    const cards = [...sheet.querySelectorAll(".code-card")];
    const box = (part) => part.getBoundingClientRect();
    const places = (side) => [...new Set(cards.map((card) => mm(box(card)[side] - corner[side])))]
        .sort((one, other) => one - other);
    const parts = ".code-card-head, .code-card-body > *, .code-card-foot > *";
    const words = (card) => [...card.querySelectorAll(parts)]
        .flatMap((part) => { const range = document.createRange(); range.selectNodeContents(part);
            return [...range.getClientRects()].filter((line) => line.width); });
    const meets = (one, other) => one.left < other.right - 0.5 && one.right > other.left + 0.5
        && one.top < other.bottom - 0.5 && one.bottom > other.top + 0.5;
    const within = (one, other) => one.left >= other.left - 0.5 && one.right <= other.right + 0.5
        && one.top >= other.top - 0.5 && one.bottom <= other.bottom + 0.5;
    const sign = (card) => box(card.querySelector(".code-card-qr"));
    return {
        across: places("left"),
        down: places("top"),
        sign: mm(sign(cards[0]).width),
        clipped: cards.filter((card) => words(card).some((line) => !within(line, box(card)))).length,
        covered: cards.filter((card) => words(card).some((line) => meets(line, sign(card)))).length,
    };
}"""


@pytest.fixture
def batch(in_alpha: ActiveTenant) -> CodeBatch:
    return create_batch(count=CARDS, price=Decimal(100), now=timezone.now())


def sheet(batch: CodeBatch, query: str = "") -> str:
    return f"/teach/codes/{batch.id}/sheet/{query}"


@contextmanager
def printing(client: Api, paths: list[str], *, sharpness: int = 1) -> Iterator[Page]:
    """A browser that may open these pages; everything they ask for is taken from here."""
    documents = {path: body(client, path) for path in paths}
    theme = client.get("/theme.css").content.decode()

    def answer(route: Route) -> None:
        asked = route.request.url
        static = asked.partition("/static/")[2].partition("?")[0]
        if route.request.is_navigation_request():
            document = documents[asked.removeprefix(HOST)]
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
        page = browser.new_page(device_scale_factor=sharpness)
        page.route("**/*", answer)
        yield page


def printed(page: Page, path: str) -> bytes:
    page.goto(f"{HOST}{path}")
    page.evaluate("document.fonts.ready")
    return page.pdf(prefer_css_page_size=True, print_background=True)


def measured(page: Page) -> dict[str, Any]:
    """Where things stand on the first page of the open paper, in millimetres from its corner."""
    page.emulate_media(media="print")
    found: dict[str, Any] = page.evaluate(MEASURE)
    page.emulate_media(media="null")
    return found


def pages_of(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in whole millimetres."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(round(float(width) / POINTS), round(float(height) / POINTS)) for width, height in boxes]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_paper_has_its_pages_its_cards_in_place_and_nothing_over_the_sign(
    teacher: Api, batch: CodeBatch, language: str
) -> None:
    teacher.cookies["language"] = language
    help_line = "%2B20+100+123+4567"
    paths = {key: sheet(batch, f"?set=1&cards={key}&price=on&help={help_line}") for key in LAYOUTS}
    with printing(teacher, list(paths.values())) as page:
        papers = {key: (printed(page, path), measured(page)) for key, path in paths.items()}
    for key, (pdf, found) in papers.items():
        layout = LAYOUTS[key]
        assert pages_of(pdf) == [(layout.width, layout.height)] * -(-CARDS // layout.per_page), key
        across = [round(layout.left + n * (layout.card_width + layout.gap), 1) for n in range(layout.columns)]
        down = [round(layout.top + n * layout.card_height, 1) for n in range(layout.rows)]
        # Half of a tenth is what a browser's own steps come to.
        assert found["across"] == pytest.approx(across, abs=0.11), key
        assert found["down"] == pytest.approx(down, abs=0.11), key
        assert found["sign"] == SIGNS[key], key
        assert (found["clipped"], found["covered"]) == (0, 0), key


def test_a_sign_is_read_from_the_picture_of_its_card(teacher: Api, batch: CodeBatch) -> None:
    teacher.cookies["language"] = "ar"
    codes = list(AccessCode.objects.order_by("serial").values_list("code", flat=True))
    paths = {key: sheet(batch, f"?set=1&cards={key}") for key in LAYOUTS}
    with printing(teacher, list(paths.values()), sharpness=4) as page:
        page.emulate_media(media="print")
        pictures = {}
        for key, path in paths.items():
            page.goto(f"{HOST}{path}")
            pictures[key] = page.locator(".code-card-qr svg").first.screenshot(scale="device")
    for key, picture in pictures.items():
        sign = Image.open(BytesIO(picture))
        assert read_sign(sign) == f"{HOST}/redeem/{codes[0]}", key
        assert SIGNS[key] / len(squares_of(sign)) >= LEAST, key


def test_the_page_shows_every_card_once(teacher: Api, batch: CodeBatch) -> None:
    for key, layout in LAYOUTS.items():
        text = body(teacher, sheet(batch, f"?set=1&cards={key}"))
        pages = -(-CARDS // layout.per_page)
        assert (text.count('class="code-card"'), text.count('class="card-page ')) == (CARDS, pages), key


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
