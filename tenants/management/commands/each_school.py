from __future__ import annotations

import argparse
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants import context
from tenants.models import Tenant
from tenants.schools import list_schools


class Command(BaseCommand):
    help = "Run a command inside every active school, one after another."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", action="append", default=[], metavar="USERNAME")
        parser.add_argument("--except", dest="but", action="append", default=[], metavar="USERNAME")
        parser.add_argument("command_name", metavar="COMMAND")
        parser.add_argument("arguments", nargs=argparse.REMAINDER)

    def handle(self, *args: Any, **options: Any) -> None:
        schools = self._chosen(only=set(options["only"]), but=set(options["but"]))
        failed = [school for school in schools if not self._run(school, options)]
        self.stdout.write(f"{len(schools) - len(failed)} schools done, {len(failed)} failed")
        if failed:
            raise CommandError("failed in: " + ", ".join(str(school) for school in failed))

    def _chosen(self, *, only: set[str], but: set[str]) -> list[Tenant]:
        active = [school for school in list_schools() if school.state == Tenant.State.ACTIVE]
        unknown = (only | but) - {school.username for school in active}
        if unknown:
            raise CommandError("no active school is called " + ", ".join(sorted(unknown)))
        return [s for s in active if s.username not in but and (not only or s.username in only)]

    def _run(self, school: Tenant, options: dict[str, Any]) -> bool:
        self.stdout.write(f"== {school.username}")
        try:
            with context.enter(school):
                call_command(options["command_name"], *options["arguments"], stdout=self.stdout)
        except Exception as error:  # one school's trouble must not stop the others'
            self.stderr.write(f"{school.username}: {type(error).__name__}: {error}")
            return False
        return True
