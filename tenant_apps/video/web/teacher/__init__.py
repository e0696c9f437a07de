"""Where a course is put together: `outline` the course on one page, `arranging` its order,
`lessons` one lesson, `preview`;
`uploads` several videos at once, `calls` what the scripts ask; `account` whose video service it is."""

from tenant_apps.video.web.teacher.account import VideoAccountPage
from tenant_apps.video.web.teacher.acts import LessonAct
from tenant_apps.video.web.teacher.arranging import OutlineOrder
from tenant_apps.video.web.teacher.calls import (
    LessonFile,
    LessonFromFile,
    LessonStream,
    LessonVideo,
    LessonVideoLink,
    UploadPlace,
)
from tenant_apps.video.web.teacher.lessons import LessonEdit, LessonNew
from tenant_apps.video.web.teacher.outline import CourseOutline
from tenant_apps.video.web.teacher.preview import CoursePreview, LessonPreview
from tenant_apps.video.web.teacher.uploads import ModuleVideos

__all__ = [
    "CourseOutline",
    "CoursePreview",
    "LessonAct",
    "LessonEdit",
    "LessonFile",
    "LessonFromFile",
    "LessonNew",
    "LessonPreview",
    "LessonStream",
    "LessonVideo",
    "LessonVideoLink",
    "ModuleVideos",
    "OutlineOrder",
    "UploadPlace",
    "VideoAccountPage",
]
