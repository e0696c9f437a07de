"""An operator closes a school and opens it again; its student stays signed in; the owner reads of a visit."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from shared_apps.accounts.rules import STEP_SECONDS, step_of, totp_code
from tests.database import ROOT
from tests.journeys.server import Product
from tests.journeys.test_discount import _open_school as open_school
from tests.journeys.test_discount import _sign_up as sign_up
from tests.journeys.test_first_school import PASSWORD, Visitor

pytestmark = [pytest.mark.needs_browser, pytest.mark.timeout(300)]


@pytest.mark.parametrize(
    ("language", "phone", "dark"), [("ar", True, True), ("en", False, False)], ids=["ar-phone", "en"]
)
def test_operator_suspends_and_restores_a_school(
    product: Product,
    open_browser: Callable[..., Page],
    shots: Path | None,
    complaints: list[str],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    phone: bool,
    dark: bool,
) -> None:
    school = f"closed-{language}"
    monkeypatch.setattr(
        "tests.journeys.test_discount.PHONES",
        {"ar": ("01066600081", "01066600091"), "en": ("01066600082", "01066600092")},
    )
    teacher = Visitor(open_browser(language=language), language, shots)
    open_school(teacher, product, school)
    student = Visitor(open_browser(language=language, phone=phone, dark=dark), language, shots)
    sign_up(student, product, school)

    operator = Visitor(open_browser(language=language, phone=phone, dark=dark), language, shots)
    _sign_in(operator, product, f"operator-{language}")
    _find(operator, product, school)
    page_of_school = operator.page.url
    _act(operator, "notice", reason="Not paid since May", closes_on="2099-01-31")
    teacher.go(product.url(school, "/teach/"))
    expect(teacher.page.locator(".ribbon")).to_contain_text("Not paid since May")
    teacher.look("08-notice")

    operator.page.locator("[data-dialog=suspend], [commandfor=suspend]").first.click()
    operator.look("09-suspend")
    operator.page.locator("#suspend [name=cannot_wait]").check()
    _send(operator, "suspend")
    operator.look("10-suspended")
    answer = student.page.goto(product.url(school, "/learn/"))
    assert answer is not None
    assert answer.status == 503
    complaints.clear()  # the browser notes the 503 that was asked for
    student.look("11-closed")

    _act(operator, "restore")
    student.go(product.url(school, "/learn/"))
    assert student.page.url == product.url(school, "/learn/")

    _visit(operator, product, school, page_of_school)
    teacher.go(product.url(school, "/teach/visits/"))
    expect(teacher.page.locator("main table tbody tr")).to_contain_text("Ticket 7")
    teacher.look("14-visits")
    _look_around(operator, product)


def _sign_in(operator: Visitor, product: Product, username: str) -> None:
    """The first sign-in: a password, then an app that is set up by its key."""
    command = [sys.executable, "manage.py", "create_platform_admin", username, f"{username}@x.example"]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "DATABASE_URL": product.database_url,
        "EDUPRO_STATE_DIR": str(product.state),
    }
    subprocess.run([*command, "--password", PASSWORD], cwd=ROOT, env=environment, check=True)
    operator.go(product.url(path="/operator/"))
    assert operator.page.url == product.url(path="/operator/sign-in/?next=%2Foperator%2F")
    operator.look("01-door")
    operator.fill(identifier=username, password=PASSWORD)
    operator.send("form[action$='/operator/sign-in/']")
    operator.page.locator("details:has(.font-mono) summary").click()
    operator.look("02-app")
    operator.fill(code=_code(operator.page.locator("main p.font-mono").inner_text()))
    operator.send("form[action$='/operator/sign-in/app/']")
    assert operator.page.locator("main li").count() == 10
    operator.look("03-recovery-codes")
    operator.page.locator("main a.button[href='/operator/']").click()
    operator.check()
    operator.look("04-home")


def _code(key: str) -> str:
    """What the app shows; near the end of its half minute, what it shows next."""
    seed = base64.b32decode(key.strip())
    return totp_code(seed=seed, step=step_of(timestamp=time.time() + STEP_SECONDS / 10))


def _find(operator: Visitor, product: Product, school: str) -> None:
    operator.go(product.url(path="/operator/schools/"))
    operator.look("05-schools")
    operator.go(product.url(path=f"/operator/schools/?q={school}"))
    expect(operator.page.locator("main table tbody tr")).to_have_count(1)
    operator.page.locator("main table a").first.click()
    operator.check()
    operator.look("06-school")


def _act(operator: Visitor, act: str, **fields: str) -> None:
    operator.page.locator(f"[data-dialog={act}], [commandfor={act}]").first.click()
    for name, value in fields.items():
        operator.page.locator(f"#{act} [name={name}]").fill(value)
    operator.look(f"07-{act}")
    _send(operator, act)


def _send(operator: Visitor, act: str) -> None:
    with operator.page.expect_navigation():
        operator.page.locator(f"#{act} form button[type=submit], #{act} form button:not([type])").last.click()
    operator.check()
    expect(operator.page.locator("main")).to_be_visible()


def _visit(operator: Visitor, product: Product, school: str, page_of_school: str) -> None:
    operator.go(page_of_school)
    _act(operator, "visit", reason="Ticket 7")
    operator.look("12-visit")
    operator.send("form[action*='/teach/visit/']")
    assert operator.page.url == product.url(school, "/teach/")
    expect(operator.page.locator(".ribbon-warning")).to_be_visible()
    operator.look("13-as-the-owner")
    with operator.page.expect_navigation():
        operator.page.locator("form[action$='/teach/visit-end/'] button").click()
    assert operator.page.url == product.url(school, "/teach/sign-in/")


def _look_around(operator: Visitor, product: Product) -> None:
    for number, name in enumerate(("categories", "categories/new", "audit", "health", "security"), start=15):
        operator.go(product.url(path=f"/operator/{name}/"))
        operator.look(f"{number}-{name.replace('/', '-')}")
