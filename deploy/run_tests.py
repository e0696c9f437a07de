"""Run the whole suite, bringing what it needs; further arguments go to pytest.

python -m deploy.run_tests [pytest arguments]. PostgreSQL: DATABASE_URL, else an embedded server.
Redis: REDIS_URL, else a server of our own. Browser: CHROMIUM, else what is found or fetched.
Films: FFMPEG, else what is found or installed.
With EDUPRO_WITHOUT=redis,browser,ffmpeg the named ones are not looked for.
"""

import os
import subprocess
import sys
import time

from deploy.needs.chromium import chromium_path
from deploy.needs.ffmpeg import ffmpeg_path
from deploy.needs.redis import redis_url
from tenants.embedded import PROJECT, EmbeddedError, database_url


def main(arguments: list[str]) -> int:
    started = time.monotonic()
    without = set(filter(None, os.environ.get("EDUPRO_WITHOUT", "").split(",")))
    try:
        database = database_url(purpose="test")
    except EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1
    with redis_url(wanted="redis" not in without) as redis:
        browser = chromium_path() if "browser" not in without else None
        films = ffmpeg_path() if "ffmpeg" not in without else None
        found = {"DATABASE_URL": database, "REDIS_URL": redis, "CHROMIUM": browser, "FFMPEG": films}
        print(f"needs: ready in {time.monotonic() - started:.0f} s", flush=True)
        return _pytest(arguments, found)


def _pytest(arguments: list[str], found: dict[str, str | None]) -> int:
    environment = {**os.environ, **{name: value for name, value in found.items() if value}}
    for name, value in found.items():
        if not value:
            environment.pop(name, None)
    # Two workers on a small machine; more processors, more workers.
    workers = ["-n", str(max(2, os.cpu_count() or 2)), "--dist=loadgroup"]
    chosen = any(one.startswith("-n") for one in arguments)
    command = [sys.executable, "-m", "pytest", *([] if chosen else workers), *arguments]
    try:
        return subprocess.run(command, env=environment, cwd=PROJECT, check=False).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
