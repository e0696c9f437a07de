"""PostgreSQL: where it is, the pool in front of it, and the caches."""

from __future__ import annotations

import environ

from config.settings.environment import env
from tenants.embedded import database_url

DATABASE_URL = env.str("DATABASE_URL", default="") or database_url(purpose=env.str("EDUPRO_PURPOSE", "demo"))

_server = environ.Env.db_url_config(DATABASE_URL)

STATEMENT_TIMEOUT_MS = env.int("STATEMENT_TIMEOUT_MS", default=15_000)

DATABASES = {
    "default": {
        **_server,
        "ENGINE": "tenants.backend",
        # Connections live in the pool; Django itself keeps none between requests.
        "CONN_MAX_AGE": 0,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {
            "pool": {
                "min_size": env.int("DATABASE_POOL_MIN", default=1),
                # At least the number of threads that may work at once.
                "max_size": env.int("DATABASE_POOL_MAX", default=16),
                # A backend's memory grows with the schools it has seen; only closing frees it.
                "max_lifetime": 600,
                "timeout": 10,
            },
            "options": f"-c statement_timeout={STATEMENT_TIMEOUT_MS}"
            " -c idle_in_transaction_session_timeout=30000",
        },
    }
}
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]

TENANT_SPARES = env.int("TENANT_SPARES", default=5)
"""Ready schemas kept in stock for sign-ups."""

REDIS_URL = env.str("REDIS_URL", default="")

_backend = (
    {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
)
CACHES = {
    # Every key of `default` carries the active school; `platform` is for what all share.
    "default": {**_backend, "KEY_FUNCTION": "tenants.cache.school_key"},
    "platform": {**_backend, "KEY_PREFIX": "platform"},
}
