"""The two storages: a folder, and an S3-compatible server."""

from __future__ import annotations

import os
import shutil
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage
from django.utils import timezone
from storages.backends.s3 import S3Storage

from shared_apps.kernel.images import smaller_copy
from tenants.storage import links
from tenants.storage.keeping import note_stored
from tenants.storage.keys import key_for, own_key, parse_key, small_key

SMALL_SIDE = 800
"""Longest side of a public picture's smaller copy, in pixels: a phone's width, sharp."""


class SchoolKeys(Storage):
    """What both storages share: where a file goes and who may touch it."""

    def generate_filename(self, filename: str | os.PathLike[str]) -> str:
        return key_for(str(filename))

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return key_for(name)

    def url(self, name: str | None) -> str:
        """A public file's lasting address, of whichever school; a private one's short signed link."""
        key = parse_key(name or "")
        if key.is_public:
            return f"/media/{key.text}"
        return self.private_url(key.text, name="", inline=False, now=timezone.now())

    def private_url(
        self, key: str, *, name: str, inline: bool, now: datetime, lifetime: timedelta | None = None
    ) -> str:
        """A short signed address; see `signed_url`."""
        raise TypeError("each storage has its own links")

    def erase_school(self, tenant_id: uuid.UUID) -> None:
        """Remove everything that the school ever stored."""
        raise TypeError("each storage removes in its own way")

    def delete(self, name: str) -> None:
        """The file, and the smaller copy of a picture with it."""
        super().delete(name)
        if small := small_key(own_key(name)):
            super().delete(small.text)

    def _save(self, name: str, content: File) -> str:
        small = small_key(own_key(name))
        copy = smaller_copy(picture=content, max_side=SMALL_SIDE) if small else None
        stored: str = super()._save(name, content)  # type: ignore[misc]  # a mixin before the storage
        note_stored(stored)
        if small and copy:
            super()._save(small.text, copy)  # type: ignore[misc]
        return stored


class LocalSchoolStorage(SchoolKeys, FileSystemStorage):
    """Files below MEDIA_ROOT."""

    def path(self, name: str) -> str:
        return super().path(own_key(name).text)

    def erase_school(self, tenant_id: uuid.UUID) -> None:
        shutil.rmtree(Path(self.location) / "tenants" / str(tenant_id), ignore_errors=True)

    def private_url(
        self, key: str, *, name: str, inline: bool, now: datetime, lifetime: timedelta | None = None
    ) -> str:
        return links.local_link(key, name=name, inline=inline, now=now, lifetime=lifetime)


class S3SchoolStorage(SchoolKeys, S3Storage):
    """Files in a bucket that nobody may read without a signature."""

    def _normalize_name(self, name: str) -> str:
        return own_key(name).text

    def private_url(
        self, key: str, *, name: str, inline: bool, now: datetime, lifetime: timedelta | None = None
    ) -> str:
        found = own_key(key)
        shown = links.display_name(name, found)
        is_shown = inline and found.content_type.startswith(links.INLINE_TYPES)
        kind = "inline" if is_shown else "attachment"
        return self.presigned(
            found.text,
            lifetime,
            ResponseContentDisposition=f"{kind}; filename*=UTF-8''{quote(shown, safe='')}",
            ResponseContentType=found.content_type,
        )

    def erase_school(self, tenant_id: uuid.UUID) -> None:
        self.bucket.objects.filter(Prefix=f"tenants/{tenant_id}/").delete()

    def presigned(self, key: str, lifetime: timedelta | None = None, /, **parameters: Any) -> str:
        """A GET address signed for `lifetime`, else `SIGNED_LINK_LIFETIME`. Callers checked whose it is."""
        params = {"Bucket": self.bucket_name, "Key": key, **parameters}
        client = self.connection.meta.client
        seconds = int(lifetime.total_seconds()) if lifetime else self.querystring_expire
        return str(client.generate_presigned_url("get_object", Params=params, ExpiresIn=seconds))
