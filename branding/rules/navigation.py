"""One place in a menu, as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.functional import Promise

Audience = Literal["platform", "visitor", "student", "teacher", "operator"]


@dataclass(frozen=True, slots=True)
class NavItem:
    """A page in a menu.

    `key` is what the page puts into its context as `nav`. `is_shown` gets the template context as a mapping
    and decides for this actor; a hidden place is no protection, the page itself refuses.
    """

    key: str
    label: str | Promise
    icon: str
    url_name: str
    order: int = 100
    group: str | Promise = ""
    on_phone: bool = True
    is_shown: Callable[[Any], bool] = field(default=lambda context: True)
