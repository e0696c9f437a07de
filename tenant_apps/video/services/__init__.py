"""Writes of lessons with their files, and playing.

`lessons` is the story of a lesson's form; `files` what may be uploaded; `local` keeps videos in our
own storage. `vdocipher` speaks with the video service; `accounts` says with whose keys, `reservations`
what was asked for there, `external` how far a lesson's video at the service is, `sharing` films that
several lessons show.
"""

from tenant_apps.video.services.accounts import (
    account_in_use,
    find_account,
    forget_account,
    hook_secret,
    is_hook_secret,
    provider_in_use,
    set_account,
)
from tenant_apps.video.services.external import (
    attach_external,
    latest_word,
    refresh_by_id,
    refresh_status,
    refresh_waiting,
)
from tenant_apps.video.services.lessons import (
    LessonInput,
    attach_video,
    create_lesson,
    remove_video,
    update_lesson,
)
from tenant_apps.video.services.packing import pack_video, playlist
from tenant_apps.video.services.playing import Guest, Playback, Viewer, document_link, playback_link
from tenant_apps.video.services.reservations import (
    delete_on_platform_account,
    delete_released,
    names_on_platform_account,
    reserve_upload,
    sweep_reservations,
)
from tenant_apps.video.services.sharing import copy_films, let_go

__all__ = [
    "Guest",
    "LessonInput",
    "Playback",
    "Viewer",
    "account_in_use",
    "attach_external",
    "attach_video",
    "copy_films",
    "create_lesson",
    "delete_on_platform_account",
    "delete_released",
    "document_link",
    "find_account",
    "forget_account",
    "hook_secret",
    "is_hook_secret",
    "latest_word",
    "let_go",
    "names_on_platform_account",
    "pack_video",
    "playback_link",
    "playlist",
    "provider_in_use",
    "refresh_by_id",
    "refresh_status",
    "refresh_waiting",
    "remove_video",
    "reserve_upload",
    "set_account",
    "sweep_reservations",
    "update_lesson",
]
