"""Log records say which request and which school they belong to."""

from __future__ import annotations

import logging
from contextvars import ContextVar

from tenants.context import active_id

request_id: ContextVar[str] = ContextVar("request_id", default="-")


class WhereFilter(logging.Filter):
    """Adds `request_id` and `school` (UUID or `platform`) to each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        record.school = str(active_id() or "platform")
        return True
