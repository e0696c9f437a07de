"""What there is to see, written into the running product's database by a process of its own.

python -m tests.gallery.rows  →  one line of JSON: by language a school, its rows and everybody's cookies
"""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

SCHOOLS = {"ar": "nour", "en": "oakfield"}
COMMENTS = {
    "ar": ("شرح واضح جداً، شكراً", "الأمثلة كثيرة ومفيدة", "أتمنى تمارين أكثر"),
    "en": ("Clear from the first lesson.", "Many useful examples.", "I would like more exercises."),
}
TITLES = {
    "ar": ("امتحان الوحدة الأولى", "واجب قصير", "اختبار المعادلات", "تدريب سريع"),
    "en": ("Exam of the first unit", "Short assignment", "Quiz on equations", "Quick practice"),
}
KINDS = ("exam", "assignment", "quiz", "quiz")
QUESTIONS = {
    "ar": ("ما ناتج ٣ + ٤؟", "المربع متوازي أضلاع.", "اشرح خطوات الحل بكلماتك.", "عاصمة مصر هي ____"),
    "en": (
        "What is 3 + 4?",
        "A square is a parallelogram.",
        "Explain it.",
        "Egypt's capital is ____",
    ),
}
CAPITAL = {"ar": "القاهرة", "en": "Cairo"}
OPTIONS = [("7", True), ("8", False), ("12", False)]
SAVED_COMMENTS = {
    "ar": ("إجابة واضحة، أحسنت.", "اكتب سبب كل خطوة."),
    "en": ("Clear and complete, well done.", "Give a reason for each step."),
}
ANSWER = {"ar": "نقسم الطرفين على اثنين ثم نجمع.", "en": "Halve both sides, then add."}


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from config.demo.fill import fill_categories, fill_schools
    from tests.gallery.platform_rows import furnish_platform

    settings.ACCESS_LIFETIME = timedelta(hours=8)  # a whole walk without signing in again
    now = timezone.now()
    fill_categories()
    fill_schools(now=now, step=lambda name: None)
    people = _operators(now)
    people["schools"] = furnish_platform(people["user"], now)
    print(json.dumps({language: _school(language, people, now) for language in SCHOOLS}, default=str))


def _operators(now: Any) -> dict[str, Any]:
    """Cookies of an operator, of one before the code and of one who has no app yet."""
    from django.core.management import call_command

    from config.demo.content import PASSWORD
    from shared_apps.accounts.models import User
    from shared_apps.accounts.services import start_session
    from shared_apps.accounts.services.operators import pass_first_step
    from tests.operations.app import set_up

    words = {}
    for name in ("half", "fresh"):
        call_command(
            "create_platform_admin", name, f"{name}@platform.example", password=PASSWORD, verbosity=0
        )
        words[name] = {
            "operator_step": pass_first_step(
                login=name, password=PASSWORD, address="", now=now + timedelta(hours=2)
            )
        }
    User.objects.filter(username="half").update(first_name="Sample", last_name="Operator")
    user = User.objects.get(username="half")
    set_up(user, now)
    tokens = start_session(user=user, tenant_id=None, kind="operator", now=now, second_factor_at=now)
    return {"operator": _cookies(tokens), **words, "user": user}


def _cookies(tokens: Any) -> dict[str, str]:
    from django.conf import settings

    return {settings.ACCESS_COOKIE: tokens.access, settings.REFRESH_COOKIE: tokens.refresh}


def _school(language: str, people: dict[str, Any], now: Any) -> dict[str, Any]:
    from shared_apps.accounts.models import Membership
    from shared_apps.accounts.services import start_session
    from shared_apps.accounts.services.hand_over import issue_hand_over
    from shared_apps.operations.services.visits import ask_visit
    from tenant_apps.students.models import Student
    from tenants import context
    from tenants.context import ActiveTenant
    from tenants.models import Tenant
    from tests.gallery.new_school import open_new
    from tests.gallery.platform_rows import visit
    from tests.gallery.portal_rows import PHONE, at_a_computer, come_in

    tenant = Tenant.objects.get(username=SCHOOLS[language])
    owner = Membership.objects.select_related("user").get(tenant=tenant, role="owner").user
    later = now + timedelta(hours=2)
    words = {
        "hand_over": issue_hand_over(user_id=owner.id, tenant_id=tenant.id, now=later),
        "visit": ask_visit(tenant_id=tenant.id, reason="Ticket 7", by=people["user"], now=later),
    }
    with context.enter(ActiveTenant.of(tenant)):
        student = Student.objects.order_by("joined_at", "id")[2]
        ids = {"student": student.id, "tenant": tenant.id, **words, **_rows(language, student)}
        user = type(owner).objects.get(pk=student.user_id)
        beginner = come_in(language)
    ids |= people["schools"]
    sessions = {"student": user, "beginner": beginner, "teacher": owner}
    kinds = {"student": "student", "beginner": "student", "teacher": "staff"}
    cookies = {
        who: _cookies(
            start_session(user=user, tenant_id=tenant.id, kind=kinds[who], now=now, user_agent=PHONE)
        )
        for who, user in sessions.items()
    }
    at_a_computer(user, tenant, now)
    cookies |= {who: people[who] for who in ("operator", "half", "fresh")}
    cookies["visiting"] = _cookies(visit(tenant, people["user"], now))
    new, tokens = open_new(language, now)
    cookies["newcomer"] = _cookies(tokens)
    return {"school": tenant.username, "new_school": new, "ids": ids, "cookies": cookies}


