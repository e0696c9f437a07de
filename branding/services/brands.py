"""Where colours and logos come from.

Branding owns no rows: the app that stores a school's brand registers a source at start-up.
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

# How long other processes may show the former colours; the one that changed them calls `forget_brand`.
FRESH_SECONDS = 20.0
_CACHE_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class SchoolBrand:
    """What a brand source answers; `colours` None means none were chosen, "" that there is none.

    `logo_key` and `picture_key` (the teacher's portrait) are names in the storage of uploads.
    """

    name: str
    colours: ThemeColours | None
    logo_url: str = ""
    tagline: str = ""
    logo_key: str = ""
    picture_key: str = ""
    whatsapp: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Brand:
    """A school's brand ready to be served; `version` changes whenever anything of it does."""

    name: str
    tagline: str
    logo_url: str
    logo_key: str
    picture_key: str
    whatsapp: str
    phone: str
    email: str
    palette: Palette
    css: str
    version: str


BrandSource = Callable[[UUID], SchoolBrand | None]

_lock = threading.Lock()
_source: BrandSource | None = None
_brands: dict[UUID | None, tuple[float, SchoolBrand | None, Brand]] = {}


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


def _make_brand(*, chosen: SchoolBrand | None, is_school: bool) -> Brand:
    default = DEFAULT_SCHOOL_THEME if is_school else PLATFORM_THEME
    colours = chosen.colours if chosen and chosen.colours else default.colours
    palette = build_palette(colours=colours)
    css = render_theme_css(palette=palette)
    shown = chosen or SchoolBrand(name="", colours=None)
    parts = (css, shown.name, shown.tagline, shown.logo_url, shown.logo_key, shown.picture_key)
    return Brand(
        name=shown.name,
        tagline=shown.tagline,
        logo_url=shown.logo_url,
        logo_key=shown.logo_key,
        picture_key=shown.picture_key,
        whatsapp=shown.whatsapp,
        phone=shown.phone,
        email=shown.email,
        palette=palette,
        css=css,
        version=hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16],
    )
