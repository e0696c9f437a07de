"""Base models: UUID version 7 keys, opaque numbers for documents that promise integers, counters."""

from __future__ import annotations

import uuid
from typing import Any

import uuid_utils.compat
from django.db import models
from django.utils.translation import gettext_lazy as _

NUMBER_BITS = 53
"""The largest integers that a JSON number carries exactly in every client (2**53 - 1)."""


def new_id() -> uuid.UUID:
    """A time-ordered UUID (version 7, RFC 9562): index pages stay dense and ids cannot be guessed."""
    return uuid_utils.compat.uuid7()


def number_of(key: uuid.UUID) -> int:
    """The integer by which integer-speaking contracts name the row with this key.

    It is the low 53 bits of the key, all of them random in version 7, so it needs no sequence
    and tells nobody how many rows exist.
    """
    return key.int & ((1 << NUMBER_BITS) - 1)


class NumberField(models.BigIntegerField):
    """Stores `number_of(pk)`, for rows that a contract looks up by integer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("unique", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> int:
        value = number_of(model_instance.pk)
        setattr(model_instance, self.attname, value)
        return value


class KeyedModel(models.Model):
    """A row with a UUID version 7 key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class TimedModel(models.Model):
    """Moments of making and of the latest change (UTC)."""

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class AttemptCounter(models.Model):
    """How often something guarded was tried within a window; one row per key, counted in one statement."""

    key = models.CharField(max_length=200, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    window_ends_at = models.DateTimeField()
    strikes = models.PositiveIntegerField(default=0)
    """Windows filled in a row: each doubles the next lock."""

    class Meta:
        verbose_name = _("attempt counter")
        verbose_name_plural = _("attempt counters")

    def __str__(self) -> str:
        return self.key


class AuditEntry(KeyedModel):
    """One privileged act; rows are only ever added."""

    tenant_id = models.UUIDField(null=True)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    action = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80, blank=True)
    object_id = models.CharField(max_length=80, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    request_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [models.Index(fields=["tenant_id", "-created_at"], name="audit_tenant_newest")]

    def __str__(self) -> str:
        return f"{self.action} {self.object_type} {self.object_id}"
