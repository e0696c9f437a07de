"""What the sample student did: lessons watched, marks over two months, notes, exams that wait."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

WORDS = {
    "ar": {
        "quizzes": ("اختبار أول", "اختبار ثانٍ", "اختبار ثالث", "اختبار رابع", "اختبار خامس", "اختبار سادس"),
        "lesson": "اختبر فهمك",
        "exam": "الامتحان النهائي",
        "notes": (
            "الشكل العام: أس² + ب س + جـ = ٠",
            "إذا كان المميز أكبر من صفر فهناك حلان.\nإذا ساوى صفراً فحل واحد.",
        ),
    },
    "en": {
        "quizzes": ("First quiz", "Second quiz", "Third quiz", "Fourth quiz", "Fifth quiz", "Sixth quiz"),
        "lesson": "Test your understanding",
        "exam": "Final exam",
        "notes": (
            "Velocity has a direction, speed has none.",
            "A speedometer shows speed.\nTurn around: the same speed, another velocity.",
        ),
    },
}
MARKS = (2, 4, 3, 5, 5, 4)
"""Right answers out of five, oldest quiz first."""
QUESTIONS = 5


def work(language: str, course: Any, other: Any, student: Any) -> None:
    """Rows that the student's own pages draw."""
    from django.utils import timezone

    from tenant_apps.courses.models import Lesson
    from tests.factories.assessments import make_assessment
    from tests.factories.enrollments import make_enrollment, make_note

    now, words = timezone.now(), WORDS[language]
    lessons = list(Lesson.objects.filter(course=course).order_by("module__order", "order"))
    _watch(student, lessons, now)
    for number, title in enumerate(words["quizzes"]):
        _take(
            student,
            make_assessment(course, title=title),
            MARKS[number],
            now - timedelta(days=50 - 9 * number),
        )
    _ask(make_assessment(lesson=lessons[0], title=words["lesson"]))
    soon = {"available_from": now + timedelta(days=3), "available_until": now + timedelta(days=4)}
    _ask(make_assessment(course, title=words["exam"], kind="exam", time_limit_minutes=90, **soon))
    for at, text in zip((42, 222), words["notes"], strict=True):
        make_note(student, lessons[0], position_seconds=at, text=text)
    make_enrollment(student, other, ends_at=now + timedelta(days=3), enrolled_at=now - timedelta(days=27))


def _watch(student: Any, lessons: list[Any], now: datetime) -> None:
    from tenant_apps.enrollments.models import LessonProgress

    for number, lesson in enumerate(lessons[:3]):
        done = number < 2
        at = now - timedelta(days=(9, 1, 0)[number])
        LessonProgress.objects.update_or_create(
            student=student,
            lesson=lesson,
            defaults={
                "is_completed": done,
                "completed_at": at if done else None,
                "position_seconds": 0 if done else 95,
                "watched_seconds": (2400, 1900, 600)[number],
                "opened_at": at,
                "reported_at": at,
            },
        )


def _ask(assessment: Any) -> None:
    from tests.factories.assessments import make_question

    for _number in range(QUESTIONS):
        make_question(assessment, "true_false", points=Decimal(1))


def _take(student: Any, assessment: Any, right: int, at: datetime) -> None:
    from tenant_apps.assessments.services import start_attempt, submit_attempt

    _ask(assessment)
    attempt = start_attempt(student=student, assessment_id=assessment.id, device=None, now=at)
    answers = [
        {"question": str(question.id), "bool": number < right}
        for number, question in enumerate(assessment.questions.order_by("order"))
    ]
    submit_attempt(student=student, attempt_id=attempt.id, answers=answers, device=None, now=at)
