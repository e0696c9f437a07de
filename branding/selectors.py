"""Pictures made from a school's brand: read from the cache, drawn once when they are not there."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage

from branding.rules.pictures import CardWords, IconShape, draw_card, draw_icon
from branding.services.brands import Brand

KEPT_SECONDS = 7 * 86400
_MOST_BYTES = 8 * 1024 * 1024
_drawing = threading.Lock()
"""One picture at a time: many visitors of a new look cost one thread's work, not every thread's."""


def name_of(*, brand: Brand) -> str:
    """The school's name, or the platform's where there is no school."""
    return brand.name or str(settings.PLATFORM_NAME)


def get_icon(*, brand: Brand, side: int, shape: IconShape) -> bytes:
    """The active school's icon as PNG."""

    def make() -> bytes:
        logo = read_picture(key=brand.logo_key)
        tokens = brand.palette.light
        return draw_icon(name=name_of(brand=brand), tokens=tokens, side=side, shape=shape, logo=logo)

    return _kept(f"icon:{brand.version}:{shape}:{side}", make)


def get_card(*, brand: Brand, words: CardWords, version: str, picture_key: str, is_round: bool) -> bytes:
    """A share card as PNG. `version` names what else than the brand changes it."""

    def make() -> bytes:
        logo, picture = read_picture(key=brand.logo_key), read_picture(key=picture_key)
        return draw_card(
            words=words,
            name=name_of(brand=brand),
            tokens=brand.palette.light,
            logo=logo,
            picture=picture,
            is_round=is_round,
        )

    return _kept(f"card:{brand.version}:{version}", make)


def read_picture(*, key: str) -> bytes | None:
    """A stored picture of the active school; None when it is gone or larger than any that we store."""
    if not key:
        return None
    try:
        with default_storage.open(key) as file:
            data = bytes(file.read(_MOST_BYTES + 1))
    except OSError:
        return None
    return data if len(data) <= _MOST_BYTES else None


def _kept(key: str, make: Callable[[], bytes]) -> bytes:
    """From the cache, whose keys carry the school."""
    name = f"drawn:{key}"
    found: bytes | None = cache.get(name)
    if found is not None:
        return found
    with _drawing:
        found = cache.get(name)
        if found is None:
            found = make()
            cache.set(name, found, KEPT_SECONDS)
    return found
