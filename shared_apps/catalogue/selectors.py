"""Reads of the published courses of all schools, and of the directory of schools."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from shared_apps.catalogue.models import CatalogueCourse
from shared_apps.categories.selectors import categories_named
from shared_apps.kernel.errors import NotFound
from shared_apps.kernel.folding import search_words
from shared_apps.kernel.searching import word_in
from shared_apps.teachers.models import TeacherProfile

ORDERINGS = {
    "created_at": ("created_at", "course_id"),
    "-created_at": ("-created_at", "course_id"),
    "price": ("price", "-created_at", "course_id"),
    "-price": ("-price", "-created_at", "course_id"),
    "total_enrollments": ("total_enrollments", "-created_at", "course_id"),
    "-total_enrollments": ("-total_enrollments", "-created_at", "course_id"),
}
"""What lists may be ordered by; each ends in a unique column so that pages never overlap."""
NEWEST = ORDERINGS["-created_at"]
SCHOOL_ORDERINGS = {
    "": ("-courses_count", "full_name", "tenant_id"),
    "rated": ("-rating_average", "-rating_count", "full_name", "tenant_id"),
    "newest": ("-tenant__activated_at", "tenant_id"),
}
"""The same for the directory."""
_SEARCHED = ("full_name", "specialization", "tagline", "institution", "city", "tenant__username")


def list_courses(*, school_id: uuid.UUID | None = None) -> QuerySet[CatalogueCourse]:
    """Published courses of the schools that are open, newest first; of one school with `school_id`."""
    courses = CatalogueCourse.objects.filter(tenant__state="active").select_related("category")
    if school_id is not None:
        courses = courses.filter(tenant_id=school_id)
    return courses.order_by(*NEWEST)


def latest_change(courses: Iterable[CatalogueCourse]) -> datetime | None:
    """When these courses or the categories that they are shown with changed last; None for no course."""
    shown = [row for course in courses for row in (course, course.category) if row is not None]
    return max((row.updated_at for row in shown), default=None)


def with_teachers(courses: QuerySet[CatalogueCourse]) -> QuerySet[CatalogueCourse]:
    """The same, each with its teacher's profile and identity (`course.tenant.teacher.user`).

    Of these and of the category only the names and moments are read: arrays can be long.
    """
    return courses.select_related("category", "tenant__teacher__user").only(
        *(field.attname for field in CatalogueCourse._meta.concrete_fields),
        *("category__name", "category__updated_at", "tenant__teacher__updated_at"),
        *(f"tenant__teacher__user__{name}" for name in ("first_name", "last_name", "updated_at")),
    )


def search_courses(
    *,
    text: str = "",
    with_subjects: bool = False,
    category_name: str = "",
    category_number: int | None = None,
    category_id: uuid.UUID | None = None,
    teacher_name: str = "",
    teacher_username: str = "",
    min_price: Decimal | None = None,
    max_price: Decimal | None = None,
    ordering: str = "",
    school_id: uuid.UUID | None = None,
) -> QuerySet[CatalogueCourse]:
    """Published courses narrowed by what is given; every word of `text` must occur in title or description,
    `with_subjects` also in its category's name in any language, whichever way its letters are written.

    Names are compared whole, without regard to case; prices from and up to these. An unknown `ordering`
    means newest first.
    """
    fields = ["title", "description"]
    courses = list_courses(school_id=school_id)
    words = search_words(text)
    subjects = categories_named(words=words) if with_subjects else {}
    for word in words:
        courses = courses.filter(word_in(word, fields) | Q(category__in=subjects.get(word, [])))
    if category_name:
        courses = courses.filter(Q(category__name__iexact=category_name) | Q(category__name_ar=category_name))
    if category_number is not None:
        courses = courses.filter(category__number=category_number)
    exactly = {
        "category_id": category_id,
        "teacher_name__iexact": teacher_name or None,
        "teacher_username__iexact": teacher_username or None,
        "price__gte": min_price,
        "price__lte": max_price,
    }
    courses = courses.filter(**{name: value for name, value in exactly.items() if value is not None})
    return courses.order_by(*ORDERINGS.get(ordering, NEWEST))


def find_course(*, course_id: uuid.UUID, school_id: uuid.UUID | None = None) -> CatalogueCourse | None:
    """A published course of a school that is open; only of this school with `school_id`."""
    return list_courses(school_id=school_id).filter(pk=course_id).first()


def get_course(*, course_id: uuid.UUID, school_id: uuid.UUID | None = None) -> CatalogueCourse:
    """As `find_course`. Raises `NotFound`."""
    course = find_course(course_id=course_id, school_id=school_id)
    if course is None:
        raise NotFound()
    return course


def locate_course(course_id: uuid.UUID) -> uuid.UUID | None:
    """Which school offers this published course in public: its UUID."""
    return CatalogueCourse.objects.filter(pk=course_id).values_list("tenant_id", flat=True).first()


def versions_of_school(*, school_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """Each listed course of the school with the version of its copy."""
    rows = CatalogueCourse.objects.filter(tenant_id=school_id)
    return dict(rows.values_list("course_id", "source_version"))


def list_schools() -> QuerySet[TeacherProfile]:
    """Faces of the open schools that offer a course and want to be found here."""
    offers = CatalogueCourse.objects.filter(tenant_id=OuterRef("tenant_id"))
    listed = TeacherProfile.objects.filter(Exists(offers), is_listed=True, tenant__state="active")
    return listed.select_related("tenant").order_by(*SCHOOL_ORDERINGS[""])


def search_schools(
    *, text: str = "", category_number: int | None = None, country: str = "", ordering: str = ""
) -> QuerySet[TeacherProfile]:
    """The directory narrowed by what is given.

    Every word of `text` must occur in the school's name, subject, line, institution, city or address, or in
    the name of a category in which it offers a course, whichever way its letters are written. With
    `category_number` the school offers a course there. An unknown `ordering` means most courses first.
    """
    schools = list_schools()
    for word, subjects in categories_named(words=search_words(text)).items():
        schools = schools.filter(word_in(word, _SEARCHED) | _teaches(subjects))
    if category_number is not None:
        inside = CatalogueCourse.objects.filter(
            tenant_id=OuterRef("tenant_id"), category__number=category_number
        )
        schools = schools.filter(Exists(inside))
    if country:
        schools = schools.filter(tenant__country=country)
    return schools.order_by(*SCHOOL_ORDERINGS.get(ordering, SCHOOL_ORDERINGS[""]))


def _teaches(subjects: list[uuid.UUID]) -> Q:
    """Schools that offer a course in one of these categories."""
    offered = CatalogueCourse.objects.filter(tenant_id=OuterRef("tenant_id"), category__in=subjects)
    return Q(Exists(offered))


def list_countries() -> list[str]:
    """Codes of the countries that have a school in the directory."""
    return list(
        list_schools().order_by("tenant__country").values_list("tenant__country", flat=True).distinct()
    )


def subjects_of(*, school_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """The categories in which each of these schools offers a course, most courses first. One query."""
    rows = CatalogueCourse.objects.filter(tenant_id__in=list(school_ids), category__isnull=False)
    counted = rows.values("tenant_id", "category_id").annotate(courses=Count("course_id"))
    found: dict[uuid.UUID, list[uuid.UUID]] = {}
    for row in counted.order_by("-courses", "category_id"):
        found.setdefault(row["tenant_id"], []).append(row["category_id"])
    return found
