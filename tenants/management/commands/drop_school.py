from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from tenants.management.school_command import SchoolCommand
from tenants.models import Tenant
from tenants.provision import drop_school


class Command(SchoolCommand):
    help = "Remove a school with all its rows, for ever. Its name rests for a year."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--confirm", metavar="USERNAME", default="", help="The name once more.")

    def handle_school(self, tenant: Tenant, options: dict[str, Any]) -> None:
        username = tenant.username
        if options["confirm"] != username:
            raise CommandError(f"This cannot be undone. Say `--confirm {username}` if you mean it.")
        drop_school(tenant, now=timezone.now())
        self.stdout.write(f"{username} is gone.")
