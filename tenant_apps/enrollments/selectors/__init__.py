"""Reads about enrolments, access and progress.

`access` who may open what, `entry` whom a course takes, `enrolling` what can be enrolled in,
`lists` enrolments and a student's courses, `progress` how far somebody is, `papers` what is examined.
"""

from tenant_apps.enrollments.selectors.access import (
    can_open_lesson,
    can_open_module,
    find_barrier,
    find_live_enrollment,
    get_lesson_for_student,
    get_module_for_student,
    get_visible_lesson,
    has_learners,
    holds_course,
    is_in_region,
)
from tenant_apps.enrollments.selectors.enrolling import (
    get_course_to_enroll,
    get_module_offered,
    get_module_to_enroll,
)
from tenant_apps.enrollments.selectors.entry import check_entry, check_seat, list_unmet_prerequisites
from tenant_apps.enrollments.selectors.lists import (
    count_enrolled_courses,
    find_enrollment,
    get_enrollment,
    list_courses_of_student,
    list_enrollments,
    list_enrollments_of_course,
    list_enrollments_of_student,
)
from tenant_apps.enrollments.selectors.notes import get_note, list_notes
from tenant_apps.enrollments.selectors.papers import Paper, list_papers, register_paper_source
from tenant_apps.enrollments.selectors.progress import (
    CourseProgress,
    LessonState,
    ModuleCount,
    ModuleState,
    count_lessons,
    course_progress,
    find_progress,
    is_lesson_completed,
    list_progress,
)

__all__ = [
    "CourseProgress",
    "LessonState",
    "ModuleCount",
    "ModuleState",
    "Paper",
    "can_open_lesson",
    "can_open_module",
    "check_entry",
    "check_seat",
    "count_enrolled_courses",
    "count_lessons",
    "course_progress",
    "find_barrier",
    "find_enrollment",
    "find_live_enrollment",
    "find_progress",
    "get_course_to_enroll",
    "get_enrollment",
    "get_lesson_for_student",
    "get_module_for_student",
    "get_module_offered",
    "get_module_to_enroll",
    "get_note",
    "get_visible_lesson",
    "has_learners",
    "holds_course",
    "is_in_region",
    "is_lesson_completed",
    "list_courses_of_student",
    "list_enrollments",
    "list_enrollments_of_course",
    "list_enrollments_of_student",
    "list_notes",
    "list_papers",
    "list_progress",
    "list_unmet_prerequisites",
    "register_paper_source",
]
