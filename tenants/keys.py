"""Keys derived from one master secret, a different one for each school and purpose."""

from __future__ import annotations

import uuid
from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@lru_cache(maxsize=4096)
def _derive(master: str, purpose: str, owner: str) -> bytes:
    # HKDF with SHA-256 (RFC 5869); purpose and owner separate the keys.
    info = f"edupro:{purpose}:{owner}".encode()
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info).derive(master.encode())


def tenant_key(*, tenant_id: uuid.UUID | None, purpose: str) -> bytes:
    """32 bytes that only this school (None: the platform) and purpose have."""
    return _derive(settings.TOKEN_MASTER_KEY, purpose, str(tenant_id or "platform"))
