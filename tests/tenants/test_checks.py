"""Each tenancy rule, broken on purpose."""

from __future__ import annotations

import pytest
from django.db import models
from django.test.utils import isolate_apps

from tenant_apps.courses.models import Course
from tenants import checks
from tenants.orm import TenantModel


def ids(messages):
    return sorted(message.id for message in messages)


def test_the_project_itself_breaks_no_rule():
    assert checks.check_tenancy(None) == []


@pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")
def test_another_engine_is_refused(settings):
    settings.DATABASES = {"default": {"ENGINE": "django_tenants.postgresql_backend"}}
    assert ids(checks.check_settings()) == ["tenants.E001"]


@pytest.mark.parametrize("name", ["contenttypes", "auth", "sessions", "admin"])
def test_apps_with_process_wide_caches_are_refused_in_schools(settings, name):
    settings.TENANT_APPS = [*settings.TENANT_APPS, f"django.contrib.{name}"]
    assert ids(checks.check_settings()) == ["tenants.E002"]


@isolate_apps("tenant_apps.courses")
def test_one_table_on_both_sides_is_refused():
    class Twin(TenantModel):
        class Meta:
            app_label = "courses"
            db_table = "kernel_auditentry"

    from shared_apps.kernel.models import AuditEntry

    assert ids(checks.check_tables([AuditEntry], [Course, Twin])) == ["tenants.E003"]


@isolate_apps("tenant_apps.courses")
def test_a_model_without_stamps_is_refused():
    class Loose(models.Model):
        id = models.BigAutoField(primary_key=True)

        class Meta:
            app_label = "courses"

    assert ids(checks.check_models([Loose])) == ["tenants.E004"]


@isolate_apps("tenant_apps.courses")
def test_a_small_integer_key_is_refused():
    class Small(TenantModel):
        id = models.AutoField(primary_key=True)

        class Meta:
            app_label = "courses"

    assert ids(checks.check_models([Small])) == ["tenants.E005"]


def test_a_reference_to_the_platform_is_refused():
    from shared_apps.accounts.models import User

    with isolate_apps("tenant_apps.courses"):

        class Bound(TenantModel):
            user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

            class Meta:
                app_label = "courses"

        assert ids(checks.check_models([Bound])) == ["tenants.E006"]


@isolate_apps("tenant_apps.courses")
def test_a_sixth_index_is_refused_and_a_unique_text_counts_twice():
    class Heavy(TenantModel):
        slug = models.CharField(max_length=20, unique=True)
        first = models.IntegerField(db_index=True)
        second = models.IntegerField(unique=True)

        class Meta:
            app_label = "courses"

    assert checks.count_indexes(Heavy) == 5
    assert ids(checks.check_models([Heavy])) == []

    class Heavier(Heavy):
        class Meta:
            app_label = "courses"
            abstract = True

    class Heaviest(TenantModel):
        slug = models.CharField(max_length=20, unique=True)
        first = models.IntegerField(db_index=True)
        second = models.IntegerField(unique=True)
        third = models.IntegerField()

        class Meta:
            app_label = "courses"
            indexes = [models.Index(fields=["third"], name="heaviest_third")]

    assert checks.count_indexes(Heaviest) == 6
    assert ids(checks.check_models([Heaviest])) == ["tenants.E007"]


def test_the_count_is_what_postgresql_keeps(in_alpha):
    from django.apps import apps
    from django.conf import settings
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, count(*) FROM pg_indexes WHERE schemaname = %s GROUP BY 1",
            [in_alpha.schema_name],
        )
        real = dict(cursor.fetchall())
    tables = {
        model._meta.db_table: checks.count_indexes(model)
        for config in apps.get_app_configs()
        if config.name in settings.TENANT_APPS
        for model in config.get_models(include_auto_created=True)
    }
    real.pop("django_migrations")
    assert real == tables
