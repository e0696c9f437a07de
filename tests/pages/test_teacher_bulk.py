"""Many students at once: chosen, counted, confirmed, told row by row."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from shared_apps.kernel.acts import ActingPerson
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.selectors.roster import RosterSearch, find_students, phone_digits
from tenant_apps.enrollments.services import carry_on, start_work
from tenant_apps.staff.models import Activity
from tenant_apps.students.models import BulkWork, Student
from tenants import context
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_course, make_enrollment, make_staff, make_student, owner_of
from tests.pages.desk import send
from tests.pages.portal import queries_of, text_of

BULK = "/teach/students/bulk/"
SOMEBODY = ActingPerson(id=uuid.UUID(int=1), name="Alice Tester")


def found(**asked: Any) -> list[str]:
    rows = find_students(search=RosterSearch(**asked), now=timezone.now())
    return sorted(student.full_name for student in rows)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("0101 234 567", "101234567"),
        ("+20-101-234", "20101234"),
        ("0020101234", "20101234"),
        ("٠١٠١٢٣٤", "101234"),
        ("۰۱۰۱۲۳۴", "101234"),
        ("12", ""),
        ("Sara 0101", ""),
        ("", ""),
    ],
)
def test_parts_of_phones_are_read_in_any_writing(typed: str, digits: str) -> None:
    assert phone_digits(typed) == digits


def test_students_are_found_by_what_people_know_of_them(in_alpha: ActiveTenant) -> None:
    now = timezone.now()
    make_student(full_name="Sara Ali", parent_phone="+201055512345", tags=["vip"], last_activity_at=now)
    make_student(full_name="Amir Zaki", parent_phone="", joined_at=now - timedelta(days=40))
    assert found(text="ali sara") == ["Sara Ali"]
    assert found(text="٠١٠٥ ٥٥١ ٢٣") == ["Sara Ali"]
    assert found(guardian="without") == ["Amir Zaki"]
    assert found(idle_days=30) == ["Amir Zaki"]
    assert found(tag="vip") == ["Sara Ali"]
    assert found(text="nobody") == []


def test_students_are_found_by_course_and_by_access_that_is_over(in_alpha: ActiveTenant) -> None:
    course, over = make_course(), timezone.now() - timedelta(days=1)
    make_enrollment(make_student(full_name="Open"), course)
    make_enrollment(make_student(full_name="Over"), course, ends_at=over)
    make_student(full_name="None")
    assert found(course_id=course.id) == ["Open", "Over"]
    assert found(state="expired") == ["Over"]


def test_the_question_counts_and_changes_nothing(teacher: Api) -> None:
    students = [make_student(full_name=name) for name in ("Sara", "Amir")]
    chosen = {"act": "block", "student": [str(one.id) for one in students]}
    text = text_of(send(teacher, BULK, chosen, status=200))
    assert "Block 2 students?" in text
    assert "Amir · Sara" in text
    assert Student.objects.filter(is_active=False).count() == 0


def test_nothing_chosen_leads_back(teacher: Api) -> None:
    make_student()
    for data in ({"act": "block"}, {"act": "explode", "all": "1"}, {}):
        assert send(teacher, BULK, data)["Location"] == "/teach/students/"
    assert teacher.get(BULK, status=302)["Location"] == "/teach/students/"


def test_all_that_match_are_enrolled_and_who_has_it_is_told(teacher: Api) -> None:
    course = make_course(title="Waves")
    make_enrollment(make_student(full_name="Sara Has"), course)
    make_student(full_name="Sara New")
    make_student(full_name="Amir Other")
    work = uuid.uuid4()
    data = {"act": "enrol", "all": "1", "q": "sara", "confirmed": "1", "work": work, "course_to": course.id}
    for _click in range(2):
        answer = send(teacher, BULK, data)
        assert answer["Location"] == f"{BULK}{work}/"
    done = BulkWork.objects.get()
    assert (done.state, done.total, done.changed) == ("done", 2, 1)
    assert [(name, code) for _key, name, code in done.refused] == [("Sara Has", "course_already_open")]
    assert sorted(Enrollment.objects.values_list("student__full_name", flat=True)) == ["Sara Has", "Sara New"]
    text = text_of(teacher.get(f"{BULK}{work}/"))
    assert "Done, with exceptions" in text
    assert "Sara Has Has the whole course already." in text


def test_days_are_added_to_what_is_left_and_counted_anew_when_over(teacher: Api) -> None:
    now, course = timezone.now(), make_course()
    ends = {"Left": now + timedelta(days=5), "Over": now - timedelta(days=5), "Never": None}
    places = {
        name: make_enrollment(make_student(full_name=name), course, ends_at=end) for name, end in ends.items()
    }
    Enrollment.objects.filter(pk=places["Over"].pk).update(status="expired")
    data = {"act": "extend", "all": "1", "confirmed": "1", "course_to": course.id, "days": "١٠"}
    send(teacher, BULK, data)
    for place in places.values():
        place.refresh_from_db()
    assert places["Left"].ends_at == ends["Left"] + timedelta(days=10)
    assert (places["Over"].ends_at - now).days == 10
    assert places["Over"].is_live(timezone.now())
    assert places["Never"].ends_at is None
    assert [name for _key, name, _code in BulkWork.objects.get().refused] == ["Never"]


@pytest.mark.parametrize("days", ["", "0", "3651", "x", "99999999"])
def test_days_that_make_no_sense_ask_again(teacher: Api, days: str) -> None:
    course = make_course()
    make_enrollment(make_student(), course)
    data = {"act": "extend", "all": "1", "confirmed": "1", "course_to": course.id, "days": days}
    assert "Give between 1 and 3650 days." in text_of(send(teacher, BULK, data, status=200))
    assert BulkWork.objects.count() == 0


def test_a_course_must_be_chosen(teacher: Api) -> None:
    make_student()
    data = {"act": "enrol", "all": "1", "confirmed": "1", "course_to": ""}
    assert "Choose a course." in text_of(send(teacher, BULK, data, status=200))


def test_more_than_two_hundred_wait_for_a_job(teacher: Api) -> None:
    for _number in range(3):
        make_student()
    students = list(Student.objects.values_list("pk", flat=True))
    crowd = [*students, *(uuid.uuid4() for _gone in range(200))]
    work = start_work(work_id=uuid.uuid4(), act="block", student_ids=crowd, by=SOMEBODY)
    text = text_of(teacher.get(f"{BULK}{work.pk}/"))
    assert "Working" in text
    assert "0 / 203" in text
    done = carry_on(work_id=work.pk, now=timezone.now())
    assert (done.state, done.handled, done.changed, done.refused) == ("done", 203, 3, [])
    assert Student.objects.filter(is_active=True).count() == 0


def test_work_is_taken_up_where_it_stopped_and_never_done_twice(in_alpha: ActiveTenant) -> None:
    course, ends = make_course(), timezone.now() + timedelta(days=1)
    places = [make_enrollment(make_student(), course, ends_at=ends) for _number in range(3)]
    ids = [place.student_id for place in places]
    work = start_work(
        work_id=uuid.uuid4(), act="extend", student_ids=ids, by=SOMEBODY, course_id=course.id, days=5
    )
    BulkWork.objects.filter(pk=work.pk).update(handled=1, changed=1)
    for _time in range(2):
        done = carry_on(work_id=work.pk, now=timezone.now())
    added = [place.ends_at - ends for place in Enrollment.objects.order_by("id")]
    assert added == [timedelta(0), timedelta(days=5), timedelta(days=5)]
    assert (done.handled, done.changed) == (3, 3)


def test_who_did_it_is_written_for_each(teacher: Api, in_alpha: ActiveTenant) -> None:
    student = make_student(full_name="Sara")
    send(teacher, BULK, {"act": "block", "student": str(student.id), "confirmed": "1"})
    lines = list(Activity.objects.order_by("at").values_list("act", "title", "person_name"))
    owner = owner_of(in_alpha).full_name
    assert lines == [("students.block", "", owner), ("student.blocked", "Sara", owner)]


def test_another_schools_students_are_nobody(teacher: Api, beta: ActiveTenant) -> None:
    with context.enter(beta):
        stranger = make_student()
    send(teacher, BULK, {"act": "block", "student": str(stranger.id), "confirmed": "1"}, status=200)
    assert BulkWork.objects.count() == 0
    with context.enter(beta):
        stranger.refresh_from_db()
        assert stranger.is_active is True


def test_guardians_get_a_prepared_message(teacher: Api) -> None:
    sara = make_student(full_name="Sara Ali", parent_phone="+201055512345")
    make_student(full_name="Amir", parent_phone="")
    answer = send(teacher, BULK, {"act": "messages", "student": str(sara.id)})
    assert answer["Location"] == f"/teach/students/messages/?student={sara.id}"
    body = teacher.get("/teach/students/messages/?all=1&text=Hi+{name}%21").content.decode()
    assert re.findall(r'href="(https://wa.me/[^"]*)"', body) == [
        f"https://wa.me/201055512345?text=Hi%20{sara.first_name}%21"
    ]
    assert "1 has no number" in text_of(teacher.get("/teach/students/messages/?all=1"))


def test_the_list_is_a_table_for_spreadsheets_without_formulas(teacher: Api) -> None:
    make_student(full_name='=HYPERLINK("x")', username="evil", tags=["a", "b"])
    answer = teacher.get("/teach/students/students.csv?all=1")
    lines = answer.content.decode().splitlines()
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    head = "Name,Username,Phone,Guardian,E-mail,State,Joined,Last seen,Lessons done,Tags"
    assert lines[0] == f"\N{ZERO WIDTH NO-BREAK SPACE}{head}"
    assert lines[1].startswith('"\'=HYPERLINK(""x"")",evil,\'+2010')
    assert lines[1].endswith(',Active,2026-02-01,,0,"a, b"')
    assert len(lines) == 2
    assert list(Activity.objects.values_list("act", "details")) == [("students.exported", {"students": 1})]


def test_an_assistant_acts_on_nobody(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student = make_student()
    client = api(school=in_alpha).sign_in(make_staff("assistant").user, kind="staff")
    assert 'name="student"' not in client.get("/teach/students/").content.decode()
    for path in ("new/", "messages/", "students.csv", "bulk/"):
        client.get(f"/teach/students/{path}", status=403)
    send(client, BULK, {"act": "block", "student": str(student.id), "confirmed": "1"}, status=403)


def test_pages_ask_the_same_for_one_and_three(teacher: Api) -> None:
    make_student()
    paths = ["/teach/students/messages/?all=1", "/teach/students/?course=&idle=7&guardian=with"]
    one = [queries_of(teacher, path) for path in paths]
    make_student()
    make_student()
    assert [queries_of(teacher, path) for path in paths] == one


def test_a_student_is_added_at_the_desk_and_signs_in(
    teacher: Api, api: ApiMaker, in_alpha: ActiveTenant
) -> None:
    course = make_course(title="Waves")
    person = {"full_name": "Sara Ali Hassan", "phone": "٠١٠١٢٣٤٥٦٧٨", "course": course.id}
    text = text_of(send(teacher, "/teach/students/new/", person, status=200))
    password = re.search(r"\b[a-z2-9]{5}-[a-z2-9]{5}\b", text)[0]
    student = Student.objects.get()
    assert (student.full_name, student.phone, student.parent_phone) == (
        "Sara Ali Hassan",
        "+201012345678",
        "",
    )
    assert Enrollment.objects.get().course_id == course.id
    client = api(school=in_alpha)
    send(client, "/sign-in/", {"identifier": "01012345678", "password": password})
    again = send(teacher, "/teach/students/new/", person, status=200)
    assert "This person has an account already" in text_of(again)
    assert Student.objects.count() == 1


def test_the_desk_says_what_is_wrong(teacher: Api) -> None:
    text = text_of(send(teacher, "/teach/students/new/", {"full_name": "Sara", "phone": "12"}, status=200))
    assert "Enter a valid phone number." in text
    assert Student.objects.count() == 0
