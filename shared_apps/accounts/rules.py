"""What names, passwords and one-time codes must be."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shared_apps.accounts.errors import UsernameInvalid
from shared_apps.kernel.phones import western_digits

MAX_PASSWORD_CHARS = 128
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 O 1 I L, which people confuse when they copy a code from a mail."""
CODE_CHARS = 6
_USERNAME = re.compile(r"[a-z0-9._-]{3,30}")


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


def clean_person_username(raw: str) -> str:
    """A student's username in small letters. Raises `UsernameInvalid`.

    More is allowed than for schools, whose names become host labels.
    """
    name = western_digits(raw).strip().lower()
    if not _USERNAME.fullmatch(name):
        raise UsernameInvalid
    return name


def code_of(*, key: bytes, seed: bytes) -> str:
    """The one-time code that belongs to a row's `seed`: computed when it is mailed, stored nowhere."""
    value = int.from_bytes(hmac.digest(key, seed, hashlib.sha256))
    characters = []
    for _place in range(CODE_CHARS):
        value, place = divmod(value, len(CODE_ALPHABET))
        characters.append(CODE_ALPHABET[place])
    return "".join(characters)


def clean_code(raw: str) -> str:
    """What a person typed as a one-time code, in its stored spelling."""
    return re.sub(r"[\s-]", "", western_digits(raw)).upper()


def code_digest(*, key: bytes, seed: bytes, code: str) -> str:
    """Keyed hash of a code, bound to its row."""
    return hmac.digest(key, seed + b"\n" + code.encode(), hashlib.sha256).hex()


def address_prefix(raw: str) -> str:
    """The address that tries are counted by: one household is one /64 of IPv6."""
    try:
        address = ipaddress.ip_address(raw)
    except ValueError:
        return "unknown"
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)
