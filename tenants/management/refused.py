"""Commands of the library that would go around our rules: each refuses and says what to use."""

from __future__ import annotations

from argparse import Namespace
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser


class RefusedCommand(BaseCommand):
    """Refuses with `instead`, whatever its arguments."""

    instead = ""
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)

        def take_anything(*args: Any, **options: Any) -> Namespace:
            return parser.parse_known_args([])[0]

        # Any argument is taken, so that the answer is the sentence and not a usage line.
        vars(parser)["parse_args"] = take_anything
        return parser

    def handle(self, *args: Any, **options: Any) -> NoReturn:
        raise CommandError(self.instead)
