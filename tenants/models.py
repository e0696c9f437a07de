"""Tables of the public schema that say which schools exist, where, and in what state."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Replace
from django.utils.translation import gettext_lazy as _
from django_tenants.models import TenantMixin

from shared_apps.kernel.models import KeyedModel
from tenants.names import FOLDS
from tenants.schemas import new_schema_name


def _face() -> models.GeneratedField:
    """The name with look-alikes made equal, computed by the database from `username`."""
    face: Any = F("username")
    for seen, meant in FOLDS:
        face = Replace(face, Value(seen), Value(meant))
    return models.GeneratedField(
        expression=face,
        output_field=models.CharField(max_length=30, null=True),
        db_persist=True,
    )


class Tenant(TenantMixin, KeyedModel):
    """One school: a schema, a name in the address, a state."""

    class State(models.TextChoices):
        SPARE = "spare", _("spare")
        PROVISIONING = "provisioning", _("provisioning")
        ACTIVE = "active", _("active")
        SUSPENDED = "suspended", _("suspended")
        ARCHIVED = "archived", _("archived")
        DELETING = "deleting", _("deleting")

    class Digits(models.TextChoices):
        LATIN = "latn", "012"
        ARABIC = "arab", "٠١٢"

    auto_create_schema = False
    auto_drop_schema = False

    schema_name = models.CharField(max_length=18, unique=True, default=new_schema_name, editable=False)
    username = models.CharField(max_length=30, unique=True, null=True, blank=True)
    face = _face()
    state = models.CharField(max_length=12, choices=State.choices, default=State.PROVISIONING)
    suspended_reason = models.CharField(max_length=200, blank=True)
    plan = models.CharField(max_length=30, default="start")
    cell = models.CharField(max_length=30, default="main")
    """The database cluster that holds the schema."""
    currency = models.CharField(max_length=3, default="EGP")
    country = models.CharField(max_length=2, default="EG")
    language = models.CharField(max_length=8, default="ar")
    digits = models.CharField(max_length=4, choices=Digits.choices, default="latn", db_default="latn")
    """How Arabic pages show numbers to readers who chose nothing."""
    time_zone = models.CharField(max_length=64, default="", db_default="", blank=True)
    """Name of the IANA database; empty: the country's."""
    created_at = models.DateTimeField(auto_now_add=True)
    activated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        constraints = [
            models.CheckConstraint(
                name="tenant_named_unless_stock",
                condition=Q(username__isnull=False) | Q(state__in=["spare", "provisioning", "deleting"]),
            ),
            # `arnira` beside `amira` is how a pupil is led astray; two sign-ups at once included.
            models.UniqueConstraint(fields=["face"], name="tenant_face_once"),
            models.CheckConstraint(
                name="tenant_schema_opaque", condition=Q(schema_name__regex=r"^t_[0-9a-f]{16}$")
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], name="tenant_spares", condition=Q(state="spare")),
        ]

    def __str__(self) -> str:
        return self.username or self.schema_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        # The stock save creates schemas by migration and insists on the current schema's name.
        models.Model.save(self, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return models.Model.delete(self, *args, **kwargs)

    def _refuse(self, *args: Any) -> NoReturn:
        raise RuntimeError("use tenants.context.enter(): the stock context manager is shared by all threads")

    __enter__ = _refuse
    __exit__ = _refuse
    activate = _refuse


class Domain(KeyedModel):
    """A host name by which a school is reached, beside `<username>.<platform domain>`."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="domains")
    domain = models.CharField(max_length=253, unique=True)
    is_primary = models.BooleanField(default=False)
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("domain")
        verbose_name_plural = _("domains")

    def __str__(self) -> str:
        return self.domain


class UsernameHistory(KeyedModel):
    """A name that a school gave up: nobody may take it for a year (old links and mails point there)."""

    username = models.CharField(max_length=30, unique=True)
    face = _face()
    tenant_id = models.UUIDField()
    released_at = models.DateTimeField()

    class Meta:
        verbose_name = _("former username")
        verbose_name_plural = _("former usernames")

    def __str__(self) -> str:
        return self.username


class SchemaState(models.Model):
    """Ledger of the fleet: the head of each school's schema, and what went wrong last."""

    tenant = models.OneToOneField(
        Tenant, on_delete=models.CASCADE, primary_key=True, related_name="schema_state"
    )
    head_digest = models.CharField(max_length=64, db_default="")
    error = models.TextField(blank=True, db_default="")
    attempts = models.PositiveIntegerField(db_default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("schema state")
        verbose_name_plural = _("schema states")

    def __str__(self) -> str:
        return self.head_digest


class Blueprint(models.Model):
    """The SQL text of an empty school at one head, rendered once per release."""

    head_digest = models.CharField(max_length=64, primary_key=True)
    statements = models.JSONField()
    migrations = models.JSONField()
    """Pairs of app label and migration name that the statements contain."""
    rendered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("blueprint")
        verbose_name_plural = _("blueprints")

    def __str__(self) -> str:
        return self.head_digest
