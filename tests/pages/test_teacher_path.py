"""The teacher's way: home, course, module, lesson, publish, codes, sheet."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from tenant_apps.coupons.models import AccessCode, CodeBatch
from tenant_apps.courses.models import Course, Lesson, Module
from tests.client import Api

VIDEO = Path(__file__).parents[2] / "deploy" / "demo" / "sample.mp4"


def test_a_teacher_goes_all_the_way_to_a_printed_sheet(teacher: Api) -> None:
    assert "First steps" in teacher.get("/teach/").content.decode()
    given = {"title": "Waves", "price": "١٥٠٫٥", "access_days": "30"}
    teacher.post("/teach/courses/new/", given, status=302, format="multipart")
    course = Course.objects.get()
    assert (course.title, course.price, course.state) == ("Waves", Decimal("150.50"), "draft")
    base = f"/teach/courses/{course.id}/"
    new_module = {"title": "Module 1", "price": "40", "is_published": "on"}
    teacher.post(f"{base}modules/new/", new_module, status=302, format="multipart")
    module = Module.objects.get()
    lesson_form = {
        "title": "What a wave is",
        "is_published": "on",
        "video": SimpleUploadedFile("w.mp4", VIDEO.read_bytes(), content_type="video/mp4"),
    }
    teacher.post(f"{base}modules/{module.id}/lessons/new/", lesson_form, status=302, format="multipart")
    lesson = Lesson.objects.get()
    assert lesson.duration_seconds > 0
    assert f'id="lesson-{lesson.id}"' in teacher.get(base).content.decode()
    teacher.get(f"{base}lessons/{lesson.id}/")
    teacher.get(f"{base}lessons/{lesson.id}/preview/")
    teacher.get(f"{base}preview/")
    teacher.post(f"{base}act/", {"do": "publish"}, status=302, format="multipart")
    course.refresh_from_db()
    assert (course.is_published, course.total_lessons) == (True, 1)
    codes = {"count": "12", "price": "150.50", "valid_days": "60", "label": "Week 1"}
    teacher.post("/teach/codes/new/", codes, status=302, format="multipart")
    batch = CodeBatch.objects.get()
    assert AccessCode.objects.filter(batch=batch, price=Decimal("150.50")).count() == 12
    teacher.get(f"/teach/codes/{batch.id}/")
    sheet = teacher.get(f"/teach/codes/{batch.id}/sheet/").content.decode()
    assert (sheet.count('class="code-card"'), sheet.count("card-page-10")) == (12, 2)
