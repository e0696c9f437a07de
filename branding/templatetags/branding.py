"""What the kit's templates need beyond Django's own tags."""

from __future__ import annotations

from typing import Any

import segno
from django import template
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.widgets import (
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    PasswordInput,
    RadioSelect,
    Select,
)
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe

from branding.rules import drawing
from branding.services import get_brand, list_nav_items
from tenants.context import active_id

register = template.Library()

THEMES = ("light", "dark")
MIRRORED_ICONS = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "arrow-up-right",
        "chart-line",
        "chevron-left",
        "chevron-right",
        "external-link",
        "file-text",
        "list",
        "list-checks",
        "log-in",
        "log-out",
        "message-square",
        "receipt",
        "rotate-ccw",
        "send",
        "trending-down",
        "trending-up",
        "undo-2",
    }
)


@register.simple_tag(takes_context=True)
def theme_name(context: template.Context) -> str:
    """light, dark or system: chosen in this browser, else what is kept with the person."""
    request = context.get("request")
    kept = getattr(getattr(getattr(request, "actor", None), "user", None), "theme", "")
    chosen = (request.COOKIES.get("theme", "") or kept) if request is not None else ""
    return chosen if chosen in THEMES else "system"


@register.simple_tag
def theme_href() -> str:
    """Address of the active style sheet; it changes with the colours, so browsers keep it for good."""
    return f"/theme.css?v={get_brand(tenant_id=active_id()).version}"


@register.simple_tag
def brand_version() -> str:
    """What changes with the active brand: as `v` in the address of an icon it lets browsers keep it."""
    return get_brand(tenant_id=active_id()).version


@register.simple_tag
def brand_colour(*, mode: str = "light", token: str = "brand") -> str:
    """One colour of the active brand, for `<meta name="theme-color">`."""
    return get_brand(tenant_id=active_id()).palette.mode(name=mode)[token]


@register.simple_tag(takes_context=True)
def nav_items(context: template.Context, audience: str, phone: bool = False) -> list[dict[str, Any]]:
    """The audience's menu for this actor: key, label, icon, url, group, is_active.

    A place whose address is not mounted on this host is left out.
    """
    active, flat = context.get("nav"), context.flatten()
    shown = []
    for item in list_nav_items(audience=audience):
        if (phone and not item.on_phone) or not item.is_shown(flat):
            continue
        try:
            url = reverse(item.url_name)
        except NoReverseMatch:
            continue
        shown.append(
            {"key": item.key, "label": item.label, "icon": item.icon, "url": url, "group": item.group}
            | {"is_active": item.key == active}
        )
    return shown


@register.simple_tag
def kit_kind(field: BoundField) -> str:
    """Which shape a form field takes: hidden, check, choices, file, password or line."""
    widget = field.field.widget
    kinds = (
        ("choices", (RadioSelect, CheckboxSelectMultiple)),
        ("check", (CheckboxInput,)),
        ("file", (FileInput,)),
        ("password", (PasswordInput,)),
    )
    if widget.is_hidden:
        return "hidden"
    return next((name for name, classes in kinds if isinstance(widget, classes)), "line")


@register.simple_tag
def kit_widget(field: BoundField, **options: Any) -> SafeString:
    """The field's own widget with the kit's class and the attributes given (empty ones are left out)."""
    kind = options.pop("type", "") or kit_kind(field)
    classes = {"check": "checkbox", "toggle": "toggle", "file": ""}.get(kind, "input")
    own = field.field.widget.attrs.get("class", "")
    attrs: dict[str, Any] = {"class": f"{classes} {own}".strip()}
    if options.pop("ltr", "") or kind in {"tel", "email", "url"}:
        attrs["dir"] = "ltr"
    if kind == "toggle":
        attrs["role"] = "switch"
    attrs |= {name: value for name, value in options.items() if value}
    if field.errors:
        attrs |= {"aria-invalid": "true", "aria-describedby": f"{field.auto_id}_error"}
    if kind in {"tel", "email", "url", "search", "color", "date", "time", "datetime-local", "number"}:
        attrs["type"] = kind
    elif _is_free_text(field):
        attrs.setdefault("dir", "auto")
    return field.as_widget(attrs=attrs)


def _is_free_text(field: BoundField) -> bool:
    widget = field.field.widget
    return getattr(widget, "input_type", "textarea") in {"text", "textarea"} and not isinstance(
        widget, Select
    )


@register.simple_tag
def kit_option(option: BoundWidget) -> SafeString:
    """One radio button or box of a group, without its label."""
    data = option.data
    data["wrap_label"] = False
    data["attrs"] = data["attrs"] | {"class": "radio" if data["type"] == "radio" else "checkbox"}
    return option.tag(wrap_label=False)


@register.simple_tag
def ring_geometry(percent: object, size: object = 56) -> drawing.Ring:
    """Geometry of `<c-ring>`."""
    return drawing.ring(percent=percent, size=size)


@register.simple_tag
def spark_geometry(points: list[float]) -> dict[str, str] | None:
    """Paths of `<c-sparkline>`."""
    return drawing.spark(points=points or [])


@register.simple_tag
def bar_rows(rows: list[tuple[str, float]]) -> list[drawing.Bar]:
    """Rows of `<c-bars>`."""
    return drawing.bars(rows=rows or [])


@register.simple_tag
def chart_columns(rows: list[tuple[str, float]]) -> list[drawing.Column]:
    """Columns of `<c-columns>`."""
    return drawing.columns(rows=rows or [])


@register.simple_tag
def page_window(page: Any) -> Any:
    """Page numbers to offer around the current one; None stands for a gap."""
    return drawing.page_window(number=page.number, count=page.paginator.num_pages)


@register.simple_tag(takes_context=True)
def page_href(context: template.Context, param: str, number: int) -> str:
    """This page's address with another page number and every other filter kept."""
    query = context["request"].GET.copy()
    query[param] = str(number)
    return "?" + query.urlencode()


@register.simple_tag
def qr_svg(text: str) -> SafeString:
    """The text as a QR drawing; its own output, so nothing typed reaches the markup."""
    if not text:
        return mark_safe("")
    svg = segno.make(str(text), error="m", micro=False).svg_inline(scale=4, border=0, omitsize=True)
    return mark_safe(svg)  # noqa: S308 - made by segno from modules, the text is not part of it


@register.filter
def mirrors(name: str) -> bool:
    """Whether the icon points along the text and is turned around in right-to-left pages."""
    return name in MIRRORED_ICONS


@register.filter
def initials(name: str, count: int = 2) -> str:
    """First letters of a name."""
    return drawing.initials(name=str(name or ""), count=int(count))


@register.filter
def tone(key: object) -> int:
    """1..4, stable for the key: the colour of a drawn course cover."""
    return drawing.tone_of(key=str(key))


@register.filter
def clock(seconds: object) -> str:
    """Seconds as 4:05 or 1:02:09; nothing for nothing."""
    return drawing.clock(seconds=float(str(seconds))) if seconds not in (None, "") else ""
