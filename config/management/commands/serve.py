"""Start everything the product needs and stay until stopped."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config.processes import everything


class Command(BaseCommand):
    help = "Start web, worker and schedule; Ctrl+C stops them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", help="address and port of the web server")

    def handle(self, *args: Any, **options: Any) -> None:
        supervisor = everything(bind=options["bind"])
        supervisor.start()
        sys.exit(supervisor.wait())
