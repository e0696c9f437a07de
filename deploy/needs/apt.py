"""Packages of the system, where we are root and the system has apt."""

import functools
import os
import shutil
import subprocess

QUIET = {
    "DEBIAN_FRONTEND": "noninteractive",
    # Only the program is wanted: with this, packages do not start their service.
    "RUNLEVEL": "1",
}


def install(*, package: str) -> bool:
    """Install one package; whether that succeeded. Does nothing unless root on a system with apt."""
    if os.geteuid() != 0 or not shutil.which("apt-get") or not _updated():
        return False
    print(f"needs: installing {package} with apt", flush=True)
    return _run("install", "-y", "--no-install-recommends", package)


@functools.cache
def _updated() -> bool:
    print("needs: reading the package lists with apt", flush=True)
    return _run("update")


def _run(*arguments: str) -> bool:
    command = ["apt-get", "-qq", *arguments]
    done = subprocess.run(command, env={**os.environ, **QUIET}, capture_output=True, check=False)
    return done.returncode == 0
