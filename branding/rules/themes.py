"""Ready themes, as data: what a school starts from before it has colours of its own."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branding.rules.palette import ThemeColours


@dataclass(frozen=True, slots=True)
class ReadyTheme:
    """A named set of six colours; `slug` is what forms send."""

    slug: str
    name: str | Promise
    colours: ThemeColours


def _theme(slug: str, name: str | Promise, *six: str) -> ReadyTheme:
    return ReadyTheme(slug, name, ThemeColours(*six))


# primary, light, dark, secondary, accent, background
READY_THEMES: tuple[ReadyTheme, ...] = (
    _theme("nile", _("Nile"), "#0f766e", "#d5f0eb", "#0b4f4a", "#334e68", "#e0912f", "#f7f6f2"),
    _theme("lotus", _("Lotus"), "#b83268", "#fbe1ea", "#7d1d44", "#3f5c7a", "#e8a13a", "#fdf8f8"),
    _theme("sahara", _("Sahara"), "#b45a1c", "#fae6d5", "#7a3a0e", "#3d5a4c", "#d9a514", "#fbf7f0"),
    _theme("delta", _("Delta"), "#3f7d2c", "#e0f0d8", "#28541b", "#40536b", "#e3a008", "#f7f8f3"),
    _theme("sinai", _("Sinai"), "#1d4e9e", "#dce7f9", "#12336b", "#0f766e", "#f08a3c", "#f6f8fb"),
    _theme("papyrus", _("Papyrus"), "#7a5c24", "#f3e8cf", "#4f3a14", "#2f5d62", "#c2412d", "#faf6ea"),
    _theme("night", _("Night sky"), "#3949ab", "#e2e5f8", "#232e73", "#5b6478", "#f2b134", "#f6f6fb"),
    _theme("pomegranate", _("Pomegranate"), "#a3202c", "#f8dedf", "#6d121b", "#44546a", "#d98b1f", "#fbf7f6"),
    _theme("graphite", _("Graphite"), "#30363d", "#e5e8eb", "#16191d", "#54606c", "#e4572e", "#f7f7f6"),
    _theme("mint", _("Mint and coral"), "#13806c", "#d9f2ea", "#0b5447", "#ce4f3f", "#f0b53e", "#f5faf7"),
)

PLATFORM_THEME = READY_THEMES[0]
DEFAULT_SCHOOL_THEME = READY_THEMES[4]


def find_ready_theme(*, slug: str) -> ReadyTheme | None:
    """The ready theme of that slug."""
    return next((theme for theme in READY_THEMES if theme.slug == slug), None)
