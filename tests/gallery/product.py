"""A running copy of the product with the sample schools and everything that the table names."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections

from tests import database
from tests.database import ROOT
from tests.journeys.server import Product, running_product
from tests.journeys.staging import made_rows

SETTINGS = "tests.gallery.settings"
NOT_SHOWN = ("admin", "rest_framework", "drf_spectacular_sidecar")
"""Static files of pages that are not looked at; packing them would take minutes."""


@contextmanager
def furnished_product(*, template: str, state: Path) -> Iterator[tuple[Product, dict[str, Any]]]:
    """The product on a copy of the database `template`, and what was written into it."""
    line = connections.databases["default"]
    with database.separate_database(template, "gallery") as name:
        url = f"postgres://{line['USER']}:{line['PASSWORD']}@{line['HOST']}:{line['PORT']}/{name}"
        _pack_static(url, state)
        with running_product(database_url=url, state=state, settings=SETTINGS) as product:
            yield product, made_rows(product, "tests.gallery.rows")


def _pack_static(database_url: str, state: Path) -> None:
    """Name the static files by their content and compress them, as a release does."""
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    command += [f"--ignore={name}" for name in NOT_SHOWN]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "DATABASE_URL": database_url,
        "EDUPRO_STATE_DIR": str(state),
    }
    packed = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if packed.returncode:
        raise RuntimeError(packed.stderr)
