"""The product as browsers get it for real: static files named by content and compressed, answers compressed.

Everything else is as on a newcomer's machine, so that neither certificates nor secrets are needed.
"""

from __future__ import annotations

from config.settings.development import *  # noqa: F403  settings are built on settings
from config.settings.development import MIDDLEWARE, STORAGES

STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
WHITENOISE_USE_FINDERS = False
MIDDLEWARE = ["tests.gallery.proxy.EncodingMiddleware", *MIDDLEWARE]
