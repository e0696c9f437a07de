"""Why a lesson's file is refused. The texts are those of the contract."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Kind, Refusal


class VideoRefused(Refusal):
    code = "video_refused"
    field = "video"
    message = _("Unsupported extensions")


class LengthUnknown(Refusal):
    code = "length_unknown"
    field = "duration"
    message = _("lesson duration must be greater than 0")


class VideoNotReady(Refusal):
    code = "video_not_ready"
    kind = Kind.CONFLICT
    message = _("The video is not ready yet.")
