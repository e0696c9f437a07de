"""Drawn marks of a school without a logo: the star with its initial."""

from __future__ import annotations

from xml.sax.saxutils import escape

from branding.rules.drawing import initials

SHORT_LENGTH = 14
"""Letters that phones show under an icon."""
_STAR = (
    "M32 2 40.3 14.2 54.4 9.6 51.8 23.7 62 32 51.8 40.3 54.4 54.4 40.3 51.8 "
    "32 62 23.7 51.8 9.6 54.4 12.2 40.3 2 32 12.2 23.7 9.6 9.6 23.7 14.2Z"
)


def initial_mark_svg(*, name: str, fill: str, ink: str, maskable: bool = False) -> str:
    """A 64 by 64 SVG with the name's first letter; `maskable` fills the square for phones that cut it.

    `fill` and `ink` are `#rrggbb`; the letter is escaped, so any name is safe.
    """
    letter = escape(initials(name=name, count=1))
    ground = (
        f'<rect width="64" height="64" fill="{fill}"/>' if maskable else f'<path d="{_STAR}" fill="{fill}"/>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">{ground}'
        f'<text x="32" y="33" fill="{ink}" font-family="Cairo,Inter,Arial,sans-serif" font-size="30" '
        f'font-weight="700" text-anchor="middle" dominant-baseline="central">{letter}</text></svg>'
    )


def short_name(*, name: str) -> str:
    """What stands under an icon: as many whole words as there is room for."""
    short = ""
    for word in name.split():
        longer = f"{short} {word}".strip()
        if short and len(longer) > SHORT_LENGTH:
            break
        short = longer
    return short[:SHORT_LENGTH].rstrip()
