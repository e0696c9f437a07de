"""Base of the commands that name one school."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shared_apps.kernel.errors import Refusal
from tenants.models import Tenant
from tenants.schools import get_school


class SchoolCommand(BaseCommand):
    """Takes USERNAME and hands the school to `handle_school`; refusals become messages."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.handle_school(get_school(username=options["username"]), options)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal

    def handle_school(self, tenant: Tenant, options: dict[str, Any]) -> None:
        """What the command does with the school. Subclasses say it."""
