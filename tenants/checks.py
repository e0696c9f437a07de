"""System checks of the tenancy rules: each names the rule that was broken and the way out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import models

from tenants.orm import TenantModel

ENGINE = "tenants.backend"
MAX_INDEXES = 5
PUBLIC_ONLY = ("contenttypes", "auth", "sessions", "admin")
KEYS = (models.UUIDField, models.BigAutoField, models.BigIntegerField)

ModelClass = type[models.Model]


@register("tenants")
def check_tenancy(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every rule at once."""
    shared = list(_models_of(settings.SHARED_APPS))
    tenant = list(_models_of(settings.TENANT_APPS))
    return [*check_settings(), *check_tables(shared, tenant), *check_models(tenant)]


def check_settings() -> Iterator[CheckMessage]:
    """Engine, and which of Django's apps live where."""
    if settings.DATABASES["default"]["ENGINE"] != ENGINE:
        yield Error(
            "The database engine does not follow the active school.",
            hint=f'Set DATABASES["default"]["ENGINE"] to "{ENGINE}".',
            id="tenants.E001",
        )
    for name in PUBLIC_ONLY:
        if f"django.contrib.{name}" in settings.TENANT_APPS:
            yield Error(
                f"django.contrib.{name} is in TENANT_APPS.",
                hint="Its process-wide caches would hold one school's ids while serving another: "
                "move it to SHARED_APPS.",
                id="tenants.E002",
            )


def check_tables(shared: Iterable[ModelClass], tenant: Iterable[ModelClass]) -> Iterator[CheckMessage]:
    """No table name on both sides: a school lacking its own would silently read the platform's."""
    public = {model._meta.db_table: model for model in shared}
    for model in tenant:
        twin = public.get(model._meta.db_table)
        if twin is not None:
            yield Error(
                f"The table {model._meta.db_table} is both in the platform and in every school.",
                hint=f"Give {model._meta.label} or {twin._meta.label} another db_table.",
                obj=model,
                id="tenants.E003",
            )


def check_models(tenant: Iterable[ModelClass]) -> Iterator[CheckMessage]:
    """Base class, keys, references and indexes of each tenant model."""
    for model in tenant:
        if not issubclass(model, TenantModel) and not model._meta.auto_created:
            yield Error(
                f"{model._meta.label} lives in schools but is no TenantModel.",
                hint="Inherit from tenants.orm.TenantModel: its rows then refuse to work in another school.",
                obj=model,
                id="tenants.E004",
            )
        if not isinstance(model._meta.pk, KEYS):
            yield Error(
                f"The key of {model._meta.label} is neither a UUID nor a bigint.",
                hint="Leave the key to TenantModel.",
                obj=model,
                id="tenants.E005",
            )
        yield from _check_references(model)
        yield from _check_indexes(model)


def count_indexes(model: ModelClass) -> int:
    """How many indexes PostgreSQL keeps for the model's table."""
    options = model._meta
    count = sum(_indexes_of_field(field) for field in options.local_fields)
    count += len(options.unique_together) + len(options.indexes)
    return count + sum(isinstance(one, models.UniqueConstraint) for one in options.constraints)


def _indexes_of_field(field: models.Field[Any, Any]) -> int:
    """One for a key, a unique or an indexed field; one more for the pattern twin of a text field."""
    if not (field.primary_key or field.unique or getattr(field, "db_index", False)):
        return 0
    internal = field.get_internal_type()
    has_twin = internal in ("CharField", "TextField", "SlugField", "FileField", "EmailField", "URLField")
    return 2 if has_twin else 1


def _check_references(model: ModelClass) -> Iterator[CheckMessage]:
    for field in model._meta.get_fields():
        target: Any = getattr(field, "related_model", None)
        points_out = getattr(field, "concrete", False) and target is not None
        if points_out and _config_name(target) not in settings.TENANT_APPS:
            yield Error(
                f"{model._meta.label}.{field.name} refers to a table of the platform.",
                hint="Keep the other row's UUID without a constraint, and a copy of what is shown.",
                obj=model,
                id="tenants.E006",
            )


def _check_indexes(model: ModelClass) -> Iterator[CheckMessage]:
    count = count_indexes(model)
    if count > MAX_INDEXES:
        yield Error(
            f"{model._meta.label} has {count} indexes; every school pays for each of them.",
            hint=f"Keep to {MAX_INDEXES}: no db_index by reflex, no unique text fields (they count "
            "twice), db_index=False where another index begins with the column.",
            obj=model,
            id="tenants.E007",
        )


def _models_of(names: Iterable[str]) -> Iterator[ModelClass]:
    wanted = set(names)
    for config in apps.get_app_configs():
        if config.name in wanted:
            yield from config.get_models(include_auto_created=True)


def _config_name(model: ModelClass) -> str:
    return apps.get_app_config(model._meta.app_label).name
