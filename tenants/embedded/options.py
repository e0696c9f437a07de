"""How the embedded server is set up."""

from pathlib import Path

# Creating or dropping one school's schema holds about 2,400 locks; the default table has 6,400 places.
COMMON = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "max_locks_per_transaction=512",
    "timezone=UTC",
    "log_timezone=UTC",
    "lc_messages=C",
    "jit=off",
    "log_checkpoints=off",
)
# Nothing here survives a power cut, and nothing needs to: a broken cluster is made anew.
DISPOSABLE = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=2GB",
    "checkpoint_timeout=1h",
)


def is_disposable(purpose: str) -> bool:
    """Whether a broken cluster of this purpose may be thrown away: all but the demonstration's."""
    return purpose != "demo"


def server_options(*, purpose: str, port: int) -> tuple[str, ...]:
    """Settings for the command line."""
    return (*COMMON, *(DISPOSABLE if is_disposable(purpose) else ()), f"port={port}")


def initdb_options(*, purpose: str, major: int, owner: str, password_file: Path) -> tuple[str | Path, ...]:
    """UTF-8 and byte order everywhere; from 17 on letters outside ASCII have their case as well."""
    builtin = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8") if major >= 17 else ()
    return (
        f"--username={owner}",
        "--auth=scram-sha-256",
        f"--pwfile={password_file}",
        "--encoding=UTF8",
        "--locale=C",
        *builtin,
        *(("--no-sync",) if is_disposable(purpose) else ()),
        "--no-instructions",
    )
