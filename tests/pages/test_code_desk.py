"""The desk: a code is found however it is told, its life is told, and it is mended."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shared_apps.kernel.errors import TooManyAttempts
from tenant_apps.coupons.errors import CodeUnknown
from tenant_apps.coupons.models import AccessCode, CodeEvent, CodeUse
from tenant_apps.coupons.services import create_batch, locked_until, look_at_code
from tenant_apps.courses.models import Course
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.students.models import Student
from tenant_apps.students.services import remove_student
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_batch, make_code, make_course, make_staff, make_student
from tests.pages.desk import body, send

FIND = "/teach/codes/find/"


def place(code: AccessCode) -> str:
    return f"/teach/codes/one/{code.id}/"


def student_with(phone: str, full_name: str) -> Student:
    student = make_student(full_name=full_name)
    Student.objects.filter(pk=student.pk).update(phone=phone)
    student.refresh_from_db()
    return student


def spend(code: AccessCode, full_name: str = "Sara", phone: str = "+201001234567") -> CodeUse:
    student = student_with(phone, full_name)
    course = make_course(title="Waves", price=code.price)
    AccessCode.objects.filter(pk=code.pk).update(used_count=1)
    return CodeUse.objects.create(
        access_code=code,
        student_id=student.id,
        student_number=student.number,
        student_name=student.full_name,
        course_id=course.id,
        course_title=course.title,
        price=code.price,
        used_at=timezone.now(),
    )


@pytest.mark.parametrize(
    "typed",
    [
        "7KQ2M9XWPD",
        "7kq2m-9xwpd",
        " 7KQ2M 9XWPD ",
        "٧KQ٢M٩XWPD",
        "https://alice.edupro.test/redeem/7KQ2M9XWPD/",
        "alice.edupro.test/redeem/7kq2m9xwpd?next=1",
        "1-001",
        "١-٠٠١",
        "No. 1-1",
    ],
)
def test_a_code_is_found_however_it_is_told(teacher: Api, typed: str) -> None:
    code = make_code(code="7KQ2M9XWPD")
    answer = teacher.get(FIND, {"q": typed}, status=302)
    assert answer["Location"] == place(code)


@pytest.mark.parametrize("typed", ["7KQ2M9XWPB", "7KQ2M9XWDP", "7KQ2M9XWP", "7KQ2M9XWPDD", "7KQ2?-9XW?D"])
def test_a_sign_misread_is_guessed_and_never_opened_at_once(teacher: Api, typed: str) -> None:
    code = make_code(code="7KQ2M9XWPD")
    make_code(code="ZZZZZZZZZZ")
    text = teacher.get(FIND, {"q": typed}).content.decode()
    assert "Did they mean one of these?" in text
    assert re.findall(r"/teach/codes/one/([0-9a-f-]+)/", text) == [str(code.id)]


def test_the_beginning_of_a_scratched_code_is_enough(teacher: Api) -> None:
    first, second = make_code(code="7KQ2M9XWPD"), make_code(code="7KQ2MAAAAA")
    text = body(teacher, f"{FIND}?q=7KQ2M")
    assert set(re.findall(r"/teach/codes/one/([0-9a-f-]+)/", text)) == {str(first.id), str(second.id)}
    assert "No such code in your school" in body(teacher, f"{FIND}?q=7K")
    assert "The number in the corner" in body(teacher, FIND)


def test_a_student_is_found_by_phone_with_the_codes_they_used(teacher: Api) -> None:
    use = spend(make_code(), full_name="Sara", phone="+201001234567")
    spend(make_code(), full_name="Omar", phone="+201009999999")
    for typed in ("01001234567", "٠١٠٠ ١٢٣ ٤٥٦٧", "+20 100 123 4567", "Sara"):
        text = teacher.get(FIND, {"q": typed}).content.decode()
        assert re.findall(r"/teach/codes/one/([0-9a-f-]+)/", text) == [str(use.access_code_id)]
    student_with("+201007777777", "Nobody Used")
    assert "No code was used yet" in body(teacher, f"{FIND}?q=01007777777")


def test_the_list_of_a_student_asks_the_same_for_one_and_three(teacher: Api) -> None:
    student = student_with("+201001234567", "Sara")

    def queries() -> int:
        use = spend(make_code(), full_name="Omar", phone="+201009999999")
        CodeUse.objects.filter(pk=use.pk).update(student_id=student.id)
        teacher.get(f"{FIND}?q=Sara")
        with CaptureQueriesContext(connection) as found:
            teacher.get(f"{FIND}?q=Sara")
        return len(found)

    counts = [queries() for _number in range(3)]
    assert counts[0] == counts[2]


def test_who_mistyped_too_often_is_let_try_again(teacher: Api, in_alpha: ActiveTenant) -> None:
    student, now = student_with("+201001234567", "Sara"), timezone.now()
    for _try in range(settings.WRONG_ACCESS_CODES):
        with pytest.raises(CodeUnknown):
            look_at_code(code="AAAAAAAAAA", who=str(student.id), now=now)
    with pytest.raises(TooManyAttempts):
        look_at_code(code="AAAAAAAAAA", who=str(student.id), now=now)
    assert "Locked until" in body(teacher, f"{FIND}?q=Sara")
    send(teacher, f"{FIND}{student.id}/forgive/", {})
    assert locked_until(who=str(student.id), now=now) is None
    assert "Locked until" not in body(teacher, f"{FIND}?q=Sara")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "It works"),
        ({"is_active": False}, "It was made void."),
        ({"expires_at": timezone.now() - timedelta(days=1)}, "Its last day was"),
        ({"status": "limited_access"}, "It was made so that it opens nothing."),
        ({"used_count": 1}, "It is used: a code opens one thing once"),
        ({"price": Decimal("77.00")}, "No published course or module costs exactly its price"),
    ],
)
def test_the_page_says_why_it_does_not_work(teacher: Api, fields: dict[str, Any], sentence: str) -> None:
    make_course(price=Decimal("100.00"), state=Course.State.PUBLISHED)
    code = make_code(**fields)
    assert sentence in body(teacher, place(code))


def test_a_code_is_voided_restored_and_given_time_and_all_of_it_is_kept(teacher: Api) -> None:
    code = make_code()
    send(teacher, f"{place(code)}act/", {"do": "void", "reason": "Lost on the bus"})
    send(teacher, f"{place(code)}act/", {"do": "restore"})
    send(teacher, f"{place(code)}act/", {"do": "extend", "until": "2030-01-31"})
    send(teacher, f"{place(code)}act/", {"do": "extend", "until": "2030-01-31"})
    code.refresh_from_db()
    # The whole last day counts by the clock of the school's country.
    assert (code.is_active, code.expires_at.isoformat()) == (True, "2030-01-31T22:00:00+00:00")
    kinds = list(CodeEvent.objects.order_by("at").values_list("kind", "reason", "code"))
    assert kinds == [
        ("voided", "Lost on the bus", code.code),
        ("restored", "", code.code),
        ("extended", "", code.code),
    ]
    text = body(teacher, place(code))
    assert re.findall(r'class="life-line life-(\w+)"', text) == ["extended", "restored", "voided", "made"]
    assert "Lost on the bus" in text


@pytest.mark.parametrize("until", ["", "yesterday", "2001-01-01", "9999-12-31", "2300-01-01"])
def test_an_impossible_day_changes_nothing(teacher: Api, until: str) -> None:
    code = make_code()
    send(teacher, f"{place(code)}act/", {"do": "extend", "until": until})
    assert AccessCode.objects.get().expires_at == code.expires_at
    assert "Choose a day that is still to come" in body(teacher, place(code))


def test_a_replaced_code_is_void_and_both_tell_of_each_other(teacher: Api) -> None:
    batch = create_batch(count=2, price=Decimal(100), now=timezone.now())
    old = batch.codes.get(serial=1)
    first = send(teacher, f"{place(old)}act/", {"do": "replace", "reason": "Scratched"})["Location"]
    again = send(teacher, f"{place(old)}act/", {"do": "replace", "reason": "Scratched"})["Location"]
    new = AccessCode.objects.get(serial=3)
    old.refresh_from_db()
    batch.refresh_from_db()
    assert first == again == place(new)
    assert (old.is_active, new.is_active, new.price, batch.size) == (False, True, Decimal(100), 3)
    assert f"It was replaced by {new.code[:5]}-{new.code[5:]}." in body(teacher, place(old))
    assert re.findall(r'class="life-line life-(\w+)"', body(teacher, place(new))) == ["replaces"]


def test_a_used_code_is_not_replaced(teacher: Api) -> None:
    code = make_code()
    spend(code)
    send(teacher, f"{place(code)}act/", {"do": "replace"})
    assert AccessCode.objects.count() == 1
    assert "There is nothing left to replace." in body(teacher, place(code))


def test_a_deleted_code_is_remembered(teacher: Api) -> None:
    code = make_code(code="7KQ2M9XWPD")
    CodeEvent.objects.create(batch=code.batch, kind="deleted", at=timezone.now(), code=code.code)
    code.delete()
    assert "This code was deleted" in body(teacher, f"{FIND}?q=7KQ2M9XWPD")


def test_a_use_and_what_was_done_to_its_range_later_are_told_apart(teacher: Api) -> None:
    batch = make_batch(size=2)
    used, unused = make_code(batch=batch), make_code(batch=batch)
    spend(used, full_name="Sara")
    send(teacher, f"/teach/codes/{batch.id}/void/", {"serials": "1-2", "reason": "Stolen"})
    lives = [re.findall(r'class="life-line life-(\w+)"', body(teacher, place(one))) for one in (used, unused)]
    assert lives == [["used", "made"], ["voided", "made"]]


def test_a_use_leads_to_its_student_only_while_there_is_one(teacher: Api) -> None:
    code = make_code()
    use = spend(code, full_name="Sara")
    link = f'href="/teach/students/{use.student_id}/"'
    assert link in body(teacher, place(code))
    remove_student(student=Student.objects.get(pk=use.student_id), now=timezone.now())
    text = body(teacher, place(code))
    assert "Used by Sara" in text
    assert link not in text


def test_staff_spend_a_code_that_is_over_for_a_student(teacher: Api) -> None:
    course = make_course(price=Decimal("100.00"), state=Course.State.PUBLISHED)
    code = make_code(expires_at=timezone.now() - timedelta(days=3))
    student = student_with("+201001234567", "Sara")
    path = f"{place(code)}open/"
    assert str(student.id) in body(teacher, f"{path}?q=Sara")
    send(teacher, path, {"q": "Sara", "student": str(student.id), "target": f"course:{course.id}"})
    code.refresh_from_db()
    assert (code.used_count, Enrollment.objects.get().student_id) == (1, student.id)
    refused = send(
        teacher,
        path,
        {"q": "Sara", "student": str(student.id), "target": f"course:{course.id}"},
        status=200,
    )
    assert "Has the whole course already." in refused.content.decode()


def test_a_refusal_at_the_desk_speaks_to_staff(teacher: Api) -> None:
    course = make_course(price=Decimal("100.00"), state=Course.State.PUBLISHED, plans=["Gold"])
    code, student = make_code(), make_student()
    given = {"student": str(student.id), "target": f"course:{course.id}"}
    refused = send(teacher, f"{place(code)}open/", given, status=200)
    assert "The course is not in the student&#x27;s plan." in refused.content.decode()


def test_a_refused_opening_leaves_the_code_as_it_was(teacher: Api) -> None:
    course = make_course(price=Decimal("50.00"), state=Course.State.PUBLISHED)
    code = make_code(expires_at=timezone.now() - timedelta(days=3))
    student = make_student()
    given = {"student": str(student.id), "target": f"course:{course.id}"}
    send(teacher, f"{place(code)}open/", given, status=200)
    for wrong in (
        {},
        {"student": "x", "target": "course:y"},
        {"student": str(student.id), "target": "room:1"},
    ):
        send(teacher, f"{place(code)}open/", wrong, status=200)
    after = AccessCode.objects.get()
    assert (after.used_count, after.expires_at, CodeEvent.objects.count()) == (0, code.expires_at, 0)


def test_an_assistant_finds_and_changes_nothing(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    code = make_code()
    client = api(school=in_alpha).sign_in(make_staff("assistant").user, kind="staff")
    client.cookies["language"] = "en"
    assert "What you can do" not in body(client, place(code))
    send(client, f"{place(code)}act/", {"do": "void"}, status=403)
    client.get(f"{place(code)}open/", status=403)
    assert AccessCode.objects.get().is_active


def test_an_assistant_without_students_finds_codes_only(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    use = spend(make_code(code="7KQ2M9XWPD"), full_name="Sara", phone="+201001234567")
    member = make_staff("assistant", scopes=["codes"])
    client = api(school=in_alpha).sign_in(member.user, kind="staff")
    client.cookies["language"] = "en"
    assert "No such code in your school" in body(client, f"{FIND}?q=01001234567")
    answer = client.get(FIND, {"q": "7KQ2M9XWPD"}, status=302)
    assert answer["Location"] == f"/teach/codes/one/{use.access_code_id}/"
