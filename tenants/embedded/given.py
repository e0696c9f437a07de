"""Servers that somebody else runs: DATABASE_URL, or PGHOST when it answers."""

import socket
import struct
from collections.abc import Mapping
from urllib.parse import quote

SSL_REQUEST = struct.pack("!ii", 8, 80877103)


def given_url(*, environ: Mapping[str, str]) -> str | None:
    """The address the environment gives, or None when it gives none that answers."""
    if environ.get("DATABASE_URL"):
        return environ["DATABASE_URL"]
    host = environ.get("PGHOST", "")
    port = int(environ.get("PGPORT") or 5432)
    if not host or not answers(host=host, port=port):
        return None
    user = quote(environ.get("PGUSER") or "postgres", safe="")
    password = quote(environ.get("PGPASSWORD", ""), safe="")
    who = f"{user}:{password}" if password else user
    where = quote(host, safe="") if host.startswith("/") else host
    database = quote(environ.get("PGDATABASE") or "edupro", safe="")
    return f"postgres://{who}@{where}:{port}/{database}"


def answers(*, host: str, port: int, seconds: float = 2.0) -> bool:
    """Whether something that speaks PostgreSQL listens there; no name or password is sent."""
    try:
        with _connect(host, port, seconds) as connection:
            connection.sendall(SSL_REQUEST)
            return connection.recv(1) in (b"S", b"N")
    except OSError:
        return False


def _connect(host: str, port: int, seconds: float) -> socket.socket:
    if not host.startswith("/"):
        return socket.create_connection((host, port), timeout=seconds)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(seconds)
    try:
        connection.connect(f"{host}/.s.PGSQL.{port}")
    except OSError:
        connection.close()
        raise
    return connection
