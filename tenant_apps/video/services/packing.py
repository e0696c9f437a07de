"""Encrypted segments of a local video, so that a browser reads a film in pieces.

One film is `<prefix><number>.ts` for each piece, with its key and its playlist beside them, all of them
private files of the school. What cannot be packed plays as the file that was uploaded.
"""

from __future__ import annotations

import logging
import re
import secrets
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from pymediainfo import MediaInfo

from tenant_apps.video.models import Video
from tenants.storage import discard_after_commit, signed_url
from tenants.storage.keys import active_owner

SECONDS = 6
"""Length of one piece."""
LONGEST_WORK = 20 * 60
"""Seconds after which packing one film is given up."""
SPARE = timedelta(minutes=10)
"""How much longer than the film its pieces can be read."""
KEY_NUMBER, LIST_NUMBER = 0xFFFFFFFF, 0xFFFFFFFE
FORMATS = {"mp4": "mov", "m4v": "mov", "mov": "mov", "webm": "matroska", "mkv": "matroska", "avi": "avi"}
"""Each extension's reader, named so that a file cannot choose another one that opens further files."""
AS_IT_IS = ["-c", "copy"]
ANEW = [
    *("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-vf", "scale=-2:'min(720,ih)'"),
    *("-force_key_frames", f"expr:gte(t,n_forced*{SECONDS})", "-c:a", "aac", "-ac", "2"),
]
_URI = re.compile(r'URI="[^"]*"')

log = logging.getLogger(__name__)


def pack_video(*, video_id: uuid.UUID) -> bool:
    """Make the pieces of a local video; whether it has new ones. Slow: for a task only.

    Without ffmpeg, for a file that it cannot read, and for a video that was replaced meanwhile,
    nothing changes.
    """
    tool = shutil.which(settings.FFMPEG)
    video = Video.objects.filter(pk=video_id, state=Video.State.READY, hls_prefix=None).first()
    if tool is None or video is None or not video.file:
        return False
    with tempfile.TemporaryDirectory(prefix="pieces-") as folder:
        try:
            count = _run(tool, video.file.name or "", Path(folder))
        except (OSError, ValueError, RuntimeError, subprocess.SubprocessError):
            log.exception("video %s could not be packed and plays as a file", video_id)
            return False
        return _keep(video, Path(folder), count)


def discard_pieces(*, video: Video) -> None:
    """The pieces go once the transaction is committed; the caller saves or deletes the row."""
    if video.hls_prefix:
        discard_after_commit(*_keys(video.hls_prefix, video.hls_segments or 0))
    video.hls_prefix, video.hls_segments = None, None


def playlist(*, video: Video, now: datetime) -> str | None:
    """The film's playlist with links that are signed now; None without pieces.

    The key's link lives as short as every other; those of the pieces as long as the film and ten
    minutes. Who may play is the caller's question.
    """
    if not video.hls_prefix:
        return None
    lifetime = timedelta(seconds=video.duration_seconds) + SPARE
    with default_storage.open(_key(video.hls_prefix, LIST_NUMBER, "m3u8")) as stored:
        lines = stored.read().decode().splitlines()
    key = signed_url(_key(video.hls_prefix, KEY_NUMBER, "key"), now=now)
    told = []
    for line in lines:
        if line.endswith(".ts"):
            piece = _key(video.hls_prefix, int(line.removesuffix(".ts")), "ts")
            told.append(signed_url(piece, now=now, lifetime=lifetime))
        else:
            told.append(_URI.sub(lambda _found: f'URI="{key}"', line))
    return "\n".join(told) + "\n"


def _run(tool: str, name: str, folder: Path) -> int:
    """Fill the folder; how many pieces there are."""
    source = folder / "source"
    with default_storage.open(name) as stored, source.open("wb") as copy:
        shutil.copyfileobj(stored, copy)
    (folder / "key").write_bytes(secrets.token_bytes(16))
    (folder / "keys").write_text(f"key\n{folder / 'key'}\n{secrets.token_hex(16)}\n")
    reader = FORMATS.get(name.rpartition(".")[2])
    if reader is None:
        raise ValueError("no reader for this kind of file")
    command = [
        *(shutil.which("nice") or "nice", "-n", "15", tool, "-nostdin", "-v", "error", "-y"),
        *("-protocol_whitelist", "file", "-f", reader, "-i", str(source)),
        *("-map", "0:v:0", "-map", "0:a:0?", "-sn", "-dn", *_codecs(source, reader)),
        *("-f", "hls", "-hls_time", str(SECONDS), "-hls_playlist_type", "vod"),
        *("-hls_key_info_file", str(folder / "keys"), "-hls_segment_filename", str(folder / "%d.ts")),
        str(folder / "list.m3u8"),
    ]
    # Every word is ours but the name of a temporary file; nothing goes through a shell.
    subprocess.run(command, check=True, timeout=LONGEST_WORK, capture_output=True, cwd=folder)
    return len(list(folder.glob("*.ts")))


def _codecs(source: Path, reader: str) -> list[str]:
    tracks = MediaInfo.parse(source).tracks
    formats = {track.format for track in tracks if track.track_type in ("Video", "Audio")}
    return AS_IT_IS if reader == "mov" and formats <= {"AVC", "AAC"} else ANEW


def _keep(video: Video, folder: Path, count: int) -> bool:
    """Store what the folder holds and note it on the rows that have the same file, if any still does."""
    prefix = secrets.token_hex(12)
    names = [f"{number}.ts" for number in range(count)] + ["key", "list.m3u8"]
    kept = False
    try:
        for name, key in zip(names, _keys(prefix, count), strict=True):
            with (folder / name).open("rb") as piece:
                default_storage.save(key, File(piece))
        with transaction.atomic():
            # Lessons of copied courses show the same file.
            rows = Video.objects.filter(file=video.file.name, hls_prefix=None)
            kept = rows.update(hls_prefix=prefix, hls_segments=count) > 0
    finally:
        if not kept:
            discard_after_commit(*_keys(prefix, count))
    return kept


def _keys(prefix: str, count: int) -> Iterator[str]:
    """Every file of a film: the pieces in order, the key, the playlist."""
    for number in range(count):
        yield _key(prefix, number, "ts")
    yield _key(prefix, KEY_NUMBER, "key")
    yield _key(prefix, LIST_NUMBER, "m3u8")


def _key(prefix: str, number: int, extension: str) -> str:
    return f"{active_owner()}/private/pieces/{prefix}{number:08x}.{extension}"
