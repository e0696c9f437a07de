"""Rows of the grading journey, written into the running product's database by a process of its own.

python -m tests.journeys.grading_rows alice 20  →  one line of JSON: schema, exam, who signs in
"""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from secrets import randbelow, token_hex
from typing import Any

COMMENTS = ("Well explained.", "Give a reason for each step.", "اكتب خطوات الحل.")


def main(school: str, number: int) -> None:
    import django

    django.setup()
    from tenants import context
    from tenants.context import ActiveTenant
    from tenants.models import Tenant

    tenant = Tenant.objects.get(username=school)
    with context.enter(ActiveTenant.of(tenant)):
        print(json.dumps({"schema": tenant.schema_name, **_rows(number)}))


def _rows(number: int) -> dict[str, Any]:
    from django.utils import timezone

    from tenant_apps.assessments.services import start_attempt, submit_attempt
    from tenant_apps.assessments.services.comments import save_comment
    from tests.factories import PASSWORD, make_course, make_enrollment, make_staff, make_student, make_user
    from tests.factories.assessments import make_assessment, make_question

    grader = make_user(username=f"grader{token_hex(4)}", phone=f"+20122{randbelow(10**7):07d}")
    make_staff("instructor", grader)
    for text in COMMENTS:
        save_comment(text=text)
    course = make_course(title="Physics الفيزياء")
    exam = make_assessment(course, title=f"Essays {token_hex(2)}", kind="exam", is_published=True)
    essay = make_question(exam, "essay", text="Why is the sky blue?", points=Decimal(5))
    now = timezone.now()
    for place in range(number):
        user = make_user(username=f"pupil{token_hex(5)}", phone=f"+20123{randbelow(10**7):07d}")
        student = make_student(user, full_name=f"Pupil {place + 1:02d} تلميذ")
        make_enrollment(student, course)
        attempt = start_attempt(student=student, assessment_id=exam.id, device=None, now=now)
        words = {"question": essay.id, "text": f"Answer {place + 1}: light is scattered. الضوء يتشتت."}
        submit_attempt(student=student, attempt_id=attempt.id, answers=[words], device=None, now=now)
    return {"exam": str(exam.id), "teacher": grader.email, "user": str(grader.id), "password": PASSWORD}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
