"""For an operator who lost the authenticator app and every recovery code."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shared_apps.accounts.selectors import find_person
from shared_apps.accounts.services.second_factor import remove_second_factor
from tenants import context


class Command(BaseCommand):
    help = "Forget a person's second factor: their next sign-in sets up a new authenticator app."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        with context.platform():
            user = find_person(login=options["username"])
            if user is None:
                raise CommandError(f"There is nobody called {options['username']}.")
            removed = remove_second_factor(user=user)
        if options["verbosity"]:
            what = "sets up a new app at the next sign-in" if removed else "had no second factor"
            self.stdout.write(f"{user.username} {what}.")
