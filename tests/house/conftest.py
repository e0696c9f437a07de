"""Projects of our own in temporary folders, each with its own PostgreSQL cluster, removed afterwards."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tenants.embedded import server_for
from tenants.embedded.server import Server

PURPOSES = ("demo", "test")


@pytest.fixture(autouse=True)
def no_given_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """The suite itself runs against a server; what is tested here must find its own."""
    for name in ("DATABASE_URL", "PGHOST", "PGPORT", "PG_BIN", "EDUPRO_PG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def project() -> Iterator[Path]:
    """A project folder that everybody may pass through, as a checkout under /srv would be."""
    folder = Path(tempfile.mkdtemp(prefix="edupro-house-"))
    folder.chmod(0o755)
    servers = [server_for(purpose=purpose, project=folder) for purpose in PURPOSES]
    yield folder
    _clean(folder, servers)


@pytest.fixture
def closed_project() -> Iterator[Path]:
    """A project where the server's account cannot keep data: closed for root's, read-only for others'."""
    folder = Path(tempfile.mkdtemp(prefix="edupro-closed-"))
    folder.chmod(0o700 if os.geteuid() == 0 else 0o500)
    servers = [server_for(purpose=purpose, project=folder) for purpose in PURPOSES]
    yield folder
    folder.chmod(0o700)
    _clean(folder, servers)


def _clean(folder: Path, servers: list[Server]) -> None:
    for server in servers:
        server.remove()
    shutil.rmtree(folder)
