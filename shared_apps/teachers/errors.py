"""Why a school cannot be opened or shown."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Kind, Refusal


class TeacherUnknown(Refusal):
    """No school of that name, or none at this host."""

    code = "teacher_unknown"
    kind = Kind.MISSING
    message = _("Teacher not found.")


class ColourRefused(Refusal):
    code = "colour_refused"
    message = _("Enter a colour like #1a2b3c.")
