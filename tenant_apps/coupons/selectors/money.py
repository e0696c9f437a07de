"""Whether codes stand for amounts, which a currency belongs to."""

from __future__ import annotations

from tenant_apps.coupons.models import AccessCode, CodeUse


def has_codes() -> bool:
    """Whether the active school ever made a code, or was paid by one."""
    return AccessCode.objects.exists() or CodeUse.objects.exists()
