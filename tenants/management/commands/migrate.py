"""`manage.py migrate`: the platform's tables, then every school's."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.migrate import Command as DjangoMigrate

from tenants import context
from tenants.fleet import FleetBusy, migrate_fleet, schools_behind
from tenants.management.progress import shown_progress

ONE_WAY = (
    "The platform and its schools move together and only forwards: run `migrate` without {what}. "
    "To undo a change, add a migration that undoes it."
)


class Command(DjangoMigrate):
    help = "Bring the platform's tables and then every school's to the head of this release."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--parallel", type=int, default=4, help="Connections at work at once.")

    def handle(self, *args: Any, **options: Any) -> None:
        for name in ("app_label", "migration_name", "fake", "fake_initial", "prune"):
            if options.get(name):
                raise CommandError(ONE_WAY.format(what=f"`{name}`"))
        if options["plan"] or options["check_unapplied"]:
            self._only_look(args, options)
            return
        verbosity = options["verbosity"]
        with shown_progress(quiet=verbosity == 0) as progress:
            try:
                outcome = migrate_fleet(
                    verbosity=verbosity,
                    parallel=options["parallel"],
                    progress=progress,
                    database=options["database"],
                    run_syncdb=options["run_syncdb"],
                )
            except FleetBusy as busy:
                raise CommandError(str(busy)) from busy
        if outcome.failed:
            raise CommandError(outcome.summary())
        if verbosity:
            self.stdout.write(outcome.summary())

    def _only_look(self, args: Any, options: dict[str, Any]) -> None:
        with context.platform():
            super().handle(*args, **options)
        behind = schools_behind()
        self.stdout.write(f"Schools behind: {len(behind)}")
        if behind and options["check_unapplied"]:
            raise SystemExit(1)
