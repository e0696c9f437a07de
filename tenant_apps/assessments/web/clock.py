"""Pages of assessments read and show moments by the school's clock."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views import View

from tenants.context import require_tenant


class BySchoolClock(View):
    """Everything inside the page, forms and templates, speaks the time of the school's country."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with timezone.override(require_tenant().zone):
            return super().dispatch(request, *args, **kwargs)
