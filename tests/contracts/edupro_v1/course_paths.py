"""Where courses are read and written, and one to read."""

from datetime import UTC, datetime

from tenant_apps.courses import services

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CREATE = "/api/v1/course/create/"
OWN = "/api/v1/course/list-by-teacher/"


def detail(course_id):
    return f"/api/v1/course/course-detail/{course_id}"


def update(course_id):
    return f"/api/v1/course/update/{course_id}"


def delete(course_id):
    return f"/api/v1/course/course-delete/{course_id}"


def published(**changes):
    return services.create_course(changes={"title": "Algebra", "is_published": True, **changes}, now=NOW)


def private(course_id):
    return f"/api/v1/course/private-deatils/{course_id}"
