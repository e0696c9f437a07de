"""4.2 of the contract: a student's courses, and a student's places as the teacher asks for them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tenants import context
from tests.contracts.edupro_v1.words import NOT_FOUND, NOT_STUDENT, NOT_TEACHER
from tests.contracts.moments import moment
from tests.factories import make_course, make_enrollment, make_module, make_student

LIST = "/api/v1/course/course-enrollment-list"
NOW = timezone.now()


class TestMyCourses:
    def test_shows_courses(self, bob, student):
        course = make_course(
            title="الجبر",
            total_enrollments=3,
            total_lessons=4,
            total_reviews=2,
            average_rating=Decimal("4.5"),
            total_duration_seconds=600,
        )
        make_enrollment(student, course)
        assert bob.get(f"{LIST}/alice").json() == {
            "count": 1,
            "next": None,
            "previous": None,
            "results": [
                {
                    "id": str(course.id),
                    "title": "الجبر",
                    "description": course.description,
                    "trailer_video": None,
                    "price": "100.00",
                    "is_published": True,
                    "is_free": False,
                    "category": {"id": None, "name": "", "icon": None},
                    "thumbnail": None,
                    "created_at": moment(course.created_at),
                    "total_enrollments": 3,
                    "total_lessons": 4,
                    "total_reviews": 2,
                    "average_rating": 4.5,
                    "total_durations": 600,
                }
            ],
        }

    def test_each_course_once_latest_first(self, bob, student):
        old, new, parts = make_course(), make_course(), make_course(state="draft")
        make_enrollment(student, old, enrolled_at=NOW - timedelta(3), ends_at=NOW - timedelta(1))
        make_enrollment(student, new, enrolled_at=NOW)
        for days in (1, 2):
            module = make_module(parts)
            make_enrollment(student, parts, module=module, enrolled_at=NOW - timedelta(days))
        make_enrollment(student, make_course(), status="pending", access_type="no_access")
        make_enrollment(student, make_course(), status="cancelled")
        make_enrollment(make_student(), make_course())

        seen = [row["id"] for row in bob.get(f"{LIST}/alice/").json()["results"]]

        assert seen == [str(new.id), str(parts.id), str(old.id)]

    def test_pages_of_five(self, bob, student):
        for _ in range(6):
            make_enrollment(student, make_course())
        first = bob.get(f"{LIST}/alice?page=&page_size=").json()
        assert (first["count"], len(first["results"])) == (6, 5)
        assert len(bob.get(first["next"]).json()["results"]) == 1
        assert len(bob.get(f"{LIST}/alice?page_size=2").json()["results"]) == 2
        assert bob.get(f"{LIST}/alice?page=7", status=404).json() == {"detail": "Invalid page."}

    def test_name_may_be_left_out(self, api, alpha, bob, student):
        make_enrollment(student, make_course())
        assert bob.get(LIST).json()["count"] == 1
        assert api().sign_in(student.user, school=alpha).get(f"{LIST}/").json()["count"] == 1
        assert api().sign_in(student.user, school=alpha).get(f"{LIST}/ALICE").json()["count"] == 1

    def test_another_teachers_name(self, api, alpha, bob, beta, student):
        for name in ("basma", "nobody", "%00"):
            assert bob.get(f"{LIST}/{name}", status=404).json() == NOT_FOUND
        api().sign_in(student.user, school=alpha).get(f"{LIST}/basma", status=401)

    @pytest.mark.parametrize("rows", [1, 3])
    def test_costs_the_same_queries_for_any_rows(self, bob, student, django_assert_num_queries, rows):
        """Session, student, count, page."""
        for _ in range(rows):
            make_enrollment(student, make_course())
        bob.get(f"{LIST}/alice")
        with django_assert_num_queries(4):
            bob.get(f"{LIST}/alice")

    def test_only_for_students(self, api, alpha, alice):
        assert alice.get(f"{LIST}/alice", status=403).json() == NOT_STUDENT
        api(school=alpha).get(f"{LIST}/alice", status=401)


class TestPlacesOfAStudent:
    def path(self, student):
        return f"/api/v1/teacher/students/{student.user_number}/enrollments/"

    def test_shows_each_place(self, alice, student):
        module = make_module()
        whole = make_enrollment(
            student, make_course(), enrolled_at=NOW, progress_percent=Decimal("33.33"), last_activity_at=NOW
        )
        over = make_enrollment(
            student,
            module.course,
            module=module,
            enrolled_at=NOW - timedelta(40),
            ends_at=NOW - timedelta(10),
        )
        common = {"is_active": True, "is_completed": False}
        assert alice.get(self.path(student)).json()["results"] == [
            common
            | {
                "id": whole.number,
                "enrollment_date": moment(NOW),
                "status": "active",
                "access_type": "full_access",
                "progress": "33.33",
                "module": None,
                "ended_date": moment(whole.ends_at),
                "last_activity": moment(NOW),
                "course": {"id": str(whole.course_id), "title": whole.course.title},
            },
            common
            | {
                "id": over.number,
                "enrollment_date": moment(over.enrolled_at),
                "status": "expired",
                "access_type": "no_access",
                "progress": "0.00",
                "module": module.title,
                "ended_date": moment(over.ends_at),
                "last_activity": None,
                "course": {"id": str(module.course_id), "title": module.course.title},
            },
        ]

    @pytest.mark.parametrize("rows", [1, 3])
    def test_costs_the_same_queries_for_any_rows(self, alice, student, django_assert_num_queries, rows):
        """Session, member, student, count, page."""
        for _ in range(rows):
            make_enrollment(student, make_course())
        alice.get(self.path(student))
        with django_assert_num_queries(5):
            alice.get(self.path(student))

    def test_refusals(self, api, alpha, alice, bob, beta, student):
        with context.enter(beta):
            foreign = make_student()
        assert alice.get(self.path(foreign), status=404).json() == NOT_FOUND
        assert bob.get(self.path(student), status=403).json() == NOT_TEACHER
        api(school=alpha).get(self.path(student), status=401)
