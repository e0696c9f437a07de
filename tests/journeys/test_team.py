"""A team: somebody is invited to grade, comes by the mail's link on a phone, and sees no more than that."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Complaints
from tests.journeys.opening import open_school
from tests.journeys.server import Product
from tests.journeys.test_first_school import PASSWORD, Visitor

pytestmark = [pytest.mark.needs_browser, pytest.mark.timeout(300)]

SCHOOL = "team-ar"
ASKED = "nadia@assistants.example"
SCOPES = ("content", "students", "codes", "discounts", "grading")
# A place of the menu for each area, and those that no assistant has.
PLACES = {
    "content": "/teach/courses/",
    "students": "/teach/students/",
    "codes": "/teach/codes/",
    "grading": "/teach/grading/",
}
OWNERS = ("/teach/revenue/", "/teach/team/", "/teach/activity/", "/teach/settings/", "/teach/brand/")


def test_an_assistant_comes_by_mail_and_sees_what_the_owner_opened(
    product: Product, open_browser: Callable[..., Page], shots: Path | None, complaints: Complaints
) -> None:
    owner = Visitor(open_browser(language="ar"), "ar", shots)
    open_school(owner, product, school=SCHOOL, phone="01066600021", password=PASSWORD)
    _invite(owner, product)
    helper = Visitor(open_browser(language="ar", phone=True), "ar", shots)
    _join(helper, _mailed_link(product, owner.page))
    assert _open_areas(helper, product) == ["grading"]

    _change_scopes(owner, product, {"students"})
    # The page that is still open on the phone: its next press is refused, kindly and in Arabic.
    helper.page.reload()
    expect(helper.page.locator("h1")).to_have_text("هذه الصفحة غير متاحة لك")
    expect(helper.page.locator("main a[href='/']")).to_be_visible()
    helper.check()
    helper.look("05-refused")
    assert _open_areas(helper, product) == ["students"]

    _shut_out(owner, product)
    helper.page.goto(product.url(SCHOOL, "/teach/"))
    assert helper.page.url.startswith(product.url(SCHOOL, "/teach/sign-in/"))
    # What the browser's console says of the pages that were meant to be refused.
    refused = [one for one in complaints if "responded with a status of 403" in one]
    assert len(refused) == len(complaints)
    complaints.clear()


def _invite(owner: Visitor, product: Product) -> None:
    owner.go(product.url(SCHOOL, "/teach/team/"))
    owner.look("01-alone")
    owner.go(product.url(SCHOOL, "/teach/team/invite/"))
    owner.fill(full_name="Nadia ناديا", email=ASKED)
    _tick(owner, {"grading"})
    owner.look("02-invite")
    owner.send("main form")
    expect(owner.page.locator("#invited")).to_contain_text(ASKED)


def _tick(owner: Visitor, wanted: set[str]) -> None:
    for scope in SCOPES:
        owner.page.locator(f"#scope-{scope}").set_checked(scope in wanted)


def _mailed_link(product: Product, page: Page) -> str:
    """The link in the mail to the one who was asked, which leaves in the background."""
    for _ in range(50):
        found = [re.findall(r"http://\S+/join/\S+/", text) for text in product.mails() if ASKED in text]
        if found and found[-1]:
            return str(found[-1][0])
        page.wait_for_timeout(200)
    raise AssertionError(f"no mail to {ASKED}")


def _join(helper: Visitor, link: str) -> None:
    helper.go(link)
    helper.look("03-join")
    helper.fill(last_name="سالم", phone="01066600022", password=PASSWORD)
    helper.send("form[action*='/join/']")
    helper.look("04-home")


def _open_areas(helper: Visitor, product: Product) -> list[str]:
    """The areas that the menu shows; each opens, and every other one answers 403."""
    helper.go(product.url(SCHOOL, "/teach/"))
    menu = set(helper.page.eval_on_selector_all("nav a[href]", "all => all.map(a => a.getAttribute('href'))"))
    shown = [area for area, path in PLACES.items() if path in menu]
    assert menu.isdisjoint(OWNERS)
    for area, path in PLACES.items():
        answer = helper.page.goto(product.url(SCHOOL, path))
        assert answer is not None
        assert answer.status == (200 if area in shown else 403), path
    for path in OWNERS:
        answer = helper.page.goto(product.url(SCHOOL, path))
        assert answer is not None
        assert answer.status == 403, path
    helper.go(product.url(SCHOOL, PLACES[shown[0]]))
    return shown


def _change_scopes(owner: Visitor, product: Product, wanted: set[str]) -> None:
    owner.go(product.url(SCHOOL, "/teach/team/"))
    owner.press(".member-acts a[href*='/teach/team/']")
    _tick(owner, wanted)
    owner.send("main form")
    assert owner.page.url == product.url(SCHOOL, "/teach/team/")


def _shut_out(owner: Visitor, product: Product) -> None:
    owner.page.locator("[data-dialog^='out-'], [commandfor^='out-'], [href^='#out-']").first.click()
    with owner.page.expect_navigation():
        owner.page.locator("dialog[open] button[type=submit]:visible").last.click()
    expect(owner.page.locator(".member-out")).to_have_count(1)
    owner.look("06-shut-out")
