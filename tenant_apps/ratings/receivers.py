"""What ratings do about news from below."""

from __future__ import annotations

from shared_apps.kernel.events import receive
from tenant_apps.courses.events import CourseRemoved
from tenant_apps.ratings.models import Rating
from tenant_apps.ratings.services import recount_school
from tenant_apps.ratings.tasks import recount_course
from tenant_apps.students.events import StudentLeaving
from tenants.tasks import after_commit


@receive(CourseRemoved)
def recount_school_when_course_goes(event: CourseRemoved) -> None:
    if Rating.objects.filter(course_id=event.course_id).exists():
        recount_school(without_course=event.course_id)


@receive(StudentLeaving)
def recount_courses_when_student_goes(event: StudentLeaving) -> None:
    # After the commit: these may be courses that the student left, and who removes a student holds the
    # locks of other courses already. Taken here, they could make two removals wait for each other.
    courses = Rating.objects.filter(student_id=event.student_id).values_list("course_id", flat=True)
    for course_id in courses:
        after_commit(recount_course, str(course_id))
