from __future__ import annotations

from typing import Any

from tenants.management.school_command import SchoolCommand
from tenants.models import Tenant
from tenants.schools import restore_school


class Command(SchoolCommand):
    help = "Open a suspended or archived school again."

    def handle_school(self, tenant: Tenant, options: dict[str, Any]) -> None:
        restore_school(tenant=tenant)
        self.stdout.write(f"{tenant.username} is open.")
