"""The teacher's courses: `listing` all, new ones and their details, `showing` how the list looks,
`modules` the parts of one.

The page on which a course is put together shows lessons with their videos and stands in the `video` app.
"""

from tenant_apps.courses.web.teacher.acts import CourseAct, ModuleAct
from tenant_apps.courses.web.teacher.listing import CourseDetails, CourseNew, TeacherCourses
from tenant_apps.courses.web.teacher.modules import ModuleEdit, ModuleNew
from tenant_apps.courses.web.teacher.showing import Figures

__all__ = [
    "CourseAct",
    "CourseDetails",
    "CourseNew",
    "Figures",
    "ModuleAct",
    "ModuleEdit",
    "ModuleNew",
    "TeacherCourses",
]
