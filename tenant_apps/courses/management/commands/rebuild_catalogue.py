from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shared_apps.kernel.errors import Refusal
from tenant_apps.courses.services import rebuild_copies
from tenants import context
from tenants.management.progress import shown_progress
from tenants.models import Tenant
from tenants.schools import get_school, list_schools


class Command(BaseCommand):
    help = "Copy the published courses of every school (or of one) into the catalogue anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--school", metavar="USERNAME", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        schools = self._schools(options["school"])
        total = 0
        with shown_progress(quiet=options["verbosity"] == 0) as tell:
            for done, school in enumerate(schools, start=1):
                with context.enter(school):
                    total += rebuild_copies()
                tell("Schools", done, len(schools))
        self.stdout.write(f"{total} courses of {len(schools)} schools are in the catalogue.")

    def _schools(self, username: str) -> list[Tenant]:
        if not username:
            return [school for school in list_schools() if school.state == Tenant.State.ACTIVE]
        try:
            return [get_school(username=username)]
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
