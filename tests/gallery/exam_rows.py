"""Exams and a file of questions in states that a school rarely has all at once."""

from __future__ import annotations

import uuid
from typing import Any

NEW = {"ar": "اختبار بلا أسئلة", "en": "Quiz without questions"}
RECOUNTED = {"ar": "اختبار يُعاد احتسابه", "en": "Quiz that is counted anew"}
FAILED = {"ar": "اختبار لم يُعَد احتسابه", "en": "Quiz that could not be counted anew"}
SHEET = {
    "ar": """النوع,السؤال,الصحيح,الدرجة,المستوى,الموضوع,اختيار 1,اختيار 2,اختيار 3
اختيار من متعدد,كم ضلعًا للمثلث؟,2,2,سهل,الهندسة,أربعة,ثلاثة,خمسة
صح أو خطأ,مجموع زوايا المثلث 180 درجة.,صح,1,متوسط,الهندسة,,,
اختيار من متعدد,ما مساحة المربع الذي ضلعه 5؟,,2,متوسط,الهندسة,,,
صح وخطأ,كل معين مربع.,ربما,1,سهل,الهندسة,,,
مقالي,اشرح نظرية فيثاغورس بكلماتك.,,كثير,صعب,الهندسة,,,
سؤال,,,,,,,,
مقالي,صف خطوات حل المسألة.,,5,صعب,الهندسة,,,
""",
    "en": """kind,question,right,points,level,topic,option 1,option 2,option 3
multiple choice,How many sides has a triangle?,2,2,easy,Shapes,four,three,five
true/false,The angles of a triangle make 180 degrees.,true,1,medium,Shapes,,,
multiple choice,What is the area of a square of side 5?,,2,medium,Shapes,,,
true/false,Every rhombus is a square.,perhaps,1,easy,Shapes,,,
essay,Explain the theorem of Pythagoras.,,many,hard,Shapes,,,
riddle,,,,,,,,
essay,Describe how you solve a problem.,,5,hard,Shapes,,,
""",
}


def more_exams(language: str, course: Any) -> dict[str, Any]:
    """One without questions, one that is being counted anew, one of which that failed."""
    from django.utils import timezone

    from tenant_apps.assessments.models import Regrading
    from tests.factories.assessments import make_assessment, make_question

    new = make_assessment(course, title=NEW[language], is_published=False)
    counted, failed = (make_assessment(course, title=title[language]) for title in (RECOUNTED, FAILED))
    for exam in (counted, failed):
        make_question(exam, "true_false")
        _hand_in(exam, course)
    someone = uuid.UUID(int=1)
    Regrading.objects.create(assessment=counted, asked_by=someone, attempts_count=3)
    Regrading.objects.create(
        assessment=failed, asked_by=someone, attempts_count=3, state="failed", ended_at=timezone.now()
    )
    return {"new_exam": new.id, "counted": counted.id, "failed": failed.id, "sheet": SHEET[language]}


def _hand_in(exam: Any, course: Any) -> None:
    from django.utils import timezone

    from tenant_apps.assessments.services import start_attempt, submit_attempt
    from tenant_apps.enrollments.models import Enrollment

    now = timezone.now()
    for seat in Enrollment.objects.filter(course=course, module=None).select_related("student")[:3]:
        attempt = start_attempt(student=seat.student, assessment_id=exam.id, device=None, now=now)
        submit_attempt(student=seat.student, attempt_id=attempt.id, answers=[], device=None, now=now)
