"""A pretended next release: one more migration in one app, for as long as the block lasts."""

from __future__ import annotations

import shutil
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.test.utils import override_settings

from tenants.blueprint import current_digest

HEAD = """from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


def fill(apps, schema_editor):
    apps.get_model({app!r}, {model!r}).objects.update(**{values})


class Migration(migrations.Migration):
    atomic = {atomic}
    dependencies = [({app!r}, {former!r})]
    operations = [{operations}]
"""


@contextmanager
def next_release(
    *,
    app: str,
    operations: str,
    model: str = "course",
    values: str = "{}",
    atomic: bool = True,
    edit: tuple[str, str] = ("", ""),
) -> Iterator[str]:
    """Add a migration with `operations` (source text) to `app`; yields its name.

    `edit` (text, other text) also changes the migrations that are there already. `fill` may
    be used in a RunPython: it updates every `model` row with `values`.
    """
    former_home = Path(str(apps.get_app_config(app).path)) / "migrations"
    package = f"release_{uuid.uuid4().hex[:10]}"
    with tempfile.TemporaryDirectory() as place:
        home = Path(place) / package
        shutil.copytree(former_home, home, ignore=shutil.ignore_patterns("__pycache__"))
        for file in home.glob("0*.py") if edit[0] else ():
            file.write_text(file.read_text().replace(*edit))
        former = max(file.stem for file in home.glob("0*.py"))
        name = f"{int(former[:4]) + 1:04d}_next"
        source = HEAD.format(
            app=app, model=model, values=values, atomic=atomic, former=former, operations=operations
        )
        (home / f"{name}.py").write_text(source)
        sys.path.insert(0, place)
        current_digest.cache_clear()
        try:
            with override_settings(MIGRATION_MODULES={app: package}):
                yield name
        finally:
            sys.path.remove(place)
            for loaded in [one for one in sys.modules if one.split(".")[0] == package]:
                del sys.modules[loaded]
            current_digest.cache_clear()