def _rows(language: str, student: Any) -> dict[str, Any]:
    from shared_apps.categories.models import Category
    from tenant_apps.coupons.models import AccessCode, DiscountCoupon
    from tenant_apps.courses.models import Course
    from tenant_apps.enrollments.models import Enrollment
    from tenant_apps.ratings.services import rate_course
    from tests.gallery.exam_rows import more_exams
    from tests.gallery.new_school import blank_course
    from tests.gallery.portal_rows import used_up
    from tests.gallery.shop_rows import furnish_shop
    from tests.gallery.team_rows import run_together

    course, other = (Course.objects.order_by("created_at", "id")[place] for place in (0, 1))
    readers = Enrollment.objects.filter(course=course).select_related("student").order_by("id")
    for stars, comment, place in zip((5, 4, 3), COMMENTS[language], readers, strict=False):
        rate_course(student=place.student, course_id=course.id, stars=stars, comment=comment)
    furnish_shop(language=language, course=course, other=other)
    module = course.modules.order_by("order")[0]
    lived = _lived_code(language, course)
    from tests.gallery.learning import work

    work(language, course, other, student)
    rows = {
        "course": course.id,
        "other_course": other.id,
        "module": module.id,
        "lesson": module.lessons.order_by("order")[0].id,
        "batch": lived.batch_id,
        "code": AccessCode.objects.filter(used_count=0, price=course.price).order_by("id")[0].code,
        "code_id": lived.id,
        "discount": DiscountCoupon.objects.get().id,
        "category": Category.objects.order_by("position")[0].id,
        **_papers(language, course, student),
        **more_exams(language, course),
        "blank_course": blank_course(course),
    }
    rows |= run_together(language, other, student)
    rows |= used_up(course, other, student)
    _trade(language, [course, other])
    return rows


def _trade(language: str, courses: list[Any]) -> None:
    """Last, because other rows are found by their place."""
    from django.db import transaction
    from django.utils import timezone

    from tenant_apps.analytics.services import ask_export, pack_export
    from tenant_apps.staff.models import StaffMember
    from tests.gallery.trade import trade

    now = timezone.now()
    with transaction.atomic():
        trade(language, courses, now)
    export = ask_export(by=StaffMember.objects.get(role="owner"), now=now)
    pack_export(export_id=export.id, now=now)


def _lived_code(language: str, course: Any) -> Any:
    """A code with something to tell: its batch was printed, some of it is void, it was replaced."""
    from django.utils import timezone

    from tenant_apps.coupons.models import AccessCode
    from tenant_apps.coupons.rules import Serials
    from tenant_apps.coupons.services import note_paper, replace_code, void_batch
    from tenant_apps.staff.models import StaffMember

    owner, now = StaffMember.objects.get(role="owner"), timezone.now()
    code = AccessCode.objects.filter(used_count=0, price=course.price).order_by("-serial")[0]
    note_paper(batch_id=code.batch_id, kind="printed", count=code.batch.size, by=owner, now=now)
    lost = Serials(code.serial - 3, code.serial - 2)
    gone, worn = {"ar": ("ضاعت", "مخدوش"), "en": ("Lost", "Scratched")}[language]
    void_batch(batch_id=code.batch_id, serials=lost, reason=gone, by=owner, now=now)
    return replace_code(code_id=code.id, reason=worn, by=owner, now=now)


