"""Two months of a school's trade, so that charts have something to show; straight into the tables."""

from __future__ import annotations

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any

LABELS = {"ar": "مكتبة النور", "en": "Corner bookshop"}
NAMES = {"ar": ("طالب عينة", "تجريبي"), "en": ("Sample Reader", "Student")}
DAYS, BATCH = 60, 50


def trade(language: str, courses: list[Any], now: Any) -> None:
    """Sales of whole courses, of modules and at a discount, each with its student and place."""
    chance = random.Random(7)
    module = courses[0].modules.order_by("order")[0]
    kinds = ("course", "course", "discount", "module")
    sales = [
        (now - timedelta(days=day, minutes=chance.randrange(60, 600)), chance.choice(kinds))
        for day in range(DAYS)
        # More on some days than on others, and growing.
        for _sale in range(max(0, round(chance.gauss(1.6 - day / 60, 1.1))))
    ]
    batch = _batch(language, courses[0].price, now)
    for place, (then, kind) in enumerate(sales):
        course = courses[place % 3 == 0 and len(courses) > 1]
        student = _student(language, place, then)
        _sell(student, course, module if kind == "module" else None, kind, batch, place, then)
        _learn(student, course, chance.random(), then)
    for course in courses:
        course.total_enrollments = course.enrollments.values("student").distinct().count()
        course.save(update_fields=["total_enrollments"])


def _batch(language: str, price: Decimal, now: Any) -> Any:
    from tests.factories import make_batch

    until = now + timedelta(days=40)
    return make_batch(price=price, size=BATCH, label=LABELS[language], expires_at=until)


def _student(language: str, place: int, then: Any) -> Any:
    from tests.factories import make_student, make_user

    first, last = f"{NAMES[language][0]} {place + 1}", NAMES[language][1]
    # Nobody signs in as one of these, and hashing a password takes its time.
    user = make_user(username=f"trade-{language}-{place}", password=None, first_name=first, last_name=last)
    return make_student(user, full_name=f"{first} {last}", joined_at=then, last_activity_at=then)


def _sell(student: Any, course: Any, module: Any, kind: str, batch: Any, place: int, then: Any) -> None:
    from tenant_apps.coupons.models import CodeUse, DiscountUse
    from tests.factories import make_code, make_enrollment

    price = module.price if module else course.price
    off = price / 5 if kind == "discount" else Decimal(0)
    who = {"student_id": student.id, "student_name": student.full_name, "course_id": course.id}
    about = {"course_title": course.title, "used_at": then, **who}
    if off:
        DiscountUse.objects.create(
            coupon_id=student.id,
            coupon_code="WELCOME-20",
            percent=20,
            student_user_id=student.user_id,
            student_username=student.username,
            price=price,
            discount=off,
            **about,
        )
    kept = {"batch": batch} if place < BATCH - 4 else {}
    code = make_code(price=price - off, used_count=1, **kept)
    CodeUse.objects.create(
        access_code=code,
        student_number=student.user_number,
        module_id=module.id if module else None,
        module_title=module.title if module else "",
        price=price - off,
        **about,
    )
    make_enrollment(student, course, module=module, enrolled_at=then, paid=price - off)


def _learn(student: Any, course: Any, far: float, then: Any) -> None:
    """Lessons one after the other, as far as this student came."""
    from tenant_apps.courses.models import Lesson
    from tenant_apps.enrollments.models import Enrollment
    from tests.factories import make_progress

    lessons = list(Lesson.objects.filter(course=course).order_by("module__order", "order"))
    done = round(far * len(lessons))
    for lesson in lessons[:done]:
        make_progress(student, lesson, is_completed=True, completed_at=then)
    if done < len(lessons) and far > 0.3:
        make_progress(student, lessons[done], opened_at=then)
    ended = {"completed_at": then + timedelta(days=3)} if done == len(lessons) else {}
    Enrollment.objects.filter(student=student, course=course).update(
        progress_percent=Decimal(100 * done // max(1, len(lessons))), completed_lessons=done, **ended
    )
