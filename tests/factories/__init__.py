"""Rows for tests: plain, explicit, in the active school. Open a factory only to extend it."""

from tests.factories.assessments import make_assessment, make_question, right_option, wrong_option
from tests.factories.codes import make_batch, make_code
from tests.factories.courses import make_course, make_lesson, make_module
from tests.factories.discounts import make_discount
from tests.factories.enrollments import make_enrollment, make_note, make_progress
from tests.factories.people import PASSWORD, make_admin, make_staff, make_student, make_user, owner_of
from tests.factories.ratings import make_rating

__all__ = [
    "PASSWORD",
    "make_admin",
    "make_assessment",
    "make_batch",
    "make_code",
    "make_course",
    "make_discount",
    "make_enrollment",
    "make_lesson",
    "make_module",
    "make_note",
    "make_progress",
    "make_question",
    "make_rating",
    "make_staff",
    "make_student",
    "make_user",
    "owner_of",
    "right_option",
    "wrong_option",
]
