"""An ffmpeg that makes H.264: the given one, else the machine's, else apt's."""

import os
import shutil
import subprocess

from deploy.needs import apt

ENCODER = "libx264"


def ffmpeg_path() -> str | None:
    """The path of an ffmpeg, or None with one line said."""
    path = os.environ.get("FFMPEG") or shutil.which("ffmpeg")
    if path is None and apt.install(package="ffmpeg"):
        path = shutil.which("ffmpeg")
    if path is None or not _encodes(path):
        print(f"needs: ffmpeg: none with {ENCODER} on this machine; install ffmpeg", flush=True)
        return None
    return path


def _encodes(path: str) -> bool:
    command = [path, "-hide_banner", "-encoders"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ENCODER in told.stdout
