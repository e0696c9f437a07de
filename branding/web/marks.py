"""Addresses that carry the brand: style sheet, icons, manifest, and the theme switch."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_GET, require_POST

from branding.rules.marks import initial_mark_svg
from branding.services import Brand, get_brand
from tenants.context import active_id

_FOR_GOOD = "public, max-age=31536000, immutable"
_ASK_AGAIN = "public, no-cache"
_THEMES = frozenset({"light", "dark", "system"})


@require_GET
def theme_css(request: HttpRequest) -> HttpResponse:
    """The active school's colours; kept for good when asked for by version, checked by ETag otherwise."""
    brand = _active_brand()
    return _cached(request, body=brand.css, content_type="text/css; charset=utf-8", version=brand.version)


@require_GET
def favicon(request: HttpRequest, *, maskable: bool = False) -> HttpResponse:
    """The school's star with its initial; also answers at `/favicon.ico`, which browsers ask for unbidden."""
    brand = _active_brand()
    tokens = brand.palette.light
    svg = initial_mark_svg(
        name=_name(brand), fill=tokens["brand"], ink=tokens["brand-content"], maskable=maskable
    )
    return _cached(request, body=svg, content_type="image/svg+xml", version=f"{brand.version}{maskable:d}")


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """The installable app of this school, in the reader's language."""
    brand, language = _active_brand(), get_language()
    tokens = brand.palette.light
    data: dict[str, Any] = {
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "name": _name(brand),
        "short_name": _name(brand)[:24],
        "description": brand.tagline,
        "display": "standalone",
        "lang": language,
        "dir": "rtl" if get_language_bidi() else "ltr",
        "theme_color": tokens["brand"],
        "background_color": tokens["base-200"],
        "icons": [
            {
                "src": f"/favicon.svg?v={brand.version}",
                "sizes": "any",
                "type": "image/svg+xml",
                "purpose": "any",
            },
            {"src": f"/icon-maskable.svg?v={brand.version}", "sizes": "any", "type": "image/svg+xml"}
            | {"purpose": "maskable"},
        ],
    }
    response = JsonResponse(
        data, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )
    response["Cache-Control"] = "no-cache"
    response["Vary"] = "Accept-Language, Cookie"
    return response


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep light, dark or system for a year and go back; the switch works without script by this."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = HttpResponseRedirect(target)
    chosen = request.POST.get("theme", "")
    if chosen in _THEMES:
        response.set_cookie("theme", chosen, max_age=365 * 86400, samesite="Lax", secure=request.is_secure())
    return response


def _active_brand() -> Brand:
    return get_brand(tenant_id=active_id())


def _name(brand: Brand) -> str:
    return brand.name or str(getattr(settings, "PLATFORM_NAME", "EduPro"))


def _cached(request: HttpRequest, *, body: str, content_type: str, version: str) -> HttpResponse:
    tag = f'"{hashlib.sha256(version.encode()).hexdigest()[:20]}"'
    asked = [part.strip().removeprefix("W/") for part in request.headers.get("If-None-Match", "").split(",")]
    fresh = tag in asked
    response = HttpResponse(b"" if fresh else body, content_type=content_type, status=304 if fresh else 200)
    response["ETag"] = tag
    response["Cache-Control"] = _FOR_GOOD if version.startswith(request.GET.get("v") or "-") else _ASK_AGAIN
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
def icon_maskable(request: HttpRequest) -> HttpResponse:
    """The icon for phones that cut icons into their own shape."""
    return favicon(request, maskable=True)
