"""python -m tenants.embedded start|stop|status|url|remove [--purpose demo|test]"""

import argparse
import sys

from tenants.embedded import EmbeddedError, database_url, server_for


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tenants.embedded", description="The embedded PostgreSQL server."
    )
    parser.add_argument("what", choices=("start", "stop", "status", "url", "remove"))
    parser.add_argument("--purpose", default="demo")
    asked = parser.parse_args()
    try:
        return COMMANDS[asked.what](asked.purpose)
    except EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1


def _start(purpose: str) -> int:
    address = database_url(purpose=purpose).rpartition("@")[2]
    print(f"PostgreSQL runs at {address}")
    return 0


def _stop(purpose: str) -> int:
    ran = server_for(purpose=purpose).stop()
    print(f"PostgreSQL ({purpose}): {'stopped' if ran else 'was not running'}")
    return 0


def _status(purpose: str) -> int:
    server = server_for(purpose=purpose)
    url = server.url()
    print(f"runs at {url.rpartition('@')[2]}, data in {server.place.home}" if url else "does not run")
    return 0 if url else 3


def _url(purpose: str) -> int:
    print(database_url(purpose=purpose))
    return 0


def _remove(purpose: str) -> int:
    server_for(purpose=purpose).remove()
    return 0


COMMANDS = {"start": _start, "stop": _stop, "status": _status, "url": _url, "remove": _remove}

if __name__ == "__main__":
    sys.exit(main())
