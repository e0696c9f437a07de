"""Where a course is put together: `outline` the course on one page, `lessons` one lesson, `preview`."""

from tenant_apps.video.web.teacher.acts import LessonAct
from tenant_apps.video.web.teacher.lessons import LessonEdit, LessonNew
from tenant_apps.video.web.teacher.outline import CourseOutline
from tenant_apps.video.web.teacher.preview import CoursePreview, LessonPreview

__all__ = ["CourseOutline", "CoursePreview", "LessonAct", "LessonEdit", "LessonNew", "LessonPreview"]
