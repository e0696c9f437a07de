"""The outline is put into order by dragging, by keys and by buttons; what is sent, and what is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tenant_apps.courses.models import Course, Lesson, Module
from tenant_apps.courses.services import arrangement_of, mark_of
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_course, make_lesson, make_module, make_staff
from tests.pages.dragging import Shown, shown_in_browser


@pytest.fixture
def course(in_alpha: ActiveTenant) -> Course:
    course = make_course(title="Waves")
    first, second = make_module(course, title="First part"), make_module(course, title="Second part")
    for title in ("One", "Two", "Three"):
        make_lesson(first, title=title)
    make_lesson(second, title="Four")
    return course


def address(course: Course, rest: str = "") -> str:
    return f"/teach/courses/{course.id}/{rest}"


def words(lines: list[str]) -> list[str]:
    """The order as titles."""
    rows = {f"m:{module.id}": module.title for module in Module.objects.all()}
    rows |= {f"l:{lesson.id}": lesson.title for lesson in Lesson.objects.all()}
    return [rows[line] for line in lines]


def lines(course: Course, *titles: str) -> list[str]:
    rows = {module.title: f"m:{module.id}" for module in Module.objects.filter(course=course)}
    rows |= {lesson.title: f"l:{lesson.id}" for lesson in Lesson.objects.filter(course=course)}
    return [rows[title] for title in titles]


def now(course: Course) -> list[str]:
    found = []
    for module, inside in arrangement_of(course_id=course.id):
        found += [f"m:{module}", *(f"l:{lesson}" for lesson in inside)]
    return words(found)


def seen(course: Course) -> str:
    return mark_of(arrangement=arrangement_of(course_id=course.id))


def order(client: Api, course: Course, given: dict[str, Any], *, status: int = 200) -> Any:
    return client.post(address(course, "order/"), given, status=status, format="multipart")


def test_an_order_is_kept_and_its_mark_is_told(teacher: Api, course: Course) -> None:
    wanted = ("Second part", "Three", "Four", "First part", "Two", "One")
    answer = order(teacher, course, {"order": lines(course, *wanted), "seen": seen(course)})
    assert now(course) == list(wanted)
    assert answer.json() == {"seen": seen(course)}
    assert f'data-seen="{seen(course)}"' in teacher.get(address(course)).content.decode()


def test_two_people_at_once_lose_nothing(teacher: Api, course: Course) -> None:
    old = seen(course)
    mine = lines(course, "Second part", "Four", "First part", "One", "Two", "Three")
    theirs = lines(course, "First part", "Three", "Two", "One", "Second part", "Four")
    order(teacher, course, {"order": mine, "seen": old})
    refused = order(teacher, course, {"order": theirs, "seen": old}, status=409)
    assert refused.json() == {"detail": "Somebody else moved something meanwhile. Here is how it is now."}
    make_lesson(Module.objects.get(title="First part"), title="Five")
    order(teacher, course, {"order": mine, "seen": seen(course)}, status=400)
    assert words(mine) == [title for title in now(course) if title != "Five"]


@pytest.mark.parametrize("given", [[], ["x"], ["m:1"], ["l:", "m:"], ["m:" + "0" * 32] * 2])
def test_what_is_no_outline_is_refused(teacher: Api, course: Course, given: list[str]) -> None:
    before = now(course)
    order(teacher, course, {"order": given, "seen": seen(course)}, status=400)
    assert now(course) == before


def test_an_assistant_arranges_nothing(api: ApiMaker, course: Course, alpha: Any) -> None:
    client = api(school=alpha).sign_in(make_staff("assistant").user, kind="staff")
    assert "data-grip" not in client.get(address(course)).content.decode()
    order(client, course, {"order": lines(course, "First part")}, status=403)


def test_buttons_take_a_lesson_into_the_next_module_without_script(teacher: Api, course: Course) -> None:
    three = Lesson.objects.get(title="Three")
    teacher.post(address(course, f"lessons/{three.id}/act/"), {"do": "down"}, status=302, format="multipart")
    assert now(course) == ["First part", "One", "Two", "Second part", "Three", "Four"]
    text = teacher.get(address(course)).content.decode()
    lessons = text[text.index("data-outline-lessons") :]
    hidden = re.findall(r'class="button button-quiet button-icon invisible"\s+aria-label="([^"]*)"', lessons)
    # The first lesson of all does not go up, the last one of all and the last module do not go down.
    assert hidden == ["Move up", "Move down", "Move down"]


@pytest.fixture
def shown(teacher: Api, course: Course) -> Iterator[Shown]:
    with shown_in_browser(teacher, address(course)) as shown:
        yield shown


def test_a_lesson_is_dragged_into_another_module_and_sent_once(shown: Shown) -> None:
    shown.drag("One", "Four", below=60)
    wanted = ["First part", "Two", "Three", "Second part", "Four", "One"]
    assert shown.titles() == wanted
    shown.wait_until_sent(1)
    shown.settle()
    assert shown.sent == [shown.lines()]
    assert shown.said() == "One: in Second part, place 2 of 2"


def test_arrow_keys_move_and_say_where_and_three_moves_are_one_order(shown: Shown) -> None:
    shown.grip("Three").focus()
    for _key in range(2):
        shown.page.keyboard.press("ArrowDown")
    shown.grip("Second part").focus()
    shown.page.keyboard.press("ArrowUp")
    assert shown.titles() == ["Second part", "Four", "Three", "First part", "One", "Two"]
    assert shown.said() == "Second part: place 1 of 2"
    shown.wait_until_sent(1)
    shown.settle()
    assert len(shown.sent) == 1


def test_buttons_move_in_place_with_script(shown: Shown) -> None:
    shown.page.locator("[data-outline-lesson]", has_text="Two").get_by_role("button", name="Move up").click()
    assert shown.titles()[:3] == ["First part", "Two", "One"]
    shown.wait_until_sent(1)
    assert len(shown.sent) == 1
