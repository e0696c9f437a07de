"""Courses and modules in `edupro_v1`: 3.1, 3.3 to 3.5, 3.7, 3.9 and 7.1 to 7.5."""

from tenant_apps.courses.api.edupro_v1.courses import (
    CourseCreate,
    CourseDelete,
    CourseDetail,
    CoursePrivateDetails,
    CourseUpdate,
    OwnCourseList,
)
from tenant_apps.courses.api.edupro_v1.modules import (
    ModuleCreate,
    ModuleDelete,
    ModuleDetail,
    ModuleList,
    ModuleUpdate,
)
from tenant_apps.courses.api.edupro_v1.outputs import CourseOutput, ModuleDetailOutput, ModuleOutput

__all__ = [
    "CourseCreate",
    "CourseDelete",
    "CourseDetail",
    "CourseOutput",
    "CoursePrivateDetails",
    "CourseUpdate",
    "ModuleCreate",
    "ModuleDelete",
    "ModuleDetail",
    "ModuleDetailOutput",
    "ModuleList",
    "ModuleOutput",
    "ModuleUpdate",
    "OwnCourseList",
]
