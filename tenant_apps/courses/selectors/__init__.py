"""Reads of courses, modules and lessons, without access of students: that is decided with enrolments.

`courses`, `content` (modules and lessons), `entry` what comes before a course, `searching` the shop window
narrowed, `visibility` which courses a student may look at.
"""

from tenant_apps.courses.selectors.content import (
    CourseContent,
    ModuleContent,
    count_lessons_by_module,
    get_course_content,
    get_lesson,
    get_module,
    list_lessons,
    list_modules,
)
from tenant_apps.courses.selectors.courses import (
    count_published_courses,
    find_published_course,
    get_course,
    get_published_course,
    list_courses_for_staff,
    list_published_courses,
)
from tenant_apps.courses.selectors.entry import list_prerequisites
from tenant_apps.courses.selectors.searching import (
    ORDERINGS,
    Shelf,
    list_related_courses,
    read_shelf,
    search_published_courses,
)
from tenant_apps.courses.selectors.visibility import (
    get_visible_course,
    get_visible_module,
    register_holder_check,
)

__all__ = [
    "ORDERINGS",
    "CourseContent",
    "ModuleContent",
    "Shelf",
    "count_lessons_by_module",
    "count_published_courses",
    "find_published_course",
    "get_course",
    "get_course_content",
    "get_lesson",
    "get_module",
    "get_published_course",
    "get_visible_course",
    "get_visible_module",
    "list_courses_for_staff",
    "list_lessons",
    "list_modules",
    "list_prerequisites",
    "list_published_courses",
    "list_related_courses",
    "read_shelf",
    "register_holder_check",
    "search_published_courses",
]
