"""What enrolments do about news from below."""

from __future__ import annotations

from shared_apps.kernel.events import receive
from tenant_apps.courses.events import ContentChanged
from tenant_apps.enrollments.services import recount_course
from tenant_apps.enrollments.tasks import settle_course
from tenants.tasks import after_commit


@receive(ContentChanged)
def recount_when_content_changed(event: ContentChanged) -> None:
    recount_course(course_id=event.course_id)
    after_commit(settle_course, str(event.course_id))
