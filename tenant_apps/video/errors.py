"""Why a lesson's file or video is refused. Many texts are those of the contracts."""

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


class VideoProcessingFailed(Refusal):
    """The file was good and could not be kept: a full disk, a storage that does not answer."""

    code = "video_processing_failed"
    kind = Kind.UNAVAILABLE
    message = _("An error occurred while processing the video. Please try again.")


class VideoIdInvalid(Refusal):
    code = "video_id_invalid"
    field = "video_id"
    message = _("Invalid video ID format.")


class VideoIdUnknown(Refusal):
    """The school never asked for this video, or the service does not have it any more."""

    code = "video_id_unknown"
    field = "video_id"
    message = _("There is no such video. Upload it first.")


class VideoIdTaken(Refusal):
    code = "video_id_taken"
    field = "video_id"
    message = _("This video belongs to another lesson.")


class VideoStillProcessing(Refusal):
    """Nothing was uploaded yet."""

    code = "video_still_processing"
    field = "video_id"
    message = _("Video is still being processed. Please wait.")


class ExternalVideoFailed(Refusal):
    """The video service never finished with the video."""

    code = "external_video_failed"
    field = "video_processing_status"
    message = _("Video processing failed. Please try again.")


class DirectUploadMissing(Refusal):
    code = "direct_upload_missing"
    kind = Kind.UNAVAILABLE
    message = _("Direct upload is not set up for this school.")


class VideoServiceUnavailable(Refusal):
    """Away, slow, broken, or asked too often: a later try may help."""

    code = "video_service_unavailable"
    kind = Kind.UNAVAILABLE
    message = _("The video service does not answer. Please try again later.")


class VideoServiceRefused(Refusal):
    """The service understood and would not: a wrong key, an account at its end. Never in its own words."""

    code = "video_service_refused"
    message = _("The video service refused the request. Check the keys and the plan of its account.")


class TitleMissing(Refusal):
    code = "title_missing"
    field = "title"
    message = _("Title is required.")
