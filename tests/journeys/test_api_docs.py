"""The page of the API's documentation, as a browser without the Internet sees it."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.needs_browser


@pytest.mark.parametrize("school", ["", "alice"])
def test_documentation_loads_under_the_strict_policy(product, open_browser, school):
    page = open_browser()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(product.url(school, "/api/v1/docs/"))
    page.wait_for_selector("#operations-tag-3-Courses, .opblock-tag-section", timeout=15_000)
    assert page.locator(".opblock").count() >= 71
    assert page.locator(".info .title").inner_text().startswith("EduPro API v1")
    home = product.url(school, "/")
    assert [url for url in asked if not url.startswith((home, "data:", "blob:"))] == []
