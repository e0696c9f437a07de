"""`edupro`: what concerns the video service (`service`), and the words for lessons' files (`words`)."""

from tenant_apps.video.api.edupro.service import UploadTicket, VideoState
from tenant_apps.video.api.edupro.words import LESSON_PHRASES

__all__ = ["LESSON_PHRASES", "UploadTicket", "VideoState"]
