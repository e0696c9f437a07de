from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from tenants.management.school_command import SchoolCommand
from tenants.models import Tenant
from tenants.schools import suspend_school


class Command(SchoolCommand):
    help = "Close a school for everybody until it is restored."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--reason", default="", help="Kept with the school, for operators.")

    def handle_school(self, tenant: Tenant, options: dict[str, Any]) -> None:
        suspend_school(tenant=tenant, reason=options["reason"])
        self.stdout.write(f"{tenant.username} is suspended.")
