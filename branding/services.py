"""Where colours come from, and which pages stand in which menu.

Branding owns no rows. The app that stores a school's brand registers a source at start-up; apps with pages
register their places in the menus. Both happen in `AppConfig.ready`, so there is no import upwards.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from branding.rules import (
    DEFAULT_SCHOOL_THEME,
    PLATFORM_THEME,
    Palette,
    ThemeColours,
    build_palette,
    render_theme_css,
)
from branding.rules.navigation import Audience, NavItem

# How long other processes may show the former colours; the one that changed them calls `forget_brand`.
FRESH_SECONDS = 20.0
_CACHE_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class SchoolBrand:
    """What a brand source answers; `colours` None means none were chosen, `logo_url` "" no logo."""

    name: str
    colours: ThemeColours | None
    logo_url: str = ""
    tagline: str = ""


@dataclass(frozen=True, slots=True)
class Brand:
    """A school's brand ready to be served; `version` changes whenever the sheet does."""

    name: str
    tagline: str
    logo_url: str
    palette: Palette
    css: str
    version: str


BrandSource = Callable[[UUID], SchoolBrand | None]

_lock = threading.Lock()
_source: BrandSource | None = None
_brands: dict[UUID | None, tuple[float, SchoolBrand | None, Brand]] = {}
_places: dict[str, dict[str, NavItem]] = {}


def register_brand_source(*, source: BrandSource) -> None:
    """Name the function that reads a school's brand; the latest registration counts."""
    global _source
    with _lock:
        _source = source
        _brands.clear()


def forget_brand(*, tenant_id: UUID | None) -> None:
    """Drop what this process remembers of a school; call it after commit of a change."""
    with _lock:
        _brands.pop(tenant_id, None)


def get_brand(*, tenant_id: UUID | None) -> Brand:
    """The brand of a school, or of the platform for None; a school without colours has defaults.

    A warm call does no query; the source is asked again after `FRESH_SECONDS`.
    """
    known = _brands.get(tenant_id)
    now = time.monotonic()
    if known and now - known[0] < FRESH_SECONDS:
        return known[2]
    chosen = _source(tenant_id) if _source and tenant_id else None
    brand = (
        known[2]
        if known and known[1] == chosen
        else _make_brand(chosen=chosen, is_school=tenant_id is not None)
    )
    with _lock:
        if len(_brands) >= _CACHE_LIMIT and tenant_id not in _brands:
            _brands.pop(next(iter(_brands)))
        _brands[tenant_id] = (now, chosen, brand)
    return brand


def register_nav_item(*, audience: Audience, item: NavItem) -> None:
    """Put a page into the menu of an audience; the same key again replaces it."""
    _places.setdefault(audience, {})[item.key] = item


def list_nav_items(*, audience: str) -> list[NavItem]:
    """The places of an audience's menu in their order."""
    return sorted(_places.get(audience, {}).values(), key=lambda item: (item.order, item.key))


def _make_brand(*, chosen: SchoolBrand | None, is_school: bool) -> Brand:
    default = DEFAULT_SCHOOL_THEME if is_school else PLATFORM_THEME
    colours = chosen.colours if chosen and chosen.colours else default.colours
    palette = build_palette(colours=colours)
    css = render_theme_css(palette=palette)
    name = chosen.name if chosen else ""
    version = hashlib.sha256(f"{css}\0{name}\0{chosen.logo_url if chosen else ''}".encode()).hexdigest()[:16]
    return Brand(
        name=name,
        tagline=chosen.tagline if chosen else "",
        logo_url=chosen.logo_url if chosen else "",
        palette=palette,
        css=css,
        version=version,
    )
