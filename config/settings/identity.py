"""Passwords, sessions, one-time codes."""

from __future__ import annotations

from datetime import timedelta

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "shared_apps.accounts.rules.MaximumLengthValidator"},
]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "/operator/sign-in/"

ACCESS_LIFETIME = timedelta(minutes=15)
REFRESH_LIFETIME = timedelta(days=30)
REFRESH_GRACE = timedelta(seconds=20)
"""How long a refresh token that was just rotated still answers: parallel tabs, a lost reply."""
OPERATOR_IDLE = timedelta(minutes=30)
"""An operator who did nothing for so long signs in again."""

ONE_TIME_CODE_LIFETIME = timedelta(minutes=10)
ONE_TIME_CODE_TRIES = 5
DESK_RESET_LIFETIME = timedelta(hours=24)
"""Of the link for a new password that a school hands to a student who has no e-mail."""
NEW_EMAIL_CODE_LIFETIME = timedelta(minutes=30)
"""For changing one's e-mail: long enough to find the other mailbox."""

NEUTRAL_ANSWERS = False
"""True: no path says whether an e-mail is known, not even where a contract documents the text."""
