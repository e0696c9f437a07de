"""Rows of an exam journey, written into the running product's database by a process of its own.

python -m tests.journeys.exam_rows alice 40  →  one line of JSON: schema, exam, questions, sign-in
"""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from secrets import randbelow, token_hex
from typing import Any

KINDS = ("multiple_choice", "several", "true_false", "short_answer", "fill_blank", "essay")


def main(school: str, number: int, minutes: int) -> None:
    import django

    django.setup()
    from tenants import context
    from tenants.context import ActiveTenant
    from tenants.models import Tenant

    tenant = Tenant.objects.get(username=school)
    with context.enter(ActiveTenant.of(tenant)):
        print(json.dumps({"schema": tenant.schema_name, **_rows(number, minutes)}))


def _rows(number: int, minutes: int) -> dict[str, Any]:
    from tests.factories import PASSWORD, make_course, make_enrollment, make_staff, make_student, make_user
    from tests.factories.assessments import make_assessment, make_question

    # Each journey has a student of its own, and each process counts its factories anew.
    user = make_user(username=f"taker{token_hex(4)}", phone=f"+20120{randbelow(10**7):07d}")
    grader = make_user(username=f"grader{token_hex(4)}", phone=f"+20121{randbelow(10**7):07d}")
    make_staff("instructor", grader)
    student, course = make_student(user, full_name="Sara Adel سارة"), make_course(title="Physics الفيزياء")
    make_enrollment(student, course)
    exam = make_assessment(
        course, title="Final exam امتحان آخر العام", kind="exam", time_limit_minutes=minutes, max_attempts=3
    )
    questions = []
    for place in range(number):
        kind = KINDS[place % len(KINDS)]
        fields: dict[str, Any] = {"text": f"{place + 1}. What is sound? ما هو الصوت؟", "points": Decimal(2)}
        if kind == "several":
            fields |= {"options": [("A", True), ("B", True), ("C", False)], "allows_several": True}
        question = make_question(exam, "multiple_choice" if kind == "several" else kind, **fields)
        questions.append({"id": str(question.id), "kind": question.kind})
    return {
        "exam": str(exam.id),
        "questions": questions,
        "identifier": student.email,
        "teacher": grader.email,
        "password": PASSWORD,
    }


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
