"""Access codes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from tenant_apps.coupons.models import AccessCode, CodeBatch

_serial = count(1)


def make_batch(**fields: Any) -> CodeBatch:
    fields.setdefault("price", Decimal("100.00"))
    fields.setdefault("size", 1)
    fields.setdefault("expires_at", timezone.now() + timedelta(days=30))
    fields.setdefault("number", CodeBatch.objects.count() + 1)
    return CodeBatch.objects.create(**fields)


def make_code(**fields: Any) -> AccessCode:
    """An unused code of 100.00, good for 30 days."""
    n = next(_serial)
    batch = fields.pop("batch", None) or make_batch(price=fields.get("price", Decimal("100.00")))
    fields.setdefault("code", f"TESTCQDE{n:04d}".replace("0", "X").replace("1", "Y"))
    fields.setdefault("price", batch.price)
    fields.setdefault("expires_at", batch.expires_at)
    fields.setdefault("serial", batch.codes.count() + 1)
    return AccessCode.objects.create(batch=batch, **fields)
