"""How many requests, per person when signed in, per address before.

This protects capacity only; whatever guards a secret is counted in the database by
`shared_apps.kernel.counters`.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

if TYPE_CHECKING:
    # The framework imports its default throttle while it makes its view class.
    from rest_framework.views import APIView

WINDOW_SECONDS = 60


def client_address(request: Request | HttpRequest) -> str:
    """The address the limits count by. The proxy in front must overwrite X-Real-IP."""
    if settings.TRUST_REAL_IP:
        return str(request.META.get("HTTP_X_REAL_IP") or request.META.get("REMOTE_ADDR", ""))
    return str(request.META.get("REMOTE_ADDR", ""))


class RequestThrottle(BaseThrottle):
    """Fixed window of a minute; the counter's increment is atomic in the cache."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        user = request.user
        signed_in = bool(user and user.is_authenticated)
        self.limit = (
            settings.REQUESTS_PER_MINUTE_SIGNED_IN if signed_in else settings.REQUESTS_PER_MINUTE_ANONYMOUS
        )
        who = f"user:{user.pk}" if signed_in else f"address:{client_address(request)}"
        now = int(time.time())
        window = now // WINDOW_SECONDS
        self.resets_at = (window + 1) * WINDOW_SECONDS
        count = self._count(f"throttle:{who}:{window}")
        request._request.rate_limit = (self.limit, max(0, self.limit - count), self.resets_at)
        return count <= self.limit

    @staticmethod
    def _count(key: str) -> int:
        cache = caches["platform"]
        if cache.add(key, 1, timeout=WINDOW_SECONDS * 2):
            return 1
        try:
            return int(cache.incr(key))
        except ValueError:  # the key expired between the two calls
            cache.set(key, 1, timeout=WINDOW_SECONDS * 2)
            return 1

    def wait(self) -> float:
        return max(1.0, self.resets_at - time.time())
