"""Through the doors in a real browser: a school opens, a student comes in, a password is forgotten."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Complaints
from tests.journeys.server import Product

pytestmark = pytest.mark.needs_browser
NEXT = "[data-steps-next]:visible"
OpenBrowser = Callable[..., Page]
PASSWORD = "right-Horse-7"


def fill_start(page: Page, *, name: str, phone: str, username: str) -> None:
    page.fill("#id_first_name", name.title())
    page.fill("#id_last_name", "Adel")
    page.fill("#id_phone", phone)
    page.fill("#id_email", f"{name}@teachers.example")
    page.fill("#id_password", PASSWORD)
    if page.locator(NEXT).count():  # with script one step is shown at a time
        page.press("#id_password", "Enter")
    page.fill("#id_username", username)


def open_school(page: Page, product: Product, *, name: str, phone: str) -> None:
    """By the pages, up to the teacher's home; the page stays there."""
    page.goto(product.url(path="/start/"))
    fill_start(page, name=name, phone=phone, username=name)
    page.press("#id_username", "Enter")
    if page.locator(".is-stepped").count():
        page.locator("form[data-start] button.button-primary[type=submit]").last.click()
    page.get_by_role("button", name=re.compile("Enter your school|الدخول إلى مدرستك")).click()
    expect(page).to_have_url(product.url(name, "/teach/"))


def colour_of(page: Page, selector: str) -> str:
    return str(page.locator(selector).first.evaluate("element => getComputedStyle(element).backgroundColor"))


def test_a_school_opens_with_a_free_address_offered_on_the_way(
    product: Product, open_browser: OpenBrowser
) -> None:
    page = open_browser()
    page.goto(product.url())
    page.get_by_role("main").get_by_role("link", name="Open your school").first.click()
    fill_start(page, name="mona", phone="01044400001", username="alice")
    expect(page.locator("#address-state")).to_contain_text("already taken")
    page.locator("#address-state").get_by_role("button", name="alice-school").click()
    expect(page.locator("#address-state")).to_contain_text("alice-school.localhost is free")
    before = colour_of(page, ".start-aside .mini-hero")
    page.locator(NEXT).click()
    page.get_by_role("radio", name="Lotus").check(force=True)
    assert colour_of(page, ".start-aside .mini-hero") != before
    expect(page.locator(".start-aside [data-preview-name]")).to_have_text("Mona Adel")
    page.get_by_role("button", name="Open my school").last.click()
    expect(page.locator(".big-address")).to_have_text(f"alice-school.localhost:{product.port}")
    page.get_by_role("button", name="Enter your school").click()
    expect(page).to_have_url(product.url("alice-school", "/teach/"))


def test_a_school_opens_on_an_arabic_phone_without_script(
    product: Product, browser: Browser, complaints: Complaints
) -> None:
    phone = {"width": 360, "height": 740}
    context = browser.new_context(locale="ar-EG", viewport=phone, java_script_enabled=False)
    page = context.new_page()
    open_school(page, product, name="salwa", phone="01044400002")
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.goto(product.url("salwa", "/teach/brand/"))
    page.locator('input[name="look"][value="graphite"]').check(force=True)
    page.locator('#brand button:not([name="show"])').first.click()
    assert page.locator('input[name="look"]:checked').get_attribute("value") == "graphite"
    context.close()


def test_colours_show_before_they_are_saved(product: Product, open_browser: OpenBrowser) -> None:
    page = open_browser()
    open_school(page, product, name="nadia", phone="01044400003")
    page.goto(product.url("nadia", "/teach/brand/"))
    page.locator("#id_primary").fill("#ffee00")
    expect(page.locator("#corrections")).to_contain_text("#ffee00 →")
    expect(page.locator("aside .mini-hero").first).to_have_css("background-color", "rgb(255, 238, 0)")
    assert page.locator('input[name="look"]:checked').get_attribute("value") == "own"
    page.reload()
    assert page.locator("#id_primary").input_value() != "#ffee00"


def test_a_student_comes_in_leaves_and_comes_back_without_the_password(
    product: Product, open_browser: OpenBrowser
) -> None:
    open_school(open_browser(), product, name="karim", phone="01044400004")
    page = open_browser(phone=True)
    page.goto(product.url("karim", "/sign-up/?next=/profile/"))
    for field, value in {
        "full_name": "Dana Samir",
        "phone": "٠١٠٤٤٤٠٠٠٠٥",
        "parent_phone": "01044400006",
        "email": "dana@students.example",
        "password": PASSWORD,
    }.items():
        page.fill(f"#id_{field}", value)
    page.get_by_role("button", name="Open my account").click()
    expect(page).to_have_url(product.url("karim", "/profile/"))
    expect(page.get_by_role("textbox", name="Phone", exact=True)).to_have_value("+201044400005")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.goto(product.url("karim", "/password-reset/"))
    page.fill("#id_email", "dana@students.example")
    page.get_by_role("button", name="Send the code").click()
    expect(page.locator("#id_email")).to_have_value("dana@students.example")
    page.fill("#id_otp", code_from(product, page, "dana@students.example"))
    page.fill("#id_new_password", "another-Horse-8")
    page.get_by_role("button", name="Save the new password").click()
    page.fill("#id_identifier", "01044400005")
    page.fill("#id_password", "another-Horse-8")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(product.url("karim", "/today/"))


def code_from(product: Product, page: Page, email: str) -> str:
    """The code in the newest mail to this person; mail leaves in the background."""
    for _ in range(50):
        texts = [text for text in product.mails() if email in text]
        found = re.findall(r"^\s*([A-Z2-9]{3}[ -]?[A-Z2-9]{3})\s*$", texts[-1], re.MULTILINE) if texts else []
        if found:
            return str(found[-1])
        page.wait_for_timeout(200)
    raise AssertionError(f"no code for {email} in {product.mails()!r}")
