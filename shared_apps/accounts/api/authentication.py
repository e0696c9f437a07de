"""Who calls the API."""

from __future__ import annotations

from rest_framework.authentication import BaseAuthentication


class CookieAuthentication(BaseAuthentication):
    pass
