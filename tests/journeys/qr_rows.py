"""A course with a film and a quiz, and a printed code that opens it, written by a process of its own.

python -m tests.journeys.qr_rows alice  →  one line of JSON: code, course, quiz
"""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from secrets import randbelow
from typing import Any

TITLE = "مراجعة-الجبر-الشاملة-لطلاب-الصف-الأول-الثانوي-بنظام-الساعات-المعتمدة"


def main(school: str) -> None:
    import django

    django.setup()
    from tenants import context
    from tenants.context import ActiveTenant
    from tenants.models import Tenant

    with context.enter(ActiveTenant.of(Tenant.objects.get(username=school))):
        print(json.dumps(_rows()))


def _rows() -> dict[str, Any]:
    from django.conf import settings
    from django.core.files.base import ContentFile
    from django.utils import timezone

    from tenant_apps.coupons.rules import new_code
    from tenant_apps.video.services import create_lesson
    from tests.factories import make_code, make_course, make_module
    from tests.factories.assessments import make_assessment, make_question

    price = Decimal(1000 + randbelow(9000))  # no other course here costs that, so the code opens one
    course = make_course(title=TITLE, description="Rows of a journey.", price=price)
    film = (settings.BASE_DIR / "deploy" / "demo" / "sample.mp4").read_bytes()
    changes = {"title": "ما المعادلة؟", "is_published": True, "video": ContentFile(film, name="sample.mp4")}
    create_lesson(module_id=make_module(course).id, changes=changes, now=timezone.now())
    quiz = make_assessment(course, title="اختبار قصير على الدرس", time_limit_minutes=30)
    make_question(quiz, "multiple_choice", text="ما ناتج ٣ + ٤؟", options=[("سبعة", True), ("ثمانية", False)])
    make_question(quiz, "true_false", text="المربع متوازي أضلاع.")
    make_question(quiz, "fill_blank", text="عاصمة مصر هي ____", accepted_answers=["القاهرة"])
    code = make_code(price=course.price, code=new_code()).code
    return {"code": code, "course": str(course.id), "quiz": str(quiz.id)}


if __name__ == "__main__":
    main(sys.argv[1])
