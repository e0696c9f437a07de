"""Open a school from the command line."""

from __future__ import annotations

import getpass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from shared_apps.kernel.errors import InvalidInput, Refusal
from shared_apps.teachers.services import open_school


class Command(BaseCommand):
    help = "Open a school with its owner, as the sign-up page does."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="The school's name in its address.")
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True, help="The teacher's first and last name.")
        parser.add_argument("--phone", default="")
        parser.add_argument("--password", help="Asked for when it is not given, so that no history keeps it.")
        parser.add_argument("--language", default="ar", choices=[code for code, _name in settings.LANGUAGES])
        parser.add_argument("--currency", default="EGP")
        parser.add_argument("--country", default="EG")

    def handle(self, *args: Any, **options: Any) -> None:
        first, _space, last = options["name"].strip().partition(" ")
        try:
            profile = open_school(
                first_name=first,
                last_name=last,
                username=options["username"],
                email=options["email"],
                phone=options["phone"],
                password=options["password"] or getpass.getpass("Password: "),
                language=options["language"],
                currency=options["currency"],
                country=options["country"],
                now=timezone.now(),
            )
        except InvalidInput as refusal:
            texts = [str(text) for texts in refusal.errors.values() for text in texts]
            raise CommandError(" ".join(texts)) from refusal
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{profile.tenant.username}.{settings.PLATFORM_DOMAIN} is open.")
