"""Uploads, each under the prefix of its school."""

from __future__ import annotations

from django.core.files.storage import FileSystemStorage
from storages.backends.s3 import S3Storage


class LocalSchoolStorage(FileSystemStorage):
    pass


class S3SchoolStorage(S3Storage):
    pass
