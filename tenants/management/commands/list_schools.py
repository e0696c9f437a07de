from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from tenants.blueprint import current_digest
from tenants.fleet.ledger import former_head
from tenants.schools import list_schools


class Command(BaseCommand):
    help = "Every school: name, state, whether its tables are at the head of this release, since when."

    def handle(self, *args: Any, **options: Any) -> None:
        schools = list_schools()
        for school in schools:
            head = "head" if former_head(school) == current_digest() else "behind"
            since = f"{school.activated_at:%Y-%m-%d}" if school.activated_at else "-"
            self.stdout.write(f"{school.username:<30} {school.state:<10} {head:<6} {since}")
        self.stdout.write(f"{len(schools)} schools")
