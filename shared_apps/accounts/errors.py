"""What identity refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Kind, Refusal


class RefreshInvalid(Refusal):
    code = "refresh_invalid"
    kind = Kind.UNAUTHENTICATED
    message = _("Invalid or expired refresh token")
