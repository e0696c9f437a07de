"""`edupro`: courses (`courses`) and modules (`modules`) of one school, and how they look (`outputs`).

The owner's views of courses, which tell what they earned, are in `enrollments`.
"""

from tenant_apps.courses.api.edupro.courses import (
    COURSE_MISSING,
    CourseCreate,
    CourseDelete,
    CourseDetail,
    CourseUpdate,
)
from tenant_apps.courses.api.edupro.modules import (
    ModuleCreate,
    ModuleDelete,
    ModuleDetail,
    ModuleList,
    ModuleUpdate,
)
from tenant_apps.courses.api.edupro.outputs import OwnCourseOutput

__all__ = [
    "COURSE_MISSING",
    "CourseCreate",
    "CourseDelete",
    "CourseDetail",
    "CourseUpdate",
    "ModuleCreate",
    "ModuleDelete",
    "ModuleDetail",
    "ModuleList",
    "ModuleUpdate",
    "OwnCourseOutput",
]
