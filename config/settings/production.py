"""For real: every secret from the environment, nothing generated, everything over TLS."""

from __future__ import annotations

import os

from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("COOKIES_SECURE", "true")

from config.settings.base import *
from config.settings.environment import env

for _name in ("SECRET_KEY", "TOKEN_MASTER_KEY", "DATABASE_URL", "PLATFORM_DOMAIN"):
    if not env.str(_name, default=""):
        raise ImproperlyConfigured(f"set {_name}: production does not make up its own")
for _name in ("SECRET_KEY", "TOKEN_MASTER_KEY"):
    if len(env.str(_name)) < 50:
        raise ImproperlyConfigured(f"{_name} needs at least 50 random characters")
if env.str("SECRET_KEY") == env.str("TOKEN_MASTER_KEY"):
    raise ImproperlyConfigured("SECRET_KEY and TOKEN_MASTER_KEY must differ")

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^health/?$", r"^ready/?$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
