"""The school as an app on a home screen: manifest, worker, and the page for no connection."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from branding.rules.marks import short_name
from branding.selectors import name_of
from branding.services import list_nav_items
from branding.web.answers import answer_kept
from branding.web.languages import asked_language
from branding.web.marks import active_brand
from tenants import context
from tenants.context import active_id

_STATIC = Path(__file__).resolve().parents[1] / "static" / "branding"
_SHELL = ("app.css", "icons.svg", "pattern.svg", "js/kit.js", "js/offline.js")
_MOST_SHORTCUTS = 4
# Whose app it is: the page it opens with, and whose menu its shortcuts are.
_STARTS = {"student": "today", "teacher": "teacher_home", "platform": "platform_home"}


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """The installable app: of a student, of a teacher (`?for=teacher`) or of the platform.

    Browsers fetch it without cookies, so the page's address of it names the language.
    """
    audience = "platform" if active_id() is None else "student"
    if audience == "student" and request.GET.get("for") == "teacher":
        audience = "teacher"
    language = asked_language(request)
    with translation.override(language):
        body = json.dumps(_manifest(audience, language), ensure_ascii=False)
    version = hashlib.sha256(body.encode()).hexdigest()
    response = answer_kept(
        request, make=lambda: body, content_type="application/manifest+json", version=version
    )
    response["Vary"] = "Accept-Language, Cookie"
    return response


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the shell of the portal and answers when the line is cut.

    With OFFLINE_PAGES off it is one that takes itself and all it kept away, from every device that had it.
    """
    kept = {
        "version": _shell_version() + active_brand().version if settings.OFFLINE_PAGES else "",
        "files": _shell_files() if settings.OFFLINE_PAGES else [],
        "pages": {
            code: f"{reverse('branding:offline')}?language={code}" for code, _name in settings.LANGUAGES
        },
        "language": tenant.language if (tenant := context.active()) else settings.LANGUAGE_CODE,
    }
    source = (_STATIC / "js" / "worker.js").read_text()
    response = HttpResponse(f"self.KEPT={json.dumps(kept)};\n{source}", content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What a reader sees without a connection: the same for everybody, so that it can be kept."""
    with translation.override(asked_language(request)):
        return render(request, "branding/offline.html")


def _manifest(audience: str, language: str) -> dict[str, Any]:
    brand = active_brand()
    name, tokens, start = name_of(brand=brand), brand.palette.light, _address(_STARTS[audience]) or "/"
    return {
        "id": "/" if audience != "teacher" else start,
        "start_url": start,
        "scope": "/",
        "name": _("%(school)s: teaching") % {"school": name} if audience == "teacher" else name,
        "short_name": short_name(name=name),
        "description": brand.tagline or _("Courses, exams and progress in one place."),
        "display": "standalone",
        "orientation": "any",
        "lang": language,
        "dir": "rtl" if get_language_bidi() else "ltr",
        "theme_color": tokens["brand"],
        "background_color": tokens["base-200"],
        "categories": ["education"],
        "prefer_related_applications": False,
        "icons": _icons(brand.version),
        "shortcuts": _shortcuts(audience, start, brand.version),
    }


def _icons(version: str) -> list[dict[str, str]]:
    return [
        {
            "src": f"/{prefix}-{side}.png?v={version}",
            "sizes": f"{side}x{side}",
            "type": "image/png",
            "purpose": purpose,
        }
        for prefix, purpose in (("icon", "any"), ("icon-maskable", "maskable"))
        for side in (192, 512)
    ]


def _shortcuts(audience: str, start: str, version: str) -> list[dict[str, Any]]:
    """The first places of the menu, without the one that the app opens with."""
    found = []
    for item in list_nav_items(audience=audience):
        url = _address(item.url_name)
        if url and item.on_phone and url != start and item.is_shown({}):
            icons = _icons(version)[:1]
            found.append({"name": str(item.label), "url": url, "icons": icons})
    return found[:_MOST_SHORTCUTS]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""  # not mounted on this host, or its app is not installed


def _shell_files() -> list[str]:
    fonts = sorted(f"fonts/{path.name}" for path in (_STATIC / "fonts").glob("*.woff2"))
    htmx = sorted(f"js/{path.name}" for path in (_STATIC / "js").glob("htmx-*.min.js"))
    brand = active_brand()
    own = [f"/theme.css?v={brand.version}", f"/icon-192.png?v={brand.version}", "/favicon.svg"]
    return [*(static(f"branding/{name}") for name in (*_SHELL, *fonts, *htmx)), *own]


@cache
def _shell_version() -> str:
    """Changes with each release that changes a file of the shell or a page's frame."""
    digest = hashlib.sha256()
    templates = _STATIC.parents[1] / "templates" / "branding"
    for path in [*(_STATIC / name for name in (*_SHELL, "js/worker.js")), *sorted(templates.rglob("*.html"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
