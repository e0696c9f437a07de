"""`migrate` by its own name, with `--verify`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser

from tenants.fleet import verify_fleet
from tenants.management.commands.migrate import Command as Migrate
from tenants.management.progress import shown_progress


class Command(Migrate):
    help = "Bring the platform and every school to the head of this release, or check that they are there."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--verify", action="store_true", help="Change nothing: compare every school with the blueprint."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options.pop("verify"):
            super().handle(*args, **options)
            return
        with shown_progress(quiet=options["verbosity"] == 0) as progress:
            found = verify_fleet(progress=progress)
        for difference in found:
            self.stderr.write(f"{difference.school}: {difference.what}")
        if found:
            schools = len({difference.school for difference in found})
            raise CommandError(f"{schools} schools differ from the blueprint")
        self.stdout.write("Every school is as the blueprint says.")
