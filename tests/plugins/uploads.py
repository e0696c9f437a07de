"""What tests upload goes to a folder of the run, never to the state directory."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session", autouse=True)
def _uploads(tmp_path_factory: pytest.TempPathFactory) -> None:
    from django.conf import settings

    settings.MEDIA_ROOT = tmp_path_factory.mktemp("uploads")
