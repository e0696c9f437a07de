"""Mail without a server: each message is printed and kept as a file, so that a newcomer can read it."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage


class FileAndConsoleBackend(BaseEmailBackend):
    """Used until EMAIL_URL names a server; files go to EMAIL_FILE_PATH, one a message."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.eml"
            path = folder / name
            path.touch(mode=0o600)
            path.write_bytes(message.message().as_bytes())
            print(f"mail to {', '.join(message.to)}: {message.subject}\n  {path}", file=sys.stderr)
        return len(email_messages)
