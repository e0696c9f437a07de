from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tenants.management.progress import shown_progress
from tenants.provision import refill_stock


class Command(BaseCommand):
    help = "Make ready schemas until the stock (setting TENANT_SPARES) is full."

    def handle(self, *args: Any, **options: Any) -> None:
        with shown_progress(quiet=options["verbosity"] == 0) as progress:
            made = refill_stock(lambda done: progress("stock", done, settings.TENANT_SPARES))
        self.stdout.write(f"Made {made} ready schemas.")
