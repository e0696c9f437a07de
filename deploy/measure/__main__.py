"""python -m deploy.measure provisioning | signup | fleet [schools]"""

from __future__ import annotations

import os
import sys
from importlib import import_module

MEASUREMENTS = ("provisioning", "signup", "fleet")


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in MEASUREMENTS:
        print(__doc__, file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    # Only now: the measurements import models.
    import_module(f"deploy.measure.{arguments[0]}").main(arguments[1:])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
