"""Rows for a journey, written into the running product's database by a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from tests.database import ROOT
from tests.journeys.server import Product


def made_rows(product: Product, module: str, *arguments: object) -> dict[str, Any]:
    """What `python -m module arguments` tells: one line of JSON. Raises `RuntimeError` with its complaint."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "DATABASE_URL": product.database_url,
        # Its cache, too: another copy's would name categories that are not in this database.
        "REDIS_URL": product.redis_url,
        "EDUPRO_STATE_DIR": str(product.state),
        "PLATFORM_DOMAIN": "localhost",
    }
    command = [sys.executable, "-m", module, *map(str, arguments)]
    made = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if made.returncode:
        raise RuntimeError(made.stderr)
    told: dict[str, Any] = json.loads(made.stdout.splitlines()[-1])
    return told
