"""What a field says about a number out of its range, shorter than the framework does."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NUMBER_LIMITS = {"min_value": _("At least %(limit_value)s."), "max_value": _("At most %(limit_value)s.")}
"""For `error_messages=` of a form's number field."""
