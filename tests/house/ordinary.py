"""Running things as an ordinary account when the suite itself runs as root."""

import os
import subprocess
import sys
from typing import Any

NOBODY = 65534


def ordinary_uid() -> int:
    return NOBODY if os.geteuid() == 0 else os.geteuid()


def as_ordinary() -> dict[str, Any]:
    """Arguments for `subprocess.run`: change to the ordinary account, when we are not one already."""
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}


def ordinary_python() -> str:
    """A Python that an ordinary account can run: root's own may lie in root's home."""
    names = (
        os.path.realpath(sys.executable),
        "/usr/bin/python3.11",
        "/usr/local/bin/python3",
        "/usr/bin/python3",
    )
    check = ["-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    for name in names:
        try:
            if subprocess.run([name, *check], cwd="/", check=False, **as_ordinary()).returncode == 0:
                return name
        except OSError:
            continue
    raise AssertionError("this machine has no Python that an ordinary account can run")
