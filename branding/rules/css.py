"""A palette as a style sheet of custom properties."""

from __future__ import annotations

from collections.abc import Mapping

from branding.rules.palette import Palette


def render_theme_css(*, palette: Palette) -> str:
    """Custom properties for `data-theme` light, dark and system.

    The values are `#rrggbb` made by this package, so nothing a person typed can reach the sheet.
    """
    light, dark = _block(palette.light, scheme="light"), _block(palette.dark, scheme="dark")
    return (
        f":root,[data-theme=light]{{{light}}}"
        f"[data-theme=dark]{{{dark}}}"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}"
        f"[data-theme=light]{{{light}}}}}"
        f"@media print{{:root,[data-theme]{{{light}}}}}\n"
    )


def _block(tokens: Mapping[str, str], *, scheme: str) -> str:
    declarations = [f"color-scheme:{scheme}", *(f"--color-{name}:{value}" for name, value in tokens.items())]
    return ";".join(declarations)
