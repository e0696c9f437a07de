"""Writes of courses, modules and lessons.

Every write locks the course first: totals, orders, version and the copy in the catalogue change
under that lock, in the same transaction. `courses` (`entry`: who may get in), `modules`,
`lessons`, `arranging` the whole outline, `copying` a course, and `keeping` what they share.
"""

from tenant_apps.courses.services.arranging import (
    arrange_course,
    arrangement_of,
    mark_of,
    move_lesson_across,
)
from tenant_apps.courses.services.copying import copy_course
from tenant_apps.courses.services.counting import count_enrollments, set_rating, uncount_enrollments
from tenant_apps.courses.services.courses import (
    CourseChanges,
    create_course,
    delete_course,
    publish_course,
    unpublish_course,
    update_course,
)
from tenant_apps.courses.services.keeping import lock_course, rebuild_copies
from tenant_apps.courses.services.lessons import (
    LessonChanges,
    create_lesson,
    delete_lesson,
    move_lesson,
    reorder_lessons,
    set_lesson_duration,
    update_lesson,
)
from tenant_apps.courses.services.modules import (
    ModuleChanges,
    create_module,
    delete_module,
    move_module,
    reorder_modules,
    update_module,
)

__all__ = [
    "CourseChanges",
    "LessonChanges",
    "ModuleChanges",
    "arrange_course",
    "arrangement_of",
    "copy_course",
    "count_enrollments",
    "create_course",
    "create_lesson",
    "create_module",
    "delete_course",
    "delete_lesson",
    "delete_module",
    "lock_course",
    "mark_of",
    "move_lesson",
    "move_lesson_across",
    "move_module",
    "publish_course",
    "rebuild_copies",
    "reorder_lessons",
    "reorder_modules",
    "set_lesson_duration",
    "set_rating",
    "uncount_enrollments",
    "unpublish_course",
    "update_course",
    "update_lesson",
    "update_module",
]
