"""Style sheet, icons, manifest and theme switch over HTTP requests."""

import json
import uuid

import pytest
from django.test import RequestFactory
from django.utils import translation

from branding.rules import find_ready_theme
from branding.services import SchoolBrand, brands, get_brand, register_brand_source
from branding.web import favicon, icon_maskable, manifest, set_theme, theme_css
from tenants import context
from tenants.context import ActiveTenant

ALPHA = ActiveTenant(id=uuid.UUID(int=1), schema_name="t_" + "1" * 16, username="alpha")
LOTUS = find_ready_theme(slug="lotus").colours
HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture
def alpha(monkeypatch):
    monkeypatch.setattr(brands, "_source", brands._source)
    monkeypatch.setattr(brands, "_brands", {})
    register_brand_source(source=lambda tenant_id: SchoolBrand(HOSTILE, LOTUS, tagline="Physics"))
    with context.enter(ALPHA):
        yield


def get(view, path, **headers):
    return view(RequestFactory().get(path, headers=headers))


def test_sheet_is_the_schools_and_typed_as_css(alpha):
    response = get(theme_css, "/theme.css")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.content.decode() == get_brand(tenant_id=ALPHA.id).css


def test_platform_has_its_own_sheet(alpha):
    school = get(theme_css, "/theme.css")
    with context.platform():
        platform = get(theme_css, "/theme.css")
    assert platform.content != school.content
    assert platform["ETag"] != school["ETag"]


def test_sheet_asked_by_version_is_kept_for_good(alpha):
    version = get_brand(tenant_id=ALPHA.id).version
    assert get(theme_css, f"/theme.css?v={version}")["Cache-Control"] == "public, max-age=31536000, immutable"
    assert get(theme_css, "/theme.css?v=other")["Cache-Control"] == "public, no-cache"
    assert get(theme_css, "/theme.css")["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("form", ["{}", "W/{}", '"x", {}'])
def test_unchanged_sheet_is_not_sent_again(alpha, form):
    tag = get(theme_css, "/theme.css")["ETag"]
    response = get(theme_css, "/theme.css", if_none_match=form.format(tag))
    assert (response.status_code, response.content, response["ETag"]) == (304, b"", tag)


def test_changed_sheet_is_sent_again(alpha):
    tag = get(theme_css, "/theme.css")["ETag"]
    brands.forget_brand(tenant_id=ALPHA.id)
    register_brand_source(source=lambda tenant_id: SchoolBrand("Alpha", None))
    assert get(theme_css, "/theme.css", if_none_match=tag).status_code == 200


@pytest.mark.parametrize("view", [favicon, icon_maskable])
def test_icon_is_the_schools_colour_and_holds_no_markup_of_the_name(alpha, view):
    response = get(view, "/favicon.svg")
    svg = response.content.decode()
    assert response["Content-Type"] == "image/svg+xml"
    assert f'fill="{LOTUS.primary}"' in svg
    assert "<script" not in svg


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_manifest_is_the_school_in_the_readers_language(alpha, language, direction):
    with translation.override(language):
        response = get(manifest, "/manifest.webmanifest")
    data = json.loads(response.content)
    assert response["Content-Type"] == "application/manifest+json"
    assert (data["lang"], data["dir"], data["name"], data["display"]) == (
        language,
        direction,
        HOSTILE,
        "standalone",
    )
    assert data["theme_color"] == LOTUS.primary
    assert [icon["purpose"] for icon in data["icons"]] == ["any", "any", "maskable", "maskable"]


def post(**data):
    return set_theme(RequestFactory().post("/theme", data))


@pytest.mark.parametrize("theme", ["light", "dark", "system"])
def test_theme_is_kept_for_a_year(theme):
    response = post(theme=theme, next="/courses")
    cookie = response.cookies["theme"]
    assert (response.status_code, response["Location"], cookie.value, cookie["max-age"]) == (
        302,
        "/courses",
        theme,
        31536000,
    )


def test_unknown_theme_is_not_kept():
    assert dict(post(theme="<script>", next="/").cookies) == {}


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"]
)
def test_theme_never_sends_people_elsewhere(target):
    assert post(theme="dark", next=target)["Location"] == "/"


def test_reading_views_refuse_to_be_posted():
    assert theme_css(RequestFactory().post("/theme.css")).status_code == 405
    assert set_theme(RequestFactory().get("/theme")).status_code == 405
