"""Files: static ones with the code, uploads on disk or on an S3-compatible server."""

from __future__ import annotations

from datetime import timedelta

from config.settings.environment import STATE_DIR, env

STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = STATE_DIR / "uploads"

S3_BUCKET = env.str("S3_BUCKET", default="")
_S3_OPTIONS = {
    "bucket_name": S3_BUCKET,
    "endpoint_url": env.str("S3_ENDPOINT_URL", default=None),
    "region_name": env.str("S3_REGION", default=None),
    "access_key": env.str("S3_ACCESS_KEY", default=None),
    "secret_key": env.str("S3_SECRET_KEY", default=None),
    "addressing_style": env.str("S3_ADDRESSING_STYLE", default="auto"),
    "signature_version": "s3v4",
    "default_acl": None,
    "file_overwrite": False,
    "querystring_auth": True,
    "querystring_expire": 120,
}
SIGNED_LINK_LIFETIME = timedelta(seconds=120)
"""How long a link to a document or video answers."""

_UPLOADS = (
    {"BACKEND": "tenants.storage.S3SchoolStorage", "OPTIONS": _S3_OPTIONS}
    if S3_BUCKET
    else {"BACKEND": "tenants.storage.LocalSchoolStorage"}
)
STORAGES = {
    "default": _UPLOADS,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATICFILES_DIRS: list[str] = []
WHITENOISE_MAX_AGE = 3600

MAX_IMAGE_BYTES = 2 * 1024 * 1024
MAX_IMAGE_PIXELS = 25_000_000
MAX_DOCUMENT_BYTES = 25 * 1024 * 1024
MAX_VIDEO_BYTES = 2 * 1024 * 1024 * 1024
