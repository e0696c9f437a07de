"""Whether courses have prices, which a currency belongs to."""

from __future__ import annotations

from tenant_apps.courses.models import Course, Module


def has_prices() -> bool:
    """Whether anything of the active school is to be paid for."""
    return Course.objects.filter(price__gt=0).exists() or Module.objects.filter(price__gt=0).exists()
