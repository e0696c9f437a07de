"""Open every file of a folder the way uploads are opened, and tell how much memory that took at most."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main(folder: Path) -> dict[str, object]:
    import django

    django.setup()
    from django.core.files.base import File

    from shared_apps.kernel.errors import Refusal
    from shared_apps.kernel.images import clean_picture
    from tenant_apps.video.rules import EDUPRO_LIMITS, V1_LIMITS
    from tenant_apps.video.services.files import check_files

    def opened(file: File) -> None:
        for limits in (V1_LIMITS, EDUPRO_LIMITS):
            for name in ("video", "document", "thumbnail"):
                given = {"video": None, "document": None, "thumbnail": None, name: file}
                try:
                    check_files(**given, limits=limits)
                except Refusal:
                    continue
        try:
            clean_picture(upload=file, field="picture")
        except Refusal:
            return

    listed = json.loads((folder / "list.json").read_text())
    start, slowest, growth = _peak(), (0.0, ""), []
    for one in listed:
        began, before = time.thread_time(), _peak()
        with (folder / one["file"]).open("rb") as source:
            opened(File(source, name=one["name"]))
        # Seven openings, of which each is an upload's.
        slowest = max(slowest, (time.thread_time() - began, one["label"]))
        if _peak() > before:
            growth.append((_peak() // 1024, one["label"]))
    return {"files": len(listed), "start": start, "peak": _peak(), "slowest": slowest, "growth": growth}


def _peak() -> int:
    """In kilobytes. Asked of the memory itself: what `getrusage` says begins with the parent's."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
