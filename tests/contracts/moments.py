"""Moments as both contracts write them."""

from __future__ import annotations

from datetime import datetime


def moment(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
