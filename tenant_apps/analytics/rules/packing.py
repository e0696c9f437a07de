"""What a packed table says, and what never leaves."""

from __future__ import annotations

import json
import re
import uuid
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

SECRET = re.compile(r"(^|_)(secret|password|passcode|token|hash|digest|signature|key|salt)s?(_|$)")
"""Names of columns that hold what opens something; they stay here whatever table they are in."""


def is_secret(*, column: str) -> bool:
    """Whether a column of this name stays here."""
    return SECRET.search(column) is not None


def as_json(value: Any) -> Any:
    """The value as JSON has it, exactly: moments and days in ISO 8601, amounts as text."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | uuid.UUID):
        return str(value)
    if isinstance(value, list | tuple):
        return [as_json(one) for one in value]
    return value


def as_cell(value: Any) -> object:
    """The value as a cell of a spreadsheet."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list | tuple):
        return json.dumps(as_json(value), ensure_ascii=False)
    return value if isinstance(value, int | float | Decimal) or value is None else str(as_json(value))
