"""Why a category is refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Refusal


class CategoryNameTaken(Refusal):
    code = "category_name_taken"
    field = "name"
    message = _("course category with this name already exists.")
