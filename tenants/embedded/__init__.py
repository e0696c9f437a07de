"""A PostgreSQL server for machines that have none: found, made, started and shared.

Only the standard library is imported here, because the settings themselves ask for the address.
The parts: `found` (where server programs come from), `account` (whose name they run in),
`place` (where a cluster lives), `server` (make, start, stop), `given` (servers that somebody
else runs). For development, demonstrations and tests; production brings its own server.
"""

import os
import sys
from pathlib import Path

from tenants.embedded.errors import EmbeddedError
from tenants.embedded.given import given_url
from tenants.embedded.place import place_for
from tenants.embedded.server import Server

__all__ = ["PROJECT", "EmbeddedError", "database_url", "server_for"]

PROJECT = Path(__file__).resolve().parents[2]


def database_url(*, purpose: str = "demo", project: Path = PROJECT) -> str:
    """The address of a PostgreSQL server that answers, starting the embedded one when needed.

    In this order: DATABASE_URL; the server at PGHOST when it is set and answers; the embedded
    cluster of this `purpose`. Raises EmbeddedError, naming the ways out, when there is none.
    """
    url = given_url(environ=os.environ)
    if url is not None:
        return url
    return server_for(purpose=purpose, project=project).ensure()


def server_for(*, purpose: str = "demo", project: Path = PROJECT) -> Server:
    """The embedded cluster of this project and purpose, running or not, made or not."""
    return Server(
        place=place_for(purpose=purpose, project=project),
        choice=os.environ.get("EDUPRO_PG", ""),
        say=lambda line: print(line, file=sys.stderr, flush=True),
    )
