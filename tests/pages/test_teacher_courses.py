"""Teacher's pages of courses: who may, what is refused, what stays as it was."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tenant_apps.coupons.models import CodeUse
from tenant_apps.courses.models import Course, Lesson, Module
from tenants import context
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import (
    make_code,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_staff,
    make_student,
    owner_of,
)
from tests.pages.desk import body, send
from tests.pages.portal import queries_of, text_of

PLAIN = {"title": "Waves", "price": "150", "access_days": "30"}


def titles(text: str) -> list[str]:
    return re.findall(r'<a class="cover-link"[^>]*><bdi>([^<]*)</bdi></a>', text)


def test_the_list_is_empty_with_a_next_step(teacher: Api) -> None:
    text = body(teacher, "/teach/courses/")
    assert "Make your first course" in text
    assert titles(text) == []


def test_the_list_searches_and_filters(teacher: Api) -> None:
    make_course(title="Waves")
    make_course(title="Light", state=Course.State.DRAFT)
    assert titles(body(teacher, "/teach/courses/")) == ["Light", "Waves"]
    assert titles(body(teacher, "/teach/courses/?q=wav")) == ["Waves"]
    assert titles(body(teacher, "/teach/courses/?state=draft")) == ["Light"]
    assert "No course matches" in body(teacher, "/teach/courses/?q=%00heat")


def test_the_list_asks_the_same_for_one_and_three(teacher: Api) -> None:
    make_course()
    one = queries_of(teacher, "/teach/courses/")
    make_course()
    make_course()
    assert queries_of(teacher, "/teach/courses/") == one


def test_the_list_is_ordered_as_asked(teacher: Api) -> None:
    make_course(title="Waves", total_enrollments=2, average_rating=Decimal("4.5"), total_reviews=3)
    make_course(title="Light", total_enrollments=9)
    make_course(title="Heat", average_rating=Decimal("5.0"), total_reviews=1)
    assert titles(body(teacher, "/teach/courses/?order=title")) == ["Heat", "Light", "Waves"]
    assert titles(body(teacher, "/teach/courses/?order=students")) == ["Light", "Waves", "Heat"]
    assert titles(body(teacher, "/teach/courses/?order=rating")) == ["Heat", "Waves", "Light"]
    assert titles(body(teacher, "/teach/courses/?order=explode")) == ["Heat", "Light", "Waves"]


def columns(text: str) -> list[str]:
    """The titles of the table's rows."""
    return re.findall(r'<a class="link-plain"[^>]*><bdi>([^<]*)</bdi></a>', text)


def test_the_table_says_what_cards_say(teacher: Api) -> None:
    course = make_course(
        title="Waves", price=Decimal("1500.00"), average_rating=Decimal("4.5"), total_reviews=3
    )
    make_course(title="Light", price=Decimal(0), is_free=True, state=Course.State.DRAFT)
    place = make_enrollment(make_student(), course)
    type(place).objects.filter(pk=place.pk).update(progress_percent=Decimal(40))
    # Already the fifth at the school, in Cairo.
    Course.objects.update(updated_at=datetime(2026, 3, 4, 22, 30, tzinfo=UTC))
    text = text_of(teacher.get("/teach/courses/?view=table"))
    assert "Light Draft Free 0 – 0 EGP – 5 Mar 2026" in text
    assert "Waves Published 1,500 EGP 0 40% 0 EGP 4.5 (3) 5 Mar 2026" in text


def test_the_look_is_remembered_by_this_browser(teacher: Api) -> None:
    make_course(title="Waves")
    assert (titles(body(teacher, "/teach/courses/")), "courses_view" in teacher.cookies) == (["Waves"], False)
    assert columns(body(teacher, "/teach/courses/?view=table")) == ["Waves"]
    assert teacher.cookies["courses_view"].value == "table"
    assert columns(body(teacher, "/teach/courses/?q=wav")) == ["Waves"]
    assert titles(body(teacher, "/teach/courses/?view=pictures")) == []
    assert titles(body(teacher, "/teach/courses/?view=cards")) == ["Waves"]
    assert titles(body(teacher, "/teach/courses/")) == ["Waves"]