def _papers(language: str, course: Any, student: Any) -> dict[str, Any]:
    """An exam that is being written, one that waits for a grade, one that is graded, one untouched."""
    from django.utils import timezone

    from tenant_apps.assessments.models import Answer
    from tenant_apps.assessments.services import start_attempt, submit_attempt
    from tenant_apps.assessments.services.comments import save_comment

    papers = zip(TITLES[language], KINDS, strict=True)
    exam, waiting, graded, untouched = (_paper(language, course, title, kind) for title, kind in papers)
    essay = exam.questions.get(kind="essay")

    def begin(paper: Any) -> Any:
        return start_attempt(student=student, assessment_id=paper.id, device=None, now=timezone.now())

    def hand_in(attempt: Any, words: list[Any]) -> None:
        now = timezone.now()
        submit_attempt(student=student, attempt_id=attempt.id, answers=words, device=None, now=now)

    open_attempt, first, second = begin(exam), begin(waiting), begin(graded)
    essay_of_first = waiting.questions.get(kind="essay")
    hand_in(first, [{"question": str(essay_of_first.id), "text": ANSWER[language]}])
    hand_in(second, _half_known(graded))
    _class_sits(graded, course)
    for text in SAVED_COMMENTS[language]:
        save_comment(text=text)
    return {
        "exam": exam.id,
        "bank": _bank(language, exam),
        "done_exam": graded.id,
        "untouched": untouched.id,
        "question": exam.questions.exclude(pk=essay.pk).order_by("order")[0].id,
        "attempt": open_attempt.id,
        "graded": second.id,
        "answer": Answer.objects.get(attempt=first, question_id=essay_of_first.id).id,
    }


def _half_known(paper: Any) -> list[Any]:
    """One right, one wrong, one right; the essay stays empty, so that nothing waits."""
    choice, truth, blank = (
        paper.questions.get(kind=kind) for kind in ("multiple_choice", "true_false", "fill_blank")
    )
    return [
        {"question": choice.id, "options": [choice.options.get(is_correct=True).id]},
        {"question": truth.id, "bool": False},
        {"question": blank.id, "text": blank.accepted_answers[0]},
    ]


def _class_sits(paper: Any, course: Any) -> None:
    """Others take it too, and know more or less."""
    from contextlib import suppress

    from django.utils import timezone

    from shared_apps.kernel.errors import Refusal
    from tenant_apps.assessments.services import start_attempt, submit_attempt
    from tenant_apps.enrollments.models import Enrollment

    choice, truth, blank = (
        paper.questions.get(kind=kind) for kind in ("multiple_choice", "true_false", "fill_blank")
    )
    options = list(choice.options.order_by("order").values_list("id", flat=True))
    now = timezone.now()
    for place, seat in enumerate(Enrollment.objects.filter(course=course).select_related("student")[:12]):
        answers = [
            {"question": choice.id, "options": [options[0 if place % 3 else 1]]},
            {"question": truth.id, "bool": place % 5 != 0},
            {"question": blank.id, "text": blank.accepted_answers[0] if place % 4 == 1 else "Giza"},
        ]
        with suppress(Refusal):
            attempt = start_attempt(student=seat.student, assessment_id=paper.id, device=None, now=now)
            submit_attempt(student=seat.student, attempt_id=attempt.id, answers=answers, device=None, now=now)


def _bank(language: str, exam: Any) -> Any:
    """The bank with what the template shows and more; two of them are in the exam, and it draws some."""
    from dataclasses import replace

    from tenant_apps.assessments.models import BankQuestion
    from tenant_apps.assessments.rules.sheet.writing import EXAMPLES
    from tenant_apps.assessments.services.bank import import_to_bank
    from tenant_apps.assessments.services.copying import add_from_bank
    from tenant_apps.assessments.services.draws import add_draw

    drafts = EXAMPLES[language]
    topics = {"ar": ("الجمع", "الهندسة", "اللغة", "الأحياء"), "en": ("Addition", "Shapes", "Words", "Cells")}
    tags = {"ar": ("الوحدة الأولى", "مراجعة"), "en": ("Unit 1", "Revision")}[language]
    levels = ("easy", "medium", "hard", "hard")
    placed = [
        replace(one, topic=topic, level=level, tags=tags)
        for one, topic, level in zip(drafts, topics[language], levels, strict=True)
    ]
    import_to_bank(drafts=placed)
    rows = list(BankQuestion.objects.filter(tags__len__gt=0).order_by("id"))
    add_from_bank(assessment_id=exam.id, bank_ids=[rows[0].id])
    add_draw(assessment_id=exam.id, topic="", level="hard", number=2, points=Decimal(3))
    return rows[0].id


def _paper(language: str, course: Any, title: str, kind: str) -> Any:
    from tests.factories.assessments import make_assessment, make_question

    paper = make_assessment(course, title=title, kind=kind, time_limit_minutes=120, max_attempts=2)
    choice, truth, essay, blank = QUESTIONS[language]
    make_question(paper, "multiple_choice", text=choice, options=OPTIONS, points=Decimal(2))
    make_question(paper, "true_false", text=truth)
    make_question(paper, "essay", text=essay, points=Decimal(4))
    make_question(paper, "fill_blank", text=blank, accepted_answers=[CAPITAL[language]])
    return paper


if __name__ == "__main__":
    main()
