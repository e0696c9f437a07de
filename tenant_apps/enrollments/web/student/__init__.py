"""A school's portal: `front` home and courses, `redeeming` codes, `learning` my courses, `lessons` player.

`discounts` a course for less, `reading` is what they have in common, `outline` how a course is listed,
`offers` what a code opens.
"""

from tenant_apps.enrollments.web.student.discounts import CourseDiscount
from tenant_apps.enrollments.web.student.front import EnrollFree, SchoolCourse, SchoolHome
from tenant_apps.enrollments.web.student.learning import LearnCourse, MyCourses
from tenant_apps.enrollments.web.student.lessons import (
    LessonComplete,
    LessonDocument,
    LessonLink,
    LessonPlayer,
    LessonStream,
    LessonVideoState,
    LessonWatch,
)
from tenant_apps.enrollments.web.student.redeeming import Redeem, RedeemCode

__all__ = [
    "CourseDiscount",
    "EnrollFree",
    "LearnCourse",
    "LessonComplete",
    "LessonDocument",
    "LessonLink",
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
