"""How mail looks: one frame in the school's colours around the words of a plain mail."""

from __future__ import annotations

from collections.abc import Mapping
from email.mime.image import MIMEImage
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi

from branding.rules.letters import parse_letter
from branding.selectors import get_icon, name_of
from branding.services.brands import Brand, get_brand
from tenants.context import active_id

_MARK = "mark@school"
_FACES = {"ar": "Cairo,Tahoma,Arial,sans-serif"}
_OTHER_FACES = "Inter,Segoe UI,Helvetica,Arial,sans-serif"
# Names of the frame's template for tokens of the palette.
_TOKENS = {
    "page": "base-200",
    "card": "base-100",
    "line": "border",
    "ink": "base-content",
    "quiet": "muted",
    "soft": "primary-soft",
    "brand": "brand",
    "brand_ink": "brand-content",
    "button": "primary",
    "button_ink": "primary-content",
}


class _FramedMail(EmailMultiAlternatives):
    mixed_subtype = "related"
    """The picture belongs to the HTML part and is no file to save."""


def send_framed_mail(*, to: str, subject: str, text: str) -> None:
    """Send `text` as it is, and beside it the same words in the active school's frame.

    The frame speaks the active language. Words are parted by empty lines; an indented line is a code or a
    link. The mark travels inside the mail, so that reading it asks nobody for a picture.
    """
    brand = get_brand(tenant_id=active_id())
    mail = _FramedMail(subject=subject, body=text, from_email=settings.DEFAULT_FROM_EMAIL, to=[to])
    mail.attach_alternative(render_letter(brand=brand, subject=subject, text=text), "text/html")
    picture = MIMEImage(get_icon(brand=brand, side=132, shape="touch"), "png")
    picture.add_header("Content-ID", f"<{_MARK}>")
    picture.add_header("Content-Disposition", "inline", filename="mark.png")
    mail.attach(picture)
    mail.send()


def render_letter(*, brand: Brand, subject: str, text: str, mark: str = f"cid:{_MARK}") -> str:
    """The framed mail as HTML; `mark` is the address of the school's icon."""
    language, parts = get_language() or str(settings.LANGUAGE_CODE), parse_letter(text=text)
    context: dict[str, Any] = {
        "language": language,
        "way": "rtl" if get_language_bidi() else "ltr",
        "faces": _FACES.get(language, _OTHER_FACES),
        "subject": subject,
        "name": name_of(brand=brand),
        "mark": mark,
        "parts": parts,
        "first": next((part.text for part in parts[1:] if part.kind == "words"), ""),
        "light": _colours(brand.palette.light),
        "dark": _colours(brand.palette.dark),
    }
    return render_to_string("branding/mail/frame.html", context)


def _colours(tokens: Mapping[str, str]) -> dict[str, str]:
    return {name: tokens[token] for name, token in _TOKENS.items()}
