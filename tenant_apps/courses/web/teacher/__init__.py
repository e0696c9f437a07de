"""The teacher's courses: `listing` the list, new ones and their details, `modules` the parts of one.

The page on which a course is put together shows lessons with their videos and stands in the `video` app.
"""

from tenant_apps.courses.web.teacher.acts import CourseAct, ModuleAct
from tenant_apps.courses.web.teacher.listing import CourseDetails, CourseNew, Figures, TeacherCourses
from tenant_apps.courses.web.teacher.modules import ModuleEdit, ModuleNew

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
