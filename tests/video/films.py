"""A film of thirteen seconds with sound, made on the spot."""

from __future__ import annotations

import functools
import subprocess
import tempfile
from pathlib import Path

from django.conf import settings


@functools.cache
def make_film() -> bytes:
    """H.264 and AAC in an MP4."""
    with tempfile.TemporaryDirectory() as folder:
        film = Path(folder) / "film.mp4"
        picture = ("-f", "lavfi", "-i", "testsrc=s=160x90:r=10:d=13")
        sound = ("-f", "lavfi", "-i", "sine=d=13")
        codecs = ("-c:v", "libx264", "-g", "20", "-pix_fmt", "yuv420p", "-c:a", "aac")
        subprocess.run([settings.FFMPEG, "-v", "error", *picture, *sound, *codecs, str(film)], check=True)
        return film.read_bytes()
