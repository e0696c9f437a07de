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


class CurrencyKept(Refusal):
    """There are prices, codes or payments, which would suddenly mean other amounts."""

    code = "currency_kept"
    kind = Kind.CONFLICT
    field = "currency"
    message = _("The currency cannot change any more: there are prices or codes in it.")


class SettingUnknown(Refusal):
    """None of the choices."""

    code = "setting_unknown"
    message = _("Choose one of the list.")
