"""What every template may rely on: `school`, `actor`, `platform_name`, and the ways in and out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from branding.services import get_brand
from shared_apps.accounts.web.reading import digits_of
from shared_apps.kernel.money import currency_sign
from tenants.context import ActiveTenant
from tenants.hosts import HostKind


@dataclass(frozen=True, slots=True)
class PageSchool:
    """The school whose host this is, as pages show it."""

    name: str
    username: str
    logo_url: str
    tagline: str
    currency: str
    language: str
    whatsapp: str
    """How to reach the school, as it wants to be reached: E.164, E.164, an address; empty: not that way."""
    phone: str
    email: str

    @property
    def has_contact(self) -> bool:
        return bool(self.whatsapp or self.phone or self.email)

    @classmethod
    def of(cls, tenant: ActiveTenant) -> PageSchool:
        brand = get_brand(tenant_id=tenant.id)
        return cls(
            name=brand.name or tenant.username,
            username=tenant.username,
            logo_url=brand.logo_url,
            tagline=brand.tagline,
            currency=currency_sign(code=tenant.currency),
            language=tenant.language,
            whatsapp=brand.whatsapp,
            phone=brand.phone,
            email=brand.email,
        )


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Django's context processor; costs no query once the brand is known."""
    tenant = getattr(request, "school", None)
    if getattr(request, "host_kind", None) is not HostKind.SCHOOL:
        tenant = None  # on the platform's host a token may name a school; the page is the platform's
    actor = getattr(request, "actor", None)
    profile = {"student": "student_profile", "staff": "teacher_account"}.get(actor.kind if actor else "")
    return {
        "school": PageSchool.of(tenant) if tenant else None,
        "actor": actor,
        "platform_name": settings.PLATFORM_NAME,
        "report_url": f"mailto:{settings.SUPPORT_EMAIL}" if settings.SUPPORT_EMAIL else "",
        "sign_in_url": _address("student_sign_in" if tenant else "platform_sign_in"),
        "sign_out_url": _address("sign_out" if tenant else "operator_sign_out"),
        "digits": digits_of(request),
        "impersonator": actor if actor is not None and actor.is_visitor else None,
        "profile_url": _address(profile) if profile else "",
    }


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
