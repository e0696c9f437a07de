"""Keys, hosts, cookies, headers."""

from __future__ import annotations

import contextlib
import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from config.settings.environment import STATE_DIR, env


def _kept_secret(name: str) -> str:
    """The environment's value, else one made once and kept in the state directory (0600)."""
    value = env.str(name, default="")
    if value:
        return value
    path = Path(STATE_DIR) / "keys" / name.lower()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_suffix(f".{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(fresh)  # of two processes starting at once, one wins
        fresh.unlink()
    return path.read_text().strip()


DEBUG = False
PLATFORM_DOMAIN = env.str("PLATFORM_DOMAIN", default="localhost").lower()
PLATFORM_ALIASES = frozenset(env.list("PLATFORM_ALIASES", default=[f"www.{PLATFORM_DOMAIN}"]))
PLATFORM_NAME = env.str("PLATFORM_NAME", default="EduPro")
# Teachers' verified domains are rows, which a list made at the start cannot have. The resolver, the
# first middleware that looks at a host, answers 404 for every host that it does not know.
ALLOWED_HOSTS = ["*"]
USE_X_FORWARDED_HOST = False

SECRET_KEY = _kept_secret("SECRET_KEY")
TOKEN_MASTER_KEY = _kept_secret("TOKEN_MASTER_KEY")

FRONTEND_ORIGINS = env.list("FRONTEND_ORIGINS", default=[])
"""Origins of single-page front ends that may call the APIs with credentials."""

CORS_ALLOWED_ORIGINS = FRONTEND_ORIGINS
CORS_ALLOW_CREDENTIALS = True
CORS_ALLOW_HEADERS = ["accept", "authorization", "content-type", "idempotency-key", "x-requested-with"]
CORS_ALLOW_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
CORS_EXPOSE_HEADERS = [
    *("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "Retry-After"),
    *("X-Pagination-Count", "X-Pagination-Page", "X-Pagination-PageSize", "ETag"),
]
CORS_URLS_REGEX = r"^/(api|lms|academy)(/|$)"

COOKIES_SECURE = env.bool("COOKIES_SECURE", default=False)
_PREFIX = "__Host-" if COOKIES_SECURE else ""
ACCESS_COOKIE = f"{_PREFIX}access_token"
REFRESH_COOKIE = f"{_PREFIX}refresh_token"
SESSION_COOKIE_NAME = f"{_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = "language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = COOKIES_SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *env.list("MEDIA_ORIGINS", default=[])],
        "media-src": [SELF, "blob:", *env.list("MEDIA_ORIGINS", default=[])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
