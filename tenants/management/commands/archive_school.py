from __future__ import annotations

from typing import Any

from tenants.management.school_command import SchoolCommand
from tenants.models import Tenant
from tenants.schools import archive_school


class Command(SchoolCommand):
    help = "Close a school for good, keeping its rows."

    def handle_school(self, tenant: Tenant, options: dict[str, Any]) -> None:
        archive_school(tenant=tenant)
        self.stdout.write(f"{tenant.username} is archived.")
