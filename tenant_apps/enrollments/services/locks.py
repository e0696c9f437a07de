"""The locks under which a student's enrolments and progress change.

Everything that writes them takes the student's row first, then the code, then the course, then the
enrolment rows in the order of their ids. One order for all means that no two of them, and no teacher
who changes the course meanwhile, can wait for each other.
"""

from __future__ import annotations

import uuid

from tenant_apps.enrollments.errors import NotAStudentHere
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.students.models import Student


def lock_student(*, student_id: uuid.UUID, must_be_active: bool = True) -> Student:
    """The student's row, locked until the transaction ends. Raises `NotAStudentHere`."""
    # `no_key`: other rows may go on referring to the student meanwhile.
    student = Student.objects.select_for_update(no_key=True).filter(pk=student_id).first()
    if student is None or (must_be_active and not student.is_active):
        raise NotAStudentHere()
    return student


def lock_places(*, student: Student, course_id: uuid.UUID) -> list[Enrollment]:
    """The locked student's enrolments in the course, locked too. Take the course's lock before, if at all."""
    places = Enrollment.objects.select_for_update(no_key=True).filter(student=student, course_id=course_id)
    return list(places.order_by("id"))
