"""A course with a film and a printed code that opens it, written by a process of its own.

python -m tests.journeys.qr_rows alice  →  one line of JSON: code, course
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

    price = Decimal(1000 + randbelow(9000))  # no other course here costs that, so the code opens one
    course = make_course(title=TITLE, description="Rows of a journey.", price=price)
    film = (settings.BASE_DIR / "deploy" / "demo" / "sample.mp4").read_bytes()
    changes = {"title": "ما المعادلة؟", "is_published": True, "video": ContentFile(film, name="sample.mp4")}
    create_lesson(module_id=make_module(course).id, changes=changes, now=timezone.now())
    return {"code": make_code(price=course.price, code=new_code()).code, "course": str(course.id)}


if __name__ == "__main__":
    main(sys.argv[1])
