"""Addresses that carry the brand: style sheet, drawn mark, and the theme switch."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from branding.rules.marks import initial_mark_svg
from branding.selectors import name_of
from branding.services import Brand, get_brand
from branding.web.answers import answer_kept
from tenants.context import active_id

_THEMES = frozenset({"light", "dark", "system"})


@require_GET
def theme_css(request: HttpRequest) -> HttpResponse:
    """The active school's colours; kept for good when asked for by version, checked by ETag otherwise."""
    brand = active_brand()
    return answer_kept(
        request, make=lambda: brand.css, content_type="text/css; charset=utf-8", version=brand.version
    )


@require_GET
def favicon(request: HttpRequest, *, maskable: bool = False) -> HttpResponse:
    """The school's star with its initial; also answers at `/favicon.ico`, which browsers ask for unbidden."""
    brand = active_brand()
    tokens = brand.palette.light

    def make() -> str:
        return initial_mark_svg(
            name=name_of(brand=brand), fill=tokens["brand"], ink=tokens["brand-content"], maskable=maskable
        )

    version = f"{brand.version}{maskable:d}"
    return answer_kept(request, make=make, content_type="image/svg+xml", version=version)


@require_GET
def icon_maskable(request: HttpRequest) -> HttpResponse:
    """The drawn mark for phones that cut icons into their own shape."""
    return favicon(request, maskable=True)


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


def active_brand() -> Brand:
    """The brand of the school whose host this is, or of the platform."""
    return get_brand(tenant_id=active_id())