def test_the_table_is_sorted_by_each_column_and_turned_around(teacher: Api) -> None:
    names = ("Heat", "Light", "Waves")
    _heat, light, waves = (
        make_course(title=name, price=Decimal(price), total_enrollments=price, state=state)
        for name, price, state in zip(names, (30, 20, 10), ("draft", "published", "published"), strict=True)
    )
    for course, percent in ((light, 80), (waves, 20)):
        place = make_enrollment(make_student(), course)
        type(place).objects.filter(pk=place.pk).update(progress_percent=Decimal(percent))
    use_code(place, waves, Decimal(10))
    assert {
        order: columns(body(teacher, f"/teach/courses/?view=table&order={order}"))
        for order in (
            "title",
            "-title",
            "price",
            "-price",
            "state",
            "progress",
            "-progress",
            "earned",
            "changed",
        )
    } == {
        "title": ["Heat", "Light", "Waves"],
        "-title": ["Waves", "Light", "Heat"],
        "price": ["Heat", "Light", "Waves"],
        "-price": ["Waves", "Light", "Heat"],
        "state": ["Waves", "Light", "Heat"],
        "progress": ["Light", "Waves", "Heat"],
        "-progress": ["Heat", "Waves", "Light"],
        "earned": ["Waves", "Light", "Heat"],
        "changed": ["Waves", "Light", "Heat"],
    }
    text = body(teacher, "/teach/courses/?view=table&order=-title&q=a")
    assert re.findall(r'aria-sort="(\w+)"><a href="([^"]+)"', text) == [
        ("descending", "?q=a&amp;order=title"),
    ]
    assert '<option value="-title" selected>By column: Course</option>' in text


def test_the_table_asks_the_same_for_one_and_three_in_every_order(teacher: Api) -> None:
    orders = ("", "title", "-progress", "earned")
    make_course()
    one = [queries_of(teacher, f"/teach/courses/?view=table&order={order}") for order in orders]
    make_course()
    make_course()
    assert [queries_of(teacher, f"/teach/courses/?view=table&order={order}") for order in orders] == one


