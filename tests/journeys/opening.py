"""Opening a school by the pages, in its three steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.server import Product

if TYPE_CHECKING:
    from tests.journeys.test_first_school import Visitor

NEXT = "[data-steps-next]:visible"


def open_school(teacher: Visitor, product: Product, *, school: str, phone: str, password: str) -> None:
    """The visitor ends in the dashboard of a new school in the language they speak."""
    teacher.go(product.url(path="/start/"))
    teacher.fill(
        first_name="Teacher",
        last_name="Example",
        phone=phone,
        email=f"{school}@teachers.example",
        password=password,
    )
    teacher.press(NEXT)
    teacher.fill(username=school)
    teacher.page.locator("select[name=language]").select_option(teacher.language)
    teacher.press(NEXT)
    teacher.send("form[data-start]")
    teacher.send("form[action*='/teach/enter/']")
