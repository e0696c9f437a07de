"""Which pages stand in which menu."""

from __future__ import annotations

from branding.rules.navigation import Audience, NavItem

_places: dict[str, dict[str, NavItem]] = {}


def register_nav_item(*, audience: Audience, item: NavItem) -> None:
    """Put a page into the menu of an audience; the same key again replaces it."""
    _places.setdefault(audience, {})[item.key] = item


def list_nav_items(*, audience: str) -> list[NavItem]:
    """The places of an audience's menu in their order."""
    return sorted(_places.get(audience, {}).values(), key=lambda item: (item.order, item.key))
