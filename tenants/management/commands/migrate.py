"""`manage.py migrate`: the platform's tables, then every school's."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as DjangoMigrate

from tenants import context
from tenants.blueprint import ensure_blueprint

WHOLE_FLEET = (
    "The platform and its schools move together and only forwards: run `migrate` without {what}. "
    "To undo a change, add a migration that undoes it."
)


class Command(DjangoMigrate):
    help = "Bring the platform's tables and then every school's to the head of this release."

    def handle(self, *args: Any, **options: Any) -> None:
        for name in ("app_label", "migration_name", "fake", "fake_initial", "prune"):
            if options.get(name):
                raise CommandError(WHOLE_FLEET.format(what=f"`{name}`"))
        with context.platform():
            super().handle(*args, **options)
        ensure_blueprint()
