from __future__ import annotations

from typing import Any

from django.core.management import call_command

from tenants import context
from tenants.management.school_command import SchoolCommand
from tenants.models import Tenant


class Command(SchoolCommand):
    help = "A Python shell inside one school: only its rows and the platform's can be seen."

    def handle_school(self, tenant: Tenant, options: dict[str, Any]) -> None:
        self.stdout.write(f"Inside {tenant.username}. Leave with tenants.context.platform().")
        with context.enter(tenant):
            call_command("shell")
