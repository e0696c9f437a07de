"""A running copy of the product with the sample schools and everything that the table names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections

from tests import database
from tests.gallery.walk import write_rows
from tests.journeys.server import Product, running_product


@contextmanager
def furnished_product(*, template: str, state: Path) -> Iterator[tuple[Product, dict[str, Any]]]:
    """The product on a copy of the database `template`, and what was written into it."""
    line = connections.databases["default"]
    with database.separate_database(template, "gallery") as name:
        url = f"postgres://{line['USER']}:{line['PASSWORD']}@{line['HOST']}:{line['PORT']}/{name}"
        with running_product(database_url=url, state=state) as product:
            yield product, write_rows(product)
