"""Django's tables of rows, inside the console: the same door, the same second factor."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.views.generic import RedirectView

from shared_apps.accounts.web.operator import OperatorSignOut


def is_operator(request: HttpRequest) -> bool:
    """Only the console's own session counts, never one of Django's."""
    actor = getattr(request, "actor", None)
    return actor is not None and actor.is_operator


admin.site.has_permission = is_operator  # type: ignore[method-assign,assignment]  # the site is an object of Django's
admin.site.login = RedirectView.as_view(pattern_name="operator_sign_in", query_string=True)  # type: ignore[method-assign,assignment]  # see above
admin.site.logout = OperatorSignOut.as_view()  # type: ignore[method-assign,assignment]  # see above
admin.site.enable_nav_sidebar = False
