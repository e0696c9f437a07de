"""Students rate, the school answers and hides; averages follow."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from shared_apps.catalogue.models import CatalogueCourse
from shared_apps.kernel.errors import NotFound
from shared_apps.kernel.models import AuditEntry
from shared_apps.teachers.models import TeacherProfile
from tenant_apps.courses.models import Course
from tenant_apps.courses.services import delete_course, publish_course
from tenant_apps.enrollments.errors import NotAStudentHere
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.services import leave_course
from tenant_apps.ratings import errors, selectors, services
from tenant_apps.ratings.models import Rating
from tenant_apps.staff.models import StaffMember
from tenant_apps.students.services import remove_student
from tests.factories import make_course, make_enrollment, make_module, make_student
from tests.factories.ratings import make_rating

NOW = timezone.now()
pytestmark = pytest.mark.usefixtures("in_alpha")


@pytest.fixture
def course(in_alpha):
    return make_course(title="Algebra")


@pytest.fixture
def bob(course):
    student = make_student(username="bob")
    make_enrollment(student, course)
    return student


@pytest.fixture
def alice(in_alpha):
    return StaffMember.objects.get(role="owner")


def rater(course, **fields):
    student = make_student()
    make_enrollment(student, course, **fields)
    return student


def totals(course):
    row = Course.objects.get(pk=course.pk)
    return row.average_rating, row.total_reviews


def school_totals(school):
    return TeacherProfile.objects.values_list("rating_average", "rating_count").get(tenant_id=school.id)


class TestRating:
    def test_stars_and_comment_are_kept_and_counted(self, alpha, course, bob):
        publish_course(course_id=course.id, now=NOW)

        rating = services.rate_course(student=bob, course_id=course.id, stars=5, comment=" Clear. \r\n")

        assert Rating.objects.get() == rating
        assert (rating.stars, rating.comment, rating.student_id, rating.course_id) == (
            5,
            "Clear.",
            bob.id,
            course.id,
        )
        assert totals(course) == (Decimal("5.00"), 1)
        assert school_totals(alpha) == (Decimal("5.00"), 1)
        copy = CatalogueCourse.objects.get(pk=course.id)
        assert (copy.average_rating, copy.total_reviews) == (Decimal("5.00"), 1)

    def test_average_of_course_and_school(self, alpha, course):
        other = make_course()
        for stars in (5, 4, 4):
            services.rate_course(student=rater(course), course_id=course.id, stars=stars)
        services.rate_course(student=rater(other), course_id=other.id, stars=1)

        assert totals(course) == (Decimal("4.33"), 3)
        assert totals(other) == (Decimal("1.00"), 1)
        assert school_totals(alpha) == (Decimal("3.50"), 4)
        assert selectors.tally_of_school() == (selectors.Tally(Decimal("3.50"), 4))

    @pytest.mark.parametrize(
        "place",
        [
            {"status": Enrollment.Status.COMPLETED},
            {"status": Enrollment.Status.EXPIRED, "ends_at": NOW - timedelta(days=3)},
            {"ends_at": NOW - timedelta(seconds=1)},
        ],
    )
    def test_who_had_the_course_may_rate(self, course, place):
        services.rate_course(student=rater(course, **place), course_id=course.id, stars=3)
        assert totals(course) == (Decimal("3.00"), 1)

    def test_a_module_is_enough(self, course):
        services.rate_course(student=rater(course, module=make_module(course)), course_id=course.id, stars=3)
        assert totals(course) == (Decimal("3.00"), 1)

    @pytest.mark.parametrize("status", [Enrollment.Status.PENDING, Enrollment.Status.CANCELLED])
    def test_who_never_had_it_may_not(self, course, status):
        student = rater(course, status=status)
        with pytest.raises(errors.NotEnrolled):
            services.rate_course(student=student, course_id=course.id, stars=3)
        assert (Rating.objects.count(), totals(course)) == (0, (Decimal(0), 0))

    def test_another_course_does_not_count(self, course):
        with pytest.raises(errors.NotEnrolled):
            services.rate_course(student=rater(make_course()), course_id=course.id, stars=3)

    def test_course_out_of_the_shop_can_be_rated_by_who_has_it_only(self, bob, course):
        Course.objects.update(state=Course.State.DRAFT)
        with pytest.raises(NotFound):
            services.rate_course(student=make_student(), course_id=course.id, stars=3)
        services.rate_course(student=bob, course_id=course.id, stars=3)
        assert totals(course) == (Decimal("3.00"), 1)

    def test_unknown_course(self, bob):
        with pytest.raises(NotFound):
            services.rate_course(student=bob, course_id=uuid.uuid4(), stars=3)

    def test_once_only(self, bob, course):
        services.rate_course(student=bob, course_id=course.id, stars=5)
        with pytest.raises(errors.AlreadyRated):
            services.rate_course(student=bob, course_id=course.id, stars=1)
        assert totals(course) == (Decimal("5.00"), 1)

    def test_blocked_meanwhile(self, bob, course):
        type(bob).objects.update(is_active=False)
        with pytest.raises(NotAStudentHere):
            services.rate_course(student=bob, course_id=course.id, stars=5)
        assert Rating.objects.count() == 0

    @pytest.mark.parametrize("stars", [0, 6, -3])
    def test_stars_out_of_range(self, bob, course, stars):
        with pytest.raises(errors.StarsRefused):
            services.rate_course(student=bob, course_id=course.id, stars=stars)
        assert Rating.objects.count() == 0

    @pytest.mark.parametrize("change", [{"stars": 6}, {"stars": 0}])
    def test_database_refuses_what_the_rules_refuse(self, bob, course, change):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_rating(bob, course, **change)
        make_rating(bob, course)
        with pytest.raises(IntegrityError), transaction.atomic():
            make_rating(bob, course)


class TestThinkingAgain:
    def test_stars_change_and_the_average_follows(self, alpha, bob, course):
        rating = services.rate_course(student=bob, course_id=course.id, stars=1, comment="Dull.")
        services.change_rating(student=bob, rating=rating, stars=4, now=NOW)

        rating.refresh_from_db()
        assert (rating.stars, rating.comment, rating.changed_at) == (4, "Dull.", NOW)
        assert (totals(course), school_totals(alpha)) == ((Decimal("4.00"), 1), (Decimal("4.00"), 1))

    def test_comment_alone(self, bob, course):
        rating = services.rate_course(student=bob, course_id=course.id, stars=1, comment="Dull.")
        services.change_rating(student=bob, rating=rating, comment="", now=NOW)
        rating.refresh_from_db()
        assert (rating.stars, rating.comment) == (1, "")

    def test_refused_change_changes_nothing(self, bob, course):
        rating = services.rate_course(student=bob, course_id=course.id, stars=2)
        with pytest.raises(errors.CommentTooLong):
            services.change_rating(student=bob, rating=rating, stars=5, comment="x" * 501, now=NOW)
        rating.refresh_from_db()
        assert (rating.stars, totals(course)) == (2, (Decimal("2.00"), 1))

    def test_somebody_elses(self, bob, course):
        rating = make_rating(rater(course), course)
        with pytest.raises(errors.NotTheAuthor):
            services.change_rating(student=bob, rating=rating, stars=1, now=NOW)
        with pytest.raises(errors.NotTheAuthor):
            services.delete_rating(student=bob, rating=rating)
        rating.refresh_from_db()
        assert rating.stars == 4

    def test_taken_back_and_given_anew(self, alpha, bob, course):
        services.rate_course(student=rater(course), course_id=course.id, stars=2)
        rating = services.rate_course(student=bob, course_id=course.id, stars=4)
        services.delete_rating(student=bob, rating=rating)
        assert (totals(course), school_totals(alpha)) == ((Decimal("2.00"), 1), (Decimal("2.00"), 1))

        services.rate_course(student=bob, course_id=course.id, stars=5)
        assert totals(course) == (Decimal("3.50"), 2)

    def test_gone_meanwhile(self, bob, course):
        rating = services.rate_course(student=bob, course_id=course.id, stars=4)
        Rating.objects.all().delete()
        with pytest.raises(errors.RatingUnknown):
            services.change_rating(student=bob, rating=rating, stars=1, now=NOW)
        with pytest.raises(errors.RatingUnknown):
            services.delete_rating(student=bob, rating=rating)

    def test_last_one_gone_leaves_zero(self, alpha, bob, course):
        rating = services.rate_course(student=bob, course_id=course.id, stars=4)
        services.delete_rating(student=bob, rating=rating)
        assert (totals(course), school_totals(alpha)) == ((Decimal("0.00"), 0), (Decimal("0.00"), 0))


class TestModerating:
    def test_reply_comes_changes_and_goes(self, bob, course):
        rating = make_rating(bob, course)
        services.reply_to_rating(rating_id=rating.id, reply=" Thank you. ", now=NOW)
        rating.refresh_from_db()
        assert (rating.reply, rating.replied_at) == ("Thank you.", NOW)
        services.reply_to_rating(rating_id=rating.id, reply="  ", now=NOW)
        rating.refresh_from_db()
        assert (rating.reply, rating.replied_at) == ("", None)

    def test_hidden_ones_count_nowhere_and_come_back(self, alpha, bob, course, alice):
        services.rate_course(student=rater(course), course_id=course.id, stars=5)
        rude = services.rate_course(student=bob, course_id=course.id, stars=1, comment="!!!")

        services.hide_rating(rating_id=rude.id, reason="Insults", by=alice, now=NOW)

        assert (totals(course), school_totals(alpha)) == ((Decimal("5.00"), 1), (Decimal("5.00"), 1))
        assert [row.stars for row in selectors.list_ratings(course_id=course.id)] == [5]
        rude.refresh_from_db()
        assert (rude.hidden_at, rude.hidden_reason, rude.hidden_by) == (NOW, "Insults", alice.user_id)

        services.show_rating(rating_id=rude.id, by=alice)
        rude.refresh_from_db()
        assert (rude.hidden_at, rude.hidden_reason, rude.hidden_by) == (None, "", None)
        assert totals(course) == (Decimal("3.00"), 2)

    def test_both_leave_a_record(self, alpha, bob, course, alice):
        rude = make_rating(bob, course, stars=1, comment="!!!")
        for _twice in range(2):
            services.hide_rating(rating_id=rude.id, reason="Insults", by=alice, now=NOW)
        for _twice in range(2):
            services.show_rating(rating_id=rude.id, by=alice)

        acts = AuditEntry.objects.filter(object_id=str(rude.id)).order_by("id")
        assert [(act.action, act.actor_id, act.tenant_id, act.before, act.after) for act in acts] == [
            (
                "rating.hide",
                alice.user_id,
                alpha.id,
                {"stars": 1, "comment": "!!!"},
                {"reason": "Insults"},
            ),
            ("rating.show", alice.user_id, alpha.id, {"stars": 1, "comment": "!!!"}, None),
        ]

    def test_second_hiding_keeps_the_first_reason(self, bob, course, alice):
        rude = make_rating(bob, course)
        services.hide_rating(rating_id=rude.id, reason="Insults", by=alice, now=NOW)
        services.hide_rating(rating_id=rude.id, reason="Other", by=alice, now=NOW + timedelta(days=1))
        rude.refresh_from_db()
        assert (rude.hidden_at, rude.hidden_reason) == (NOW, "Insults")

    def test_changing_a_hidden_one_does_not_bring_it_back(self, bob, course, alice):
        rude = make_rating(bob, course, stars=1)
        services.hide_rating(rating_id=rude.id, reason="Insults", by=alice, now=NOW)
        services.change_rating(student=bob, rating=rude, stars=5, now=NOW)
        rude.refresh_from_db()
        assert (rude.stars, rude.is_hidden, totals(course)) == (5, True, (Decimal("0.00"), 0))

    def test_unknown(self, alice):
        gone = uuid.uuid4()
        with pytest.raises(errors.RatingUnknown):
            services.reply_to_rating(rating_id=gone, reply="x", now=NOW)
        with pytest.raises(errors.RatingUnknown):
            services.hide_rating(rating_id=gone, reason="x", by=alice, now=NOW)
        with pytest.raises(errors.RatingUnknown):
            services.show_rating(rating_id=gone, by=alice)


class TestNewsFromBelow:
    def test_leaving_the_course_leaves_the_rating(self, bob, course):
        services.rate_course(student=bob, course_id=course.id, stars=4)
        leave_course(student=bob, course_id=course.id)
        assert totals(course) == (Decimal("4.00"), 1)

    def test_removed_students_ratings_go_from_all_totals(
        self, alpha, bob, course, django_capture_on_commit_callbacks
    ):
        other = make_course()
        make_enrollment(bob, other)
        services.rate_course(student=bob, course_id=course.id, stars=1)
        services.rate_course(student=bob, course_id=other.id, stars=2)
        services.rate_course(student=rater(course), course_id=course.id, stars=5)
        leave_course(student=bob, course_id=other.id)

        with django_capture_on_commit_callbacks(execute=True):
            remove_student(student=bob, now=NOW)

        assert (totals(course), totals(other)) == ((Decimal("5.00"), 1), (Decimal("0.00"), 0))
        assert school_totals(alpha) == (Decimal("5.00"), 1)

    def test_deleted_courses_ratings_go_from_the_schools(self, alpha, bob, course):
        other = make_course()
        services.rate_course(student=bob, course_id=course.id, stars=1)
        services.rate_course(student=rater(other), course_id=other.id, stars=5)
        delete_course(course_id=course.id)
        assert school_totals(alpha) == (Decimal("5.00"), 1)
        assert Rating.objects.count() == 1

    def test_course_that_is_gone_needs_no_recount(self):
        services.recount_course(course_id=uuid.uuid4())


class TestReading:
    def test_spread_in_one_query(self, course, django_assert_num_queries):
        for stars in (5, 5, 3):
            make_rating(make_student(), course, stars=stars)
        make_rating(make_student(), course, stars=1, hidden_at=NOW)
        with django_assert_num_queries(1):
            found = selectors.spread_of_course(course_id=course.id)
        assert (found.tally.average, found.tally.count) == (Decimal("4.33"), 3)
        assert [bar.count for bar in found.bars] == [2, 0, 1, 0, 0]

    def test_staff_filter_by_course_stars_and_visibility(self, course):
        other = make_course()
        five = make_rating(make_student(), course, stars=5)
        one = make_rating(make_student(), course, stars=1, hidden_at=NOW)
        far = make_rating(make_student(), other, stars=5)
        listed = selectors.list_ratings_for_staff
        assert list(listed()) == [far, one, five]
        assert list(listed(course_id=course.id)) == [one, five]
        assert list(listed(stars=5)) == [far, five]
        assert list(listed(is_hidden=True)) == [one]
        assert list(listed(is_hidden=False, course_id=course.id, stars=5)) == [five]
