"""What taking the data away can be refused for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Refusal


class ExportRunning(Refusal):
    code = "export_running"
    message = _("Your data is being packed already.")
