"""A lesson in a browser: nothing is loaded unasked, keys in either script, notes while the film plays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.gallery.product import furnished_product
from tests.gallery.table import PAGES
from tests.gallery.walk import SIZES, Walk

pytestmark = [pytest.mark.needs_browser, pytest.mark.timeout(420)]

LESSON = next(page for page in PAGES if page.name == "lesson_player")
FILM = "document.querySelector('video')"
ASKED = "performance.getEntriesByType('resource').filter(one => /link|files/.test(one.name)).length"
ARABIC_K = "new KeyboardEvent('keydown', {key: 'ن', code: 'KeyK', bubbles: true})"


@pytest.fixture(scope="module")
def walk(
    django_db_blocker: Any,
    template_database: str,
    tmp_path_factory: pytest.TempPathFactory,
    browser: Browser,
) -> Iterator[Walk]:
    state = tmp_path_factory.mktemp("lesson")
    with (
        django_db_blocker.unblock(),
        furnished_product(template=template_database, state=state) as (product, rows),
    ):
        walk = Walk(browser, product, rows)
        yield walk
        walk.close()


@pytest.fixture
def lesson(walk: Walk) -> Iterator[Page]:
    """The lesson of a student, in Arabic on a phone, silent; the browser has nothing to complain of."""
    page = walk.open(LESSON, "ar", "phone")
    page.evaluate(f"{FILM}.muted = true")
    page.evaluate("localStorage.clear()")
    yield page
    assert walk.complaints == []


def until(page: Page, condition: str, *, seconds: int = 20) -> None:
    for _ in range(seconds * 10):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not within {seconds} s: {condition}")


def play(page: Page) -> None:
    page.locator(".player-play").click()
    until(page, f"{FILM}.currentTime > 0.5")


def test_film_is_asked_for_when_it_is_wanted(lesson: Page) -> None:
    lesson.wait_for_timeout(500)
    assert lesson.evaluate(ASKED) == 0
    play(lesson)
    assert lesson.evaluate(ASKED) >= 1
    expect(lesson.locator("[data-player-start]")).to_be_hidden()


def test_keys_work_on_the_page_in_both_scripts_and_not_while_writing(lesson: Page) -> None:
    play(lesson)
    lesson.evaluate("document.activeElement.blur()")
    lesson.keyboard.press("k")
    until(lesson, f"{FILM}.paused")
    lesson.evaluate(f"document.body.dispatchEvent({ARABIC_K})")
    until(lesson, f"!{FILM}.paused")
    lesson.keyboard.press(".")
    assert lesson.evaluate(f"{FILM}.playbackRate") == 1.25
    assert lesson.locator("[data-speed]").input_value() == "1.25"
    lesson.keyboard.press("n")
    lesson.keyboard.type("mmm")
    assert lesson.locator("[data-note-text]").input_value() == "mmm"
    assert lesson.evaluate(f"{FILM}.muted") is True
    lesson.evaluate("document.activeElement.blur()")
    lesson.keyboard.press("Shift+Slash")
    expect(lesson.locator("#player-keys")).to_be_visible()
    lesson.locator("[data-keys-everywhere]").uncheck()
    lesson.keyboard.press("Escape")
    expect(lesson.locator("#player-keys")).to_be_hidden()
    lesson.evaluate("document.activeElement.blur()")
    lesson.keyboard.press("k")
    lesson.wait_for_timeout(300)
    assert lesson.evaluate(f"{FILM}.paused") is False


def test_speed_is_remembered(lesson: Page) -> None:
    play(lesson)
    lesson.locator("[data-speed]").select_option("1.5")
    lesson.reload()
    lesson.evaluate(f"{FILM}.muted = true")
    play(lesson)
    assert lesson.evaluate(f"{FILM}.playbackRate") == 1.5


def test_note_is_kept_at_its_moment_while_the_film_plays(lesson: Page) -> None:
    play(lesson)
    before = lesson.locator(".note").count()
    lesson.locator("[data-note-text]").fill("ملاحظة")
    moment = lesson.locator("[name=at]").input_value()
    assert moment.startswith("0:0")
    lesson.locator("#note-keep").click()
    expect(lesson.locator(".note")).to_have_count(before + 1)
    assert lesson.evaluate(f"{FILM}.paused") is False
    lesson.locator("[data-seek='42']").click()  # beyond this short film: it goes to the end
    lesson.locator(f".note-at:has-text('{moment}')").first.click()
    until(lesson, f"{FILM}.currentTime < 5 && !{FILM}.paused")
    note = lesson.locator(".note", has_text="ملاحظة").first
    note.locator("summary").click()
    note.locator("button[value=remove]").click()
    expect(lesson.locator(".note")).to_have_count(before)


def test_lessons_are_in_a_sheet_on_a_phone(lesson: Page) -> None:
    sheet = lesson.locator("#outline")
    expect(sheet).to_be_hidden()
    lesson.locator(".outline-opener").click()
    expect(sheet).to_be_visible()
    lesson.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_next_lesson_begins_by_itself_unless_one_stays(lesson: Page) -> None:
    play(lesson)
    here = lesson.url
    lesson.evaluate(f"{FILM}.currentTime = {FILM}.duration - 0.3")
    lesson.locator("[data-player-stay]").click()
    expect(lesson.locator("[data-player-stay]")).to_be_hidden()
    lesson.evaluate(f"{FILM}.currentTime = {FILM}.duration - 0.3; {FILM}.play()")
    lesson.wait_for_url(lambda url: url != here, timeout=25_000)
    assert lesson.url.endswith("#play")


def test_notes_and_outline_work_without_script(walk: Walk, browser: Browser) -> None:
    width, height = SIZES["phone"]
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": height}, locale="en-GB"
    )
    address = walk.address(LESSON, "en")
    cookies = walk.rows["en"]["cookies"]["student"]
    base = walk.product.url(walk.rows["en"]["school"])
    context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])
    page = context.new_page()
    page.goto(address)
    page.locator("[name=at]").fill("1:15")
    page.locator("#note-text").fill("Without script")
    page.locator("#note-keep").click()
    assert page.url == f"{address}#notes"
    expect(page.locator(".note", has_text="Without script")).to_have_count(1)
    page.locator(".outline-opener").click()
    expect(page.locator("#outline")).to_be_visible()
    context.close()
