"""What enrolments do about news from below."""

from __future__ import annotations

from shared_apps.kernel.events import receive
from tenant_apps.courses.errors import CourseHasEnrollments
from tenant_apps.courses.events import ContentChanged, CourseRemovalAsked
from tenant_apps.enrollments.selectors import has_learners
from tenant_apps.enrollments.services import recount_course, uncount_student
from tenant_apps.enrollments.tasks import settle_course
from tenant_apps.students.events import StudentLeaving
from tenants.tasks import after_commit


@receive(ContentChanged)
def recount_when_content_changed(event: ContentChanged) -> None:
    recount_course(course_id=event.course_id)
    after_commit(settle_course, str(event.course_id))


@receive(CourseRemovalAsked)
def refuse_to_remove_what_is_learnt(event: CourseRemovalAsked) -> None:
    if has_learners(course_id=event.course_id, now=event.at):
        raise CourseHasEnrollments()


@receive(StudentLeaving)
def uncount_when_student_leaves(event: StudentLeaving) -> None:
    uncount_student(student_id=event.student_id)
