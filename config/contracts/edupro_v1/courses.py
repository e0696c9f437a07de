"""3: courses; 7: modules; 8: lessons."""

from __future__ import annotations

from django.urls import URLPattern

from config.contracts.routing import route
from shared_apps.catalogue.api import edupro_v1 as catalogue
from tenant_apps.courses.api import edupro_v1 as courses
from tenant_apps.enrollments.api import edupro_v1 as enrollments
from tenant_apps.video.api import edupro_v1 as video

ROUTES: list[list[URLPattern]] = [
    # 3 courses
    route("course/create/", courses.CourseCreate),
    route("course/list/", catalogue.CourseList),
    route("course/course-detail/<uuid:course_id>", courses.CourseDetail),
    route("course/update/<uuid:course_id>", courses.CourseUpdate),
    route("course/course-delete/<uuid:course_id>", courses.CourseDelete),
    route("course/course-search-filter/", catalogue.CourseSearch),
    route("course/list-by-teacher/", courses.OwnCourseList),
    route("course/teacher-list/<str:teacher_username>", catalogue.TeacherCourseList),
    route("course/private-deatils/<uuid:course_id>", courses.CoursePrivateDetails),
    # 7 modules
    route("courses/<uuid:course_id>/modules/", courses.ModuleList),
    route("courses/<uuid:course_id>/modules/create/", courses.ModuleCreate),
    route("modules/<uuid:module_id>/", courses.ModuleDetail),
    route("modules/<uuid:module_id>/update/", courses.ModuleUpdate),
    route("modules/<uuid:module_id>/delete/", courses.ModuleDelete),
    # 8 lessons: reads and progress
    route("modules/<uuid:module_id>/lessons/", enrollments.ModuleLessons),
    route("lessons/<uuid:id>/", enrollments.LessonDetail),
    route("lessons/<uuid:id>/status/", enrollments.LessonStatus),
    # 8 lessons: writes
    route("modules/<uuid:module_id>/lessons/create/", video.LessonCreate),
    route("lessons/<uuid:id>/update/", video.LessonUpdate),
    route("lessons/<uuid:id>/delete/", video.LessonDelete),
]
