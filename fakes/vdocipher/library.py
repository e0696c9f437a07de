"""The calls around a video: lists, titles, tags, files, folders, import, usage, hooks."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from fakes.multipart import parts_of
from fakes.vdocipher.api import BASE, key_of, new_video, refused, video_of
from fakes.vdocipher.hooks import announce
from fakes.vdocipher.state import UPLOADER, VIEWER, Hook
from fakes.web import Answer, Request, Routes

if TYPE_CHECKING:
    from fakes.vdocipher.app import VdoCipherFake

ROUTES = Routes()
EVENTS = ("video:ready", "video:readyall")


@ROUTES.on("GET", f"{BASE}/videos")
def list_videos(fake: VdoCipherFake, request: Request) -> Answer:
    key = key_of(fake, request, VIEWER)
    page, limit = int(request.query("page", "1")), int(request.query("limit", "20"))
    asked, tags = request.query("q").lower(), set(filter(None, request.query("tags").split(",")))
    rows = [
        video
        for video in fake.state.videos.values()
        if video.account == key.account
        and (asked in video.title.lower() or asked in video.id)
        and tags <= set(video.tags)
        and request.query("folderId", video.folder) == video.folder
    ]
    rows.sort(key=lambda video: video.reserved_at, reverse=True)
    shown = [fake.state.seen(video) for video in rows[(page - 1) * limit : page * limit]]
    return Answer({"count": len(rows), "rows": shown})


@ROUTES.on("PUT", f"{BASE}/videos/importUrl")
def fetch(fake: VdoCipherFake, request: Request) -> Answer:
    key = key_of(fake, request, UPLOADER)
    given = request.json()
    url = str(given.get("url", ""))
    if not url.startswith(("http://", "https://")) or "youtube.com" in url or "youtu.be" in url:
        raise refused("url is not valid")
    video = new_video(fake, key, request, str(given.get("title") or url.rpartition("/")[2]))
    video.uploaded_at = fake.state.now()
    video.seconds = 60
    return Answer({"id": video.id})


@ROUTES.on("POST", f"{BASE}/videos/tags")
def add_tags(fake: VdoCipherFake, request: Request) -> Answer:
    return _tag(fake, request, keep=True)


@ROUTES.on("PUT", f"{BASE}/videos/tags")
def set_tags(fake: VdoCipherFake, request: Request) -> Answer:
    return _tag(fake, request, keep=False)


def _tag(fake: VdoCipherFake, request: Request, *, keep: bool) -> Answer:
    key = key_of(fake, request, UPLOADER)
    given = request.json()
    for name in given.get("videos", []):
        video = video_of(fake, key, str(name))
        video.tags = sorted({*(video.tags if keep else []), *map(str, given.get("tags", []))})
    return Answer({"message": "Done"})


@ROUTES.on("GET", f"{BASE}/videos/tags")
def list_tags(fake: VdoCipherFake, request: Request) -> Answer:
    key = key_of(fake, request, VIEWER)
    mine = [video for video in fake.state.videos.values() if video.account == key.account]
    return Answer({"rows": sorted({tag for video in mine for tag in video.tags})})


@ROUTES.on("POST", f"{BASE}/videos/<id>")
def edit(fake: VdoCipherFake, request: Request, id: str) -> Answer:
    key = key_of(fake, request, UPLOADER)
    video = video_of(fake, key, id)
    given = request.json()
    video.title = str(given.get("title", video.title))
    video.description = str(given.get("description", video.description))
    video.tags = [str(tag) for tag in given.get("tags", video.tags)]
    return Answer({"message": "Done"})


@ROUTES.on("GET", f"{BASE}/videos/<id>/files")
def list_files(fake: VdoCipherFake, request: Request, id: str) -> Answer:
    video = video_of(fake, key_of(fake, request, VIEWER), id)
    return Answer(fake.state.files.get(video.id, []))


@ROUTES.on("POST", f"{BASE}/videos/<id>/files")
def add_file(fake: VdoCipherFake, request: Request, id: str) -> Answer:
    video = video_of(fake, key_of(fake, request, UPLOADER), id)
    try:
        found = parts_of(request)
    except ValueError as error:
        raise refused("file is required") from error
    made = {"id": secrets.token_hex(4), "name": found[-1].name, "language": request.query("language")}
    fake.state.files.setdefault(video.id, []).append(made)
    return Answer(made)


@ROUTES.on("DELETE", f"{BASE}/videos/<id>/files/<fid>")
def delete_file(fake: VdoCipherFake, request: Request, id: str, fid: str) -> Answer:
    video = video_of(fake, key_of(fake, request, UPLOADER), id)
    files = fake.state.files.get(video.id, [])
    fake.state.files[video.id] = [file for file in files if file["id"] != fid]
    return Answer({"message": "Done"})


@ROUTES.on("GET", f"{BASE}/meta/<id>")
def meta(fake: VdoCipherFake, request: Request, id: str) -> Answer:
    video = fake.state.videos.get(id)
    if video is None:
        raise refused("Video not found", 404)
    seen = fake.state.seen(video)
    return Answer({name: seen[name] for name in ("title", "description", "length", "posters")})


@ROUTES.on("POST", f"{BASE}/videos/folders")
def add_folder(fake: VdoCipherFake, request: Request) -> Answer:
    key = key_of(fake, request, UPLOADER)
    given = request.json()
    made = {
        "id": secrets.token_hex(16),
        "name": str(given.get("name", "")),
        "parent": str(given.get("parent", "root")),
    }
    fake.state.folders[made["id"]] = made | {"account": key.account}
    return Answer(made)


@ROUTES.on("POST", f"{BASE}/videos/folders/search")
def find_folders(fake: VdoCipherFake, request: Request) -> Answer:
    key = key_of(fake, request, VIEWER)
    name = str(request.json().get("name", ""))
    mine = [one for one in fake.state.folders.values() if one["account"] == key.account]
    return Answer({"folders": [one for one in mine if name in one["name"]]})


@ROUTES.on("GET", f"{BASE}/videos/folders/<id>")
def get_folder(fake: VdoCipherFake, request: Request, id: str) -> Answer:
    key = key_of(fake, request, VIEWER)
    mine = [one for one in fake.state.folders.values() if one["account"] == key.account]
    return Answer({"folderList": [one for one in mine if one["parent"] == id]})


@ROUTES.on("DELETE", f"{BASE}/videos/folders/<id>")
def delete_folder(fake: VdoCipherFake, request: Request, id: str) -> Answer:
    key_of(fake, request, UPLOADER)
    folder = fake.state.folders.pop(id, None)
    if folder is None:
        raise refused("Folder not found", 404)
    for video in fake.state.videos.values():
        if video.folder == id:
            video.folder = folder["parent"]
    return Answer({"message": "Done"})


@ROUTES.on("POST", f"{BASE}/account/video-usage")
def usage(fake: VdoCipherFake, request: Request) -> Answer:
    key = key_of(fake, request, VIEWER)
    mine = [video for video in fake.state.videos.values() if video.account == key.account]
    lines = ["videoId,bandwidth", *(f"{video.id},{video.size}" for video in mine)]
    return Answer("\n".join(lines).encode(), content_type="text/csv")


@ROUTES.on("GET", f"{BASE}/hooks")
def list_hooks(fake: VdoCipherFake, request: Request) -> Answer:
    key = key_of(fake, request, UPLOADER)
    mine = [hook for hook in fake.state.hooks.values() if hook.account == key.account]
    return Answer([{"uuid": hook.uuid, "value": hook.url, "event": hook.event} for hook in mine])


@ROUTES.on("POST", f"{BASE}/hooks")
def add_hook(fake: VdoCipherFake, request: Request) -> Answer:
    key = key_of(fake, request, UPLOADER)
    given = request.json()
    if given.get("type") != "http" or given.get("event") not in EVENTS or not given.get("value"):
        raise refused("hook is not valid")
    hook = Hook(secrets.token_hex(8), key.account, str(given["value"]), str(given["event"]))
    fake.state.hooks[hook.uuid] = hook
    announce(fake.state)
    return Answer({"uuid": hook.uuid})


@ROUTES.on("DELETE", f"{BASE}/hooks")
def delete_hook(fake: VdoCipherFake, request: Request) -> Answer:
    key_of(fake, request, UPLOADER)
    fake.state.hooks.pop(str(request.json().get("uuid", "")), None)
    return Answer({"message": "Done"})
