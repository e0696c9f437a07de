"""The test suite."""

import os

os.environ.setdefault("EDUPRO_PURPOSE", "test")

from config.settings.base import *

_LOCAL_CACHE = "django.core.cache.backends.locmem.LocMemCache"
PLATFORM_DOMAIN = "edupro.test"
PLATFORM_ALIASES = frozenset({"www.edupro.test"})
SECRET_KEY = "tests-only-" + "s" * 50
TOKEN_MASTER_KEY = "tests-only-" + "m" * 50
# Argon2 with the settings of production costs 50 ms a hash; the suite makes thousands.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Whatever Redis there is stays untouched: the suite empties its caches between tests.
CACHES = {name: {**cache, "BACKEND": _LOCAL_CACHE, "LOCATION": name} for name, cache in CACHES.items()}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
FRONTEND_ORIGINS = CORS_ALLOWED_ORIGINS = ["https://front.example"]
LOGGING["root"]["level"] = "ERROR"
