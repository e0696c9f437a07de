"""Make the first operator of a fresh platform."""

from __future__ import annotations

import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shared_apps.accounts.services.administrators import create_administrator
from shared_apps.kernel.errors import InvalidInput, Refusal
from tenants import context


class Command(BaseCommand):
    help = "Make a platform administrator, who signs in at /operator/ on the platform's host."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("email")
        parser.add_argument("--password", help="Asked for when it is not given, so that no history keeps it.")

    def handle(self, *args: Any, **options: Any) -> None:
        password = options["password"] or getpass.getpass("Password: ")
        try:
            with context.platform():
                user = create_administrator(
                    username=options["username"], email=options["email"], password=password
                )
        except InvalidInput as refusal:
            texts = [str(text) for texts in refusal.errors.values() for text in texts]
            raise CommandError(" ".join(texts)) from refusal
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["verbosity"]:
            self.stdout.write(f"{user.username} may use the operator console.")
