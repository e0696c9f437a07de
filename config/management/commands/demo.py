"""From an empty machine to two sample schools that answer."""

from __future__ import annotations

import contextlib
import sys
import time
import urllib.request
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from rich.console import Console

from config.demo.content import PASSWORD, SCHOOLS
from config.demo.fill import fill_categories, fill_schools, sample_codes
from config.processes import everything
from shared_apps.accounts.models import User
from tenants.provision import refill_stock

ADMIN = "operator"
START_SECONDS = 60


class Command(BaseCommand):
    help = "Prepare the database and two sample schools, start everything, print where to go."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", help="address and port of the web server")
        parser.add_argument("--prepare-only", action="store_true", help="do not start anything")

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(highlight=False)
        began = time.monotonic()
        with console.status("") as status:

            def step(text: str) -> None:
                status.update(text)
                if not console.is_terminal:
                    console.print(f"… {text}")

            step("Tables of the platform and of each school")
            call_command("migrate", verbosity=0)
            step("Subjects and the operator")
            fill_categories()
            _make_operator()
            fill_schools(now=timezone.now(), step=lambda name: step(f"Sample school {name}"))
            step("A stock of ready schools")
            refill_stock()
        console.print(f"Ready after {time.monotonic() - began:.1f} s.")
        port = options["bind"].rpartition(":")[2]
        if options["prepare_only"]:
            return
        supervisor = everything(bind=options["bind"])
        supervisor.start()
        _wait_until_ready(port)
        _print_addresses(console, port)
        sys.exit(supervisor.wait())


def _make_operator() -> None:
    if not User.objects.filter(username=ADMIN).exists():
        call_command(
            "create_platform_admin", ADMIN, f"{ADMIN}@platform.example", password=PASSWORD, verbosity=0
        )


def _wait_until_ready(port: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=2),
        ):
            return
        time.sleep(0.1)


def _print_addresses(console: Console, port: str) -> None:
    base = f"{settings.PLATFORM_DOMAIN}:{port}"
    lines = [
        "[bold]EduPro is running.[/] Ctrl+C stops it.",
        "",
        f"  Open a school of your own   http://{base}/",
        f"  Front-end developers        http://{base}/api/v1/docs/",
        f"  Operator console            http://{base}/operator/   sign in as {ADMIN}",
        "    It wants a code of an authenticator app too: the first sign-in shows a sign and a key to add",
        f"    to yours. To begin anew: python manage.py reset_second_factor {ADMIN}",
    ]
    for school in SCHOOLS:
        host = f"http://{school.username}.{base}"
        codes = "  ".join(sample_codes(username=school.username))
        lines += [
            "",
            f"  [bold]{school.username}[/], a sample school ({dict(settings.LANGUAGES)[school.language]})",
            f"    as its teacher            {host}/teach/   sign in as {school.email}",
            f"    as a student              {host}/   sign in as {school.username}-student1",
            f"    codes to redeem           {host}/redeem/   {codes}",
        ]
    lines += [
        "",
        f"  Password of every sample person: [bold]{PASSWORD}[/]",
        f"  Mails that would be sent: {settings.EMAIL_FILE_PATH}",
    ]
    for line in lines:
        # Addresses must stay whole, so that a terminal makes links of them.
        console.print(line, soft_wrap=True)
