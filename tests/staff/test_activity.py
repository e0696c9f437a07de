"""The log of what staff did: written with the act or not at all, in words, for the owner."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone, translation

from fakes.vdocipher import SCHOOL_UPLOADER, SCHOOL_VIEWER
from shared_apps.kernel.acts import ActingPerson, acting_as, acting_person, note_act
from tenant_apps.assessments.models import Regrading
from tenant_apps.assessments.services import regrade_assessment
from tenant_apps.assessments.services.regrading_jobs import run_regrading
from tenant_apps.coupons.services import create_batch
from tenant_apps.courses.services import (
    arrange_course,
    arrangement_of,
    create_course,
    mark_of,
    move_lesson,
    move_lesson_across,
    move_module,
    publish_course,
    reorder_lessons,
    reorder_modules,
)
from tenant_apps.staff.models import Activity
from tenant_apps.staff.rules import GROUPS, acts_of, details_text, word_for
from tenant_apps.video.services import forget_account, set_account
from tenants import context
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_course, make_lesson, make_module, make_staff, make_student, owner_of
from tests.factories.assessments import make_assessment
from tests.pages.portal import text_of

ROOT = Path(__file__).parents[2]
ALICE = ActingPerson(id=uuid.UUID(int=1), name="Alice")
ACT = re.compile(
    r'"((?:course|module|lesson|students?|codes|discount|assessment|question|answer|rating)\.\w+)"'
)
TEAM = re.compile(r'"((?:team|profile|brand|settings|visit|export|video)\.\w+)"')


@pytest.fixture
def owner(api: ApiMaker, in_alpha: ActiveTenant) -> Api:
    return api(school=in_alpha).sign_in(owner_of(in_alpha), kind="staff")


def lines() -> list[tuple[str, str, str]]:
    return list(Activity.objects.order_by("at", "id").values_list("act", "title", "person_name"))


def test_a_line_stands_or_falls_with_the_act(in_alpha: ActiveTenant) -> None:
    with acting_as(ALICE):
        with pytest.raises(RuntimeError), transaction.atomic():
            note_act(act="course.changed", title="Waves")
            raise RuntimeError
        assert lines() == []
        note_act(act="course.changed", title="Waves")
    assert lines() == [("course.changed", "Waves", "Alice")]


def test_nobody_acts_outside_of_a_block(in_alpha: ActiveTenant) -> None:
    create_course(changes={"title": "Waves", "price": Decimal(0)}, now=timezone.now())
    assert (lines(), acting_person()) == ([], None)


def test_services_say_what_was_done(in_alpha: ActiveTenant) -> None:
    now = timezone.now()
    with acting_as(ALICE):
        course = create_course(changes={"title": "Waves", "price": Decimal(0)}, now=now)
        publish_course(course_id=course.id, now=now)
        create_batch(count=2, price=Decimal(50), now=now, label="Spring")
    assert lines() == [
        ("course.created", "Waves", "Alice"),
        ("course.published", "Waves", "Alice"),
        ("codes.made", "Spring", "Alice"),
    ]
    assert Activity.objects.get(act="codes.made").details == {"codes": 2}


def test_putting_into_order_leaves_a_line_when_the_order_is_another(in_alpha: ActiveTenant) -> None:
    course = make_course(title="Waves")
    first, second = make_module(course, title="First"), make_module(course, title="Second")
    one, two = make_lesson(first, title="One"), make_lesson(first, title="Two")
    with acting_as(ALICE):
        move_module(module_id=second.id, up=True)
        move_module(module_id=second.id, up=True)  # it is the first already
        reorder_modules(course_id=course.id, module_ids=[first.id, second.id])
        reorder_modules(course_id=course.id, module_ids=[first.id, second.id])
        reorder_lessons(module_id=first.id, lesson_ids=[two.id, one.id])
        move_lesson(lesson_id=one.id, up=True)
        move_lesson_across(lesson_id=one.id, up=True)
        before = arrangement_of(course_id=course.id)
        wanted = [(second.id, []), (first.id, [one.id, two.id])]
        for _again in range(2):
            arrange_course(course_id=course.id, arrangement=wanted, seen=mark_of(arrangement=before))
    assert lines() == [
        ("module.moved", "Second", "Alice"),
        ("course.reordered", "Waves", "Alice"),
        ("module.reordered", "First", "Alice"),
        ("lesson.moved", "One", "Alice"),
        ("course.reordered", "Waves", "Alice"),
    ]


def test_the_video_account_leaves_the_end_of_its_key(in_alpha: ActiveTenant, vdocipher: Any) -> None:
    with acting_as(ALICE):
        set_account(viewer_secret=SCHOOL_VIEWER, uploader_secret=SCHOOL_UPLOADER)
        forget_account()
        forget_account()  # nothing is left to forget
    end = f"•••• {SCHOOL_UPLOADER[-4:]}"
    assert lines() == [("video.connected", end, "Alice"), ("video.disconnected", end, "Alice")]


def test_counting_anew_names_who_asked_also_later(in_alpha: ActiveTenant) -> None:
    now, staff = timezone.now(), make_staff("instructor")
    exam = make_assessment(title="Final")
    with acting_as(ALICE):
        regrade_assessment(assessment_id=exam.id, by=staff, now=now)
    later = Regrading.objects.create(assessment=exam, asked_by=staff.user_id)
    run_regrading(regrading_id=later.id, now=now)
    assert lines() == [
        ("assessment.regraded", "Final", "Alice"),
        ("assessment.regraded", "Final", staff.full_name),
    ]
    assert details_text({"results": 3}) == "3 results changed"


def test_results_that_leave_as_a_file_leave_a_line(owner: Api, in_alpha: ActiveTenant) -> None:
    exam = make_assessment(title="Final")
    owner.get(f"/teach/assessments/{exam.id}/results/")
    assert lines() == [("results.exported", "Final", owner_of(in_alpha).full_name)]


def test_calls_and_pages_name_who_is_signed_in(owner: Api, api: ApiMaker, in_alpha: ActiveTenant) -> None:
    helper, student = make_staff("instructor"), make_student(full_name="Sara")
    client = api(school=in_alpha).sign_in(helper.user, kind="staff", bearer=True)
    client.put(f"/api/teacher/students/toggle-block/{student.user_id}/", {}, status=None)
    client.post(f"/api/teacher/students/toggle-block/{student.user_id}/", {}, status=None)
    owner.post(f"/teach/students/{student.id}/act/", {"do": "unblock"}, status=302, format="multipart")
    names = (helper.full_name, owner_of(in_alpha).full_name)
    assert lines() == [("student.blocked", "Sara", names[0]), ("student.let_in", "Sara", names[1])]
    assert acting_person() is None


def test_what_students_do_leaves_no_line(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student = make_student()
    client = api(school=in_alpha).sign_in(student.user)
    course = make_course(is_free=True, price=Decimal(0))
    client.post(f"/courses/{course.id}/enroll/", {}, status=302, format="multipart")
    assert lines() == []


def test_the_page_is_in_words_and_narrowed(owner: Api, in_alpha: ActiveTenant) -> None:
    with acting_as(ALICE):
        note_act(act="course.published", title="Waves")
    with acting_as(ActingPerson(id=uuid.UUID(int=2), name="Basma")):
        note_act(act="student.extended", title="Sara", details={"course": "Waves", "days": 3})
    everything = text_of(owner.get("/teach/activity/"))
    assert "Course published Waves" in everything
    assert "Access extended Sara Basma · Waves · 3 days" in everything
    only = text_of(owner.get(f"/teach/activity/?person={uuid.UUID(int=2)}"))
    assert ("Access extended" in only, "Course published" in only) == (True, False)
    kind = text_of(owner.get("/teach/activity/?kind=content"))
    assert ("Access extended Sara" in kind, "Course published Waves" in kind) == (False, True)
    Activity.objects.filter(act="course.published").update(at=timezone.now() - timedelta(days=9))
    day = (timezone.now() - timedelta(days=3)).date().isoformat()
    assert "Waves" not in text_of(owner.get(f"/teach/activity/?since={day}&kind=content"))
    assert "No line matches" in text_of(owner.get("/teach/activity/?kind=reviews"))
    owner.get("/teach/activity/?person=x&since=y&until=9999-99-99&page=z", status=200)


def test_the_same_lines_as_a_table_without_formulas(owner: Api, in_alpha: ActiveTenant) -> None:
    with acting_as(ALICE):
        note_act(act="course.changed", title="=1+1")
    answer = owner.get("/teach/activity/activity.csv")
    found = answer.content.decode().splitlines()
    assert found[0] == "\N{ZERO WIDTH NO-BREAK SPACE}When,Who,What,To what,Details"
    assert found[1].endswith(",Alice,Course changed,'=1+1,")
    assert len(found) == 2


def test_another_schools_lines_are_not_here(owner: Api, beta: ActiveTenant) -> None:
    with context.enter(beta), acting_as(ALICE):
        note_act(act="course.published", title="Foreign")
    assert "Nothing noted yet" in text_of(owner.get("/teach/activity/"))


def test_every_act_of_the_code_has_words() -> None:
    known = {act for group in GROUPS for act in acts_of(group)}
    said: set[str] = set()
    for folder in ("tenant_apps", "shared_apps"):
        for path in (ROOT / folder).rglob("services/**/*.py"):
            text = path.read_text()
            if "note_act" in text:
                said |= set(ACT.findall(text))
    said -= {"rating.hide", "rating.show", "assessment.regrade"}  # of the platform's audit
    assert said - known == set()


def test_acts_are_said_in_arabic() -> None:
    with translation.override("ar"):
        same = [act for group in GROUPS for act in acts_of(group) if str(word_for(act)).isascii()]
    assert same == []


def test_details_that_nobody_understands_are_left_out() -> None:
    assert details_text({"role": "owner", "scopes": ["x"], "days": "3", "plan": ""}) == ""


def make_lines(number: int) -> Any:
    now = timezone.now()
    rows = [
        Activity(at=now, person_id=ALICE.id, person_name="Alice", act="course.changed", title=str(place))
        for place in range(number)
    ]
    return Activity.objects.bulk_create(rows)


def test_many_lines_have_pages(owner: Api, in_alpha: ActiveTenant) -> None:
    make_lines(120)
    assert text_of(owner.get("/teach/activity/")).count("Course changed") == 50
    assert text_of(owner.get("/teach/activity/?page=3")).count("Course changed") == 20
