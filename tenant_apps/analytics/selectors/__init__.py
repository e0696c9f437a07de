"""Reads of the school's numbers.

`steps` how far a new school is, `money` what came in, `people` who joined and how far they got,
`selling` courses and batches compared, `work` what waits for the staff, `course` one course's numbers,
`exports` packings of the school's data.
"""

from tenant_apps.analytics.selectors.course import (
    CourseFigures,
    ExamFigures,
    LessonFigures,
    course_figures,
    enrollments_of_course_by_day,
    list_exam_figures,
    list_lesson_figures,
)
from tenant_apps.analytics.selectors.exports import find_ready_export, list_exports
from tenant_apps.analytics.selectors.money import (
    CourseTaking,
    list_sales,
    read_takings,
    takings_by_course,
    takings_of_course,
)
from tenant_apps.analytics.selectors.people import (
    Funnel,
    StudentCounts,
    count_students,
    enrollments_by_day,
    list_latest_enrollments,
    read_funnel,
)
from tenant_apps.analytics.selectors.selling import (
    BatchProgress,
    CourseRow,
    RatingFigures,
    compare_courses,
    list_batch_progress,
    rating_figures,
)
from tenant_apps.analytics.selectors.steps import FirstSteps
from tenant_apps.analytics.selectors.work import (
    Desk,
    list_closing_exams,
    read_desk,
)

__all__ = [
    "BatchProgress",
    "CourseFigures",
    "CourseRow",
    "CourseTaking",
    "Desk",
    "ExamFigures",
    "FirstSteps",
    "Funnel",
    "LessonFigures",
    "RatingFigures",
    "StudentCounts",
    "compare_courses",
    "count_students",
    "course_figures",
    "enrollments_by_day",
    "enrollments_of_course_by_day",
    "find_ready_export",
    "list_batch_progress",
    "list_closing_exams",
    "list_exam_figures",
    "list_exports",
    "list_latest_enrollments",
    "list_lesson_figures",
    "list_sales",
    "rating_figures",
    "read_desk",
    "read_funnel",
    "read_takings",
    "takings_by_course",
    "takings_of_course",
]
