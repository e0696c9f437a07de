"""A school's portal: `home`, `course` and its free `preview`, `entering` what is free, `redeeming` codes,
`learning` my courses, `player` a lesson with its `notes`, `lessons` what its player asks,
`discounts` a course for less.

`reading` is what they have in common, `outline` how a course is listed, `choosing` how courses are narrowed,
`offers` what a code opens, `extras` what apps above add.
"""

from tenant_apps.enrollments.web.student.course import SchoolCourse
from tenant_apps.enrollments.web.student.discounts import CourseDiscount
from tenant_apps.enrollments.web.student.entering import EnrollFree
from tenant_apps.enrollments.web.student.home import SchoolHome
from tenant_apps.enrollments.web.student.learning import LearnCourse, MyCourses
from tenant_apps.enrollments.web.student.lessons import (
    LessonComplete,
    LessonDocument,
    LessonLink,
    LessonStream,
    LessonVideoState,
    LessonWatch,
)
from tenant_apps.enrollments.web.student.notes import LessonNoteAct, LessonNotes
from tenant_apps.enrollments.web.student.player import LessonPlayer
from tenant_apps.enrollments.web.student.preview import CoursePreview, CoursePreviewLink
from tenant_apps.enrollments.web.student.redeeming import Redeem, RedeemCode

__all__ = [
    "CourseDiscount",
    "CoursePreview",
    "CoursePreviewLink",
    "EnrollFree",
    "LearnCourse",
    "LessonComplete",
    "LessonDocument",
    "LessonLink",
    "LessonNoteAct",
    "LessonNotes",
    "LessonPlayer",
    "LessonStream",
    "LessonVideoState",
    "LessonWatch",
    "MyCourses",
    "Redeem",
    "RedeemCode",
    "SchoolCourse",
    "SchoolHome",
]
