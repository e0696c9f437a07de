"""Whose account at the video service is used, and how a school's keys are kept."""

from __future__ import annotations

import base64
import hmac
import logging
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

from shared_apps.kernel.acts import note_act
from tenant_apps.video.errors import VideoServiceRefused, VideoServiceUnavailable
from tenant_apps.video.models import VideoAccount
from tenant_apps.video.services import local, vdocipher
from tenant_apps.video.services.vdocipher import VdoCipher
from tenants.context import require_tenant
from tenants.keys import tenant_key

NONCE_BYTES = 12
TAIL = 4
LONGEST_SECRET = 200

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Account:
    """An account at the service that this school may use."""

    is_own: bool
    client: VdoCipher


def account_in_use() -> Account | None:
    """The school's own account, else the platform's; None when videos are kept in our own storage."""
    return account_of(is_own=True) or account_of(is_own=False)


def account_of(*, is_own: bool) -> Account | None:
    """The school's own account, or the platform's; None when there is none, or its keys cannot be read."""
    if is_own:
        return _own_account()
    secret = settings.VDOCIPHER_API_SECRET
    return Account(is_own=False, client=_client(secret, secret)) if secret else None


def provider_in_use() -> str:
    """Who keeps the next video: `vdocipher` or `local`."""
    return vdocipher.NAME if account_in_use() else local.NAME


def set_account(*, viewer_secret: str, uploader_secret: str, hook_url: str = "") -> VideoAccount:
    """Use the school's own account from now on, once the service took both keys.

    With `hook_url` (it ends in `hook_secret()`) the service is asked to tell its news there; without,
    videos are noticed by looking. Raises `VideoServiceRefused` for keys that it does not take,
    `VideoServiceUnavailable`.
    """
    viewer, uploader = viewer_secret.strip(), uploader_secret.strip()
    for secret in (viewer, uploader):
        if not 16 <= len(secret) <= LONGEST_SECRET or not (secret.isascii() and secret.isprintable()):
            raise VideoServiceRefused()
    client = _client(viewer, uploader)
    client.check_keys()
    if hook_url:
        _ask_for_news(client, hook_url)
    with transaction.atomic():
        account, _made = VideoAccount.objects.update_or_create(
            slot=1,
            defaults={
                "viewer_secret": _sealed(viewer, "viewer"),
                "viewer_tail": viewer[-TAIL:],
                "uploader_secret": _sealed(uploader, "uploader"),
                "uploader_tail": uploader[-TAIL:],
            },
        )
        note_act(act="video.connected", title=str(account))
    return account


def find_account() -> VideoAccount | None:
    """The school's own account, to show the ends of its keys."""
    return VideoAccount.objects.first()


@transaction.atomic
def forget_account() -> None:
    """The school's keys are forgotten. Its videos stay at the service; they play again with the keys."""
    account = VideoAccount.objects.select_for_update().first()
    if account is not None:
        note_act(act="video.disconnected", title=str(account))
        account.delete()


def hook_secret() -> str:
    """160 bits in the address to which the service sends its news of this school; it signs nothing."""
    key = tenant_key(tenant_id=require_tenant().id, purpose="video hook")
    return base64.b32encode(key[:20]).decode().lower()


def is_hook_secret(text: str) -> bool:
    """Whether `text` is this school's, compared in constant time."""
    return hmac.compare_digest(text.encode(), hook_secret().encode())


def _own_account() -> Account | None:
    row = VideoAccount.objects.first()
    if row is None:
        return None
    try:
        viewer = _opened(bytes(row.viewer_secret), "viewer")
        uploader = _opened(bytes(row.uploader_secret), "uploader")
    except (InvalidTag, ValueError):
        # Copied from another school, or the master key changed: the owner has to give the keys again.
        log.error("the keys of this school's video account cannot be read")
        return None
    return Account(is_own=True, client=_client(viewer, uploader))


def _ask_for_news(client: VdoCipher, url: str) -> None:
    try:
        client.tell_news(url=url)
    except (VideoServiceRefused, VideoServiceUnavailable):
        # A key may lack that duty; the jobs notice what nobody tells.
        log.warning("the video service does not send its news")


def _client(viewer: str, uploader: str) -> VdoCipher:
    return VdoCipher(base_url=settings.VDOCIPHER_BASE_URL, viewer_secret=viewer, uploader_secret=uploader)


def client_of(*, is_own: bool) -> VdoCipher:
    """The account's client. Raises `VideoServiceUnavailable` when its keys were taken away."""
    account = account_of(is_own=is_own)
    if account is None:
        raise VideoServiceUnavailable()
    return account.client


def _sealed(secret: str, duty: str) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(_key()).encrypt(nonce, secret.encode(), duty.encode())


def _opened(sealed: bytes, duty: str) -> str:
    nonce, hidden = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    return AESGCM(_key()).decrypt(nonce, hidden, duty.encode()).decode()


def _key() -> bytes:
    return tenant_key(tenant_id=require_tenant().id, purpose="video account")
