"""2: categories and courses; 3: modules; 4: lessons."""

from __future__ import annotations

from django.urls import URLPattern

from config.contracts.routing import route
from shared_apps.catalogue.api import edupro as catalogue
from shared_apps.categories.api import edupro as categories
from tenant_apps.courses.api import edupro as courses
from tenant_apps.enrollments.api import edupro_courses as earnings
from tenant_apps.enrollments.api import edupro_lessons as learning
from tenant_apps.video.api import edupro_lessons as lessons

ROUTES: list[list[URLPattern]] = [
    route("course/category/create/", categories.CategoryCreate),
    route("course/category/list/", categories.CategoryList),
    route("course/category/update/<uuid:category_id>/", categories.CategoryUpdate),
    route("course/create/", courses.CourseCreate),
    route("course/list/", catalogue.CourseList),
    route("course/teacher-list/<str:teacher_username>/", catalogue.TeacherCourseList),
    route("course/course-detail/<uuid:course_id>/", courses.CourseDetail),
    route("course/update/<uuid:course_id>/", courses.CourseUpdate),
    route("course/course-delete/<uuid:course_id>/", courses.CourseDelete),
    route("course/course-search-filter/", catalogue.CourseSearch),
    route("course/list-by-teacher/", earnings.OwnCourseList),
    route("course/private-deatils/<uuid:course_id>/", earnings.CoursePrivateDetails),
    route("courses/<uuid:course_id>/modules/", courses.ModuleList),
    route("courses/<uuid:course_id>/modules/create/", courses.ModuleCreate),
    route("modules/<uuid:module_id>/", courses.ModuleDetail),
    route("modules/<uuid:module_id>/update/", courses.ModuleUpdate),
    route("modules/<uuid:module_id>/delete/", courses.ModuleDelete),
    route("modules/<uuid:module_id>/lessons/", learning.ModuleLessons),
    route("modules/<uuid:module_id>/lessons/create/", lessons.LessonCreate),
    route("lessons/<uuid:lesson_id>/", learning.LessonDetail),
    route("lessons/<uuid:lesson_id>/update/", lessons.LessonUpdate),
    route("lessons/<uuid:lesson_id>/delete/", lessons.LessonDelete),
    route("lessons/<uuid:lesson_id>/status/", learning.LessonStatus),
]
