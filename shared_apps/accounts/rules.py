"""What a password must be, beyond Django's own validators."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_PASSWORD_CHARS = 128


class MaximumLengthValidator:
    """Very long passwords only cost hashing time."""

    def validate(self, password: str, user: object = None) -> None:
        if len(password) > MAX_PASSWORD_CHARS:
            raise ValidationError(
                _("This password is too long: at most %(max)d characters."),
                code="password_too_long",
                params={"max": MAX_PASSWORD_CHARS},
            )

    def get_help_text(self) -> str:
        return _("Your password can have at most %(max)d characters.") % {"max": MAX_PASSWORD_CHARS}
