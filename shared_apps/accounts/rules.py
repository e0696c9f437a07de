"""What names, passwords and one-time codes must be."""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shared_apps.accounts.errors import UsernameInvalid
from shared_apps.kernel.phones import western_digits

MAX_PASSWORD_CHARS = 128
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 O 1 I L, which people confuse when they copy a code from a mail."""
CODE_CHARS = 6
STEP_SECONDS = 30
"""How long an authenticator app shows one code (RFC 6238)."""
SEED_BYTES = 20
RECOVERY_CODES = 10
RECOVERY_CHARS = 10
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


def step_of(*, timestamp: float) -> int:
    """The number of the 30 seconds that `timestamp` (seconds since 1970) lies in."""
    return int(timestamp) // STEP_SECONDS


def totp_code(*, seed: bytes, step: int, digits: int = 6) -> str:
    """What an authenticator app with this seed shows during `step` (RFC 6238 with SHA-1, as all apps do)."""
    digest = hmac.digest(seed, step.to_bytes(8), hashlib.sha1)
    start = digest[-1] & 0xF
    value = int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF
    return str(value % 10**digits).zfill(digits)


def find_step(*, seed: bytes, code: str, now_step: int) -> int | None:
    """The step for which `code` is right: this one, or a neighbour's for clocks that are a little off."""
    found = None
    for step in (now_step - 1, now_step, now_step + 1):
        if hmac.compare_digest(totp_code(seed=seed, step=step).encode(), code.encode()):
            found = step
    return found


def seed_text(*, seed: bytes) -> str:
    """The seed as people type it into an app: base 32 in capitals."""
    return base64.b32encode(seed).decode().rstrip("=")


def seed_address(*, seed: bytes, issuer: str, account: str) -> str:
    """The address in the QR sign that an authenticator app reads."""
    query = urlencode({"secret": seed_text(seed=seed), "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{query}"


@dataclass(frozen=True, slots=True)
class Device:
    """What a browser says of itself; an empty text is what it does not say."""

    browser: str
    system: str
    is_phone: bool


# Each names itself after those it wants to be taken for, so the later claims come first.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("YaBrowser/", "Yandex"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def read_device(user_agent: str) -> Device:
    """The browser and the system that a `User-Agent` header names."""

    def named(table: tuple[tuple[str, str], ...]) -> str:
        return next((name for mark, name in table if mark in user_agent), "")

    system = named(_SYSTEMS)
    is_phone = system == "iPhone" or (system == "Android" and "Mobile" in user_agent)
    return Device(browser=named(_BROWSERS), system=system, is_phone=is_phone)