def test_an_assistant_neither_sees_nor_sorts_by_income(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    for name in ("Heat", "Waves"):
        course = make_course(title=name, price=Decimal(10))
    use_code(make_enrollment(make_student(), course), course, Decimal(10))
    make_course(title="Light")
    client = api(school=in_alpha).sign_in(make_staff("assistant").user, kind="staff")
    client.cookies["language"] = "en"
    text = body(client, "/teach/courses/?view=table&order=earned")
    assert (columns(text), "Income" in text) == (["Light", "Waves", "Heat"], False)


def use_code(place: Any, course: Course, price: Decimal) -> None:
    code = make_code(price=price, used_count=1)
    CodeUse.objects.create(
        access_code=code,
        student_id=place.student_id,
        student_number=1,
        student_name="Sara",
        course_id=course.id,
        course_title=course.title,
        price=code.price,
        used_at=code.created_at,
    )


def test_progress_is_for_all_staff_and_earnings_for_the_owner(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    course = make_course(price=Decimal("150.00"))
    for percent in ("20", "60"):
        place = make_enrollment(make_student(), course)
        type(place).objects.filter(pk=place.pk).update(progress_percent=Decimal(percent))
    use_code(place, course, Decimal("150.00"))
    seen = {}
    people = {"owner": owner_of(in_alpha), "assistant": make_staff("assistant").user}
    for role, user in people.items():
        client = api(school=in_alpha).sign_in(user, kind="staff")
        client.cookies["language"] = "en"
        text = body(client, "/teach/courses/")
        seen[role] = (">40%<" in text, "Earned" in text)
    assert seen == {"owner": (True, True), "assistant": (True, False)}


def test_the_outline_asks_the_same_for_one_and_three(teacher: Api) -> None:
    course = make_course()
    make_lesson(make_module(course))
    path = f"/teach/courses/{course.id}/"
    one = queries_of(teacher, path)
    for _number in range(2):
        module = make_module(course)
        make_lesson(module)
        make_lesson(module)
    assert queries_of(teacher, path) == one


def test_nobody_is_led_to_the_teachers_door(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    answer = api(school=in_alpha).get("/teach/courses/", status=302)
    assert answer["Location"] == "/teach/sign-in/?next=%2Fteach%2Fcourses%2F"


def test_a_student_is_refused(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    client = api(school=in_alpha).sign_in(make_student().user)
    client.get("/teach/courses/", status=403)
    send(client, "/teach/courses/new/", PLAIN, status=403)
    assert Course.objects.count() == 0


def test_an_assistant_looks_and_changes_nothing(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    lesson = make_lesson()
    course, module = lesson.course, lesson.module
    client = api(school=in_alpha).sign_in(make_staff("assistant").user, kind="staff")
    client.cookies["language"] = "en"
    base = f"/teach/courses/{course.id}/"
    assert "formaction" not in body(client, base)
    client.get(f"{base}preview/")
    client.get(f"{base}lessons/{lesson.id}/preview/")
    for path in ("/teach/courses/new/", f"{base}details/", f"{base}modules/{module.id}/"):
        client.get(path, status=403)
    send(client, f"{base}act/", {"do": "delete"}, status=403)
    send(client, f"{base}modules/{module.id}/act/", {"do": "delete"}, status=403)
    send(client, f"{base}lessons/{lesson.id}/act/", {"do": "delete"}, status=403)
    assert (Course.objects.count(), Module.objects.count(), Lesson.objects.count()) == (1, 1, 1)


def test_wrong_input_keeps_what_was_typed(teacher: Api) -> None:
    wrong = {"title": "Waves", "price": "much", "access_days": "30", "description": "Sea & sound"}
    text = send(teacher, "/teach/courses/new/", wrong, status=200).content.decode()
    assert 'value="Waves"' in text
    assert 'value="much"' in text
    assert "Sea &amp; sound" in text
    assert Course.objects.count() == 0


def test_a_course_needs_a_price_or_to_be_free(teacher: Api) -> None:
    text = send(teacher, "/teach/courses/new/", {**PLAIN, "price": ""}, status=200).content.decode()
    assert "Write a price, or switch “free” on." in text
    send(teacher, "/teach/courses/new/", {**PLAIN, "price": "0"}, status=200)
    send(teacher, "/teach/courses/new/", {**PLAIN, "is_free": "on"})
    course = Course.objects.get()
    assert (course.is_free, course.price) == (True, Decimal("0.00"))


def test_a_picture_that_is_none_is_refused_beside_its_field(teacher: Api) -> None:
    given = {**PLAIN, "thumbnail": SimpleUploadedFile("p.png", b"not a picture")}
    text = send(teacher, "/teach/courses/new/", given, status=200).content.decode()
    assert "The image must be JPG or PNG." in text
    assert Course.objects.count() == 0


def test_details_change_only_what_the_form_says(teacher: Api) -> None:
    course = make_course(title="Old", price=Decimal("10.00"), access_days=7)
    path = f"/teach/courses/{course.id}/details/"
    assert 'value="Old"' in body(teacher, path)
    send(teacher, path, {"title": "New", "price": "20", "access_days": "0", "sells_modules_alone": "on"})
    course.refresh_from_db()
    kept = (course.title, course.price, course.access_days, course.sells_modules_alone, course.is_published)
    assert kept == ("New", Decimal("20.00"), 0, True, True)


def test_publishing_unpublishing_and_deleting_twice_is_harmless(teacher: Api) -> None:
    course = make_course(state=Course.State.DRAFT)
    path = f"/teach/courses/{course.id}/act/"
    for act, published in (("publish", True), ("publish", True), ("unpublish", False), ("unpublish", False)):
        send(teacher, path, {"do": act})
        course.refresh_from_db()
        assert course.is_published is published
    send(teacher, path, {"do": "delete"})
    assert send(teacher, path, {"do": "delete"})["Location"] == "/teach/courses/"
    assert Course.objects.count() == 0


def test_an_unknown_act_and_a_get_change_nothing(teacher: Api) -> None:
    lesson = make_lesson()
    base = f"/teach/courses/{lesson.course_id}/"
    for path in (f"{base}act/", f"{base}modules/{lesson.module_id}/act/", f"{base}lessons/{lesson.id}/act/"):
        teacher.get(path, status=405)
        send(teacher, path, {"do": "explode"}, status=404)
    assert Lesson.objects.count() == 1


def test_modules_and_lessons_move_hide_and_go(teacher: Api) -> None:
    course = make_course()
    first, second = make_module(course), make_module(course)
    one, two = make_lesson(first), make_lesson(first)
    base = f"/teach/courses/{course.id}/"
    send(teacher, f"{base}modules/{second.id}/act/", {"do": "up"})
    send(teacher, f"{base}modules/{second.id}/act/", {"do": "up"})
    assert list(Module.objects.values_list("id", flat=True)) == [second.id, first.id]
    answer = send(teacher, f"{base}lessons/{one.id}/act/", {"do": "down"})
    assert answer["Location"] == f"{base}#lesson-{one.id}"
    assert list(Lesson.objects.values_list("id", flat=True)) == [two.id, one.id]
    for act in ("unpublish", "unpublish"):
        send(teacher, f"{base}lessons/{one.id}/act/", {"do": act})
        send(teacher, f"{base}modules/{second.id}/act/", {"do": act})
    one.refresh_from_db()
    second.refresh_from_db()
    assert (one.is_published, second.is_published) == (False, False)
    for act in ("delete", "delete"):
        send(teacher, f"{base}lessons/{one.id}/act/", {"do": act})
        send(teacher, f"{base}modules/{second.id}/act/", {"do": act})
    assert (Lesson.objects.get(), Module.objects.get()) == (two, first)


def test_a_lesson_file_of_the_wrong_kind_is_refused_and_nothing_is_made(teacher: Api) -> None:
    module = make_module()
    path = f"/teach/courses/{module.course_id}/modules/{module.id}/lessons/new/"
    given = {"title": "Sea", "video": SimpleUploadedFile("sea.mp4", b"no video at all")}
    text = send(teacher, path, given, status=200).content.decode()
    assert 'value="Sea"' in text
    assert "Unsupported extensions" in text
    assert Lesson.objects.count() == 0


def test_what_is_not_there_or_of_another_course_or_school_is_not_found(
    teacher: Api, beta: ActiveTenant
) -> None:
    lesson, elsewhere = make_lesson(), make_course()
    with context.enter(beta):
        foreign = make_lesson()
        foreign_base = f"/teach/courses/{foreign.course_id}/"
        foreign_paths = [
            foreign_base,
            f"{foreign_base}details/",
            f"{foreign_base}preview/",
            f"{foreign_base}modules/{foreign.module_id}/",
            f"{foreign_base}modules/{foreign.module_id}/lessons/new/",
            f"{foreign_base}lessons/{foreign.id}/",
            f"{foreign_base}lessons/{foreign.id}/preview/",
        ]
    crossed = f"/teach/courses/{elsewhere.id}/"
    for path in (
        *foreign_paths,
        f"/teach/courses/{uuid.uuid4()}/",
        f"{crossed}modules/{lesson.module_id}/",
        f"{crossed}modules/{lesson.module_id}/lessons/new/",
        f"{crossed}lessons/{lesson.id}/",
    ):
        teacher.get(path, status=404)
    send(teacher, f"{foreign_base}act/", {"do": "unpublish"}, status=404)
    send(teacher, f"{foreign_base}lessons/{foreign.id}/act/", {"do": "unpublish"}, status=404)
    send(teacher, f"{crossed}lessons/{lesson.id}/act/", {"do": "unpublish"}, status=404)
    with context.enter(beta):
        foreign.refresh_from_db()
        assert (foreign.is_published, foreign.course.is_published) == (True, True)
    lesson.refresh_from_db()
    assert lesson.is_published


def test_a_form_sent_by_script_is_told_where_to_go(teacher: Api) -> None:
    module = make_module()
    path = f"/teach/courses/{module.course_id}/modules/{module.id}/lessons/new/"
    answer = teacher.post(
        path, {"title": "Sea"}, status=204, format="multipart", HTTP_X_REQUESTED_WITH="XMLHttpRequest"
    )
    lesson = Lesson.objects.get()
    assert answer["X-Follow"] == f"/teach/courses/{module.course_id}/#lesson-{lesson.id}"
    assert "“Sea” is added." in body(teacher, f"/teach/courses/{module.course_id}/")
