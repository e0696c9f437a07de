"""The outline put into a new order at once."""

from __future__ import annotations

import uuid

import pytest

from shared_apps.kernel.errors import NotFound
from tenant_apps.courses.errors import OrderIncomplete, OutlineChanged
from tenant_apps.courses.models import Lesson, Module
from tenant_apps.courses.services import arrange_course, arrangement_of, mark_of, move_lesson_across
from tests.factories import make_course, make_lesson, make_module

pytestmark = pytest.mark.usefixtures("in_alpha")


@pytest.fixture
def course():
    """A: 1 2 3, B: 4, C: nothing."""
    course = make_course()
    a, b, _c = (make_module(course, title=f"Module {name}") for name in "ABC")
    for number in (1, 2, 3):
        make_lesson(a, title=str(number))
    make_lesson(b, title="4")
    return course


def drawn(course):
    modules = Module.objects.filter(course=course).order_by("order")
    return {
        module.title[-1]: [lesson.title for lesson in Lesson.objects.filter(module=module).order_by("order")]
        for module in modules
    }


def ids(course, **wanted):
    modules = {module.title[-1]: module.id for module in Module.objects.filter(course=course)}
    lessons = {lesson.title: lesson.id for lesson in Lesson.objects.filter(course=course)}
    return [(modules[name], [lessons[title] for title in inside]) for name, inside in wanted.items()]


def seen(course):
    return mark_of(arrangement=arrangement_of(course_id=course.id))


def test_modules_and_lessons_take_their_new_places(course):
    wanted = {"C": ["3"], "A": ["4", "1"], "B": ["2"]}
    mark = arrange_course(course_id=course.id, arrangement=ids(course, **wanted), seen=seen(course))
    assert drawn(course) == wanted
    assert mark == seen(course)
    assert list(Module.objects.filter(course=course).order_by("order").values_list("order", flat=True)) == [
        1,
        2,
        3,
    ]
    assert dict(Module.objects.filter(course=course).values_list("title", "total_lessons")) == {
        "Module A": 2,
        "Module B": 1,
        "Module C": 1,
    }


def test_the_same_order_again_is_taken_also_from_an_old_page(course):
    old, wanted = seen(course), ids(course, A=["2", "1", "3"], B=["4"], C=[])
    first = arrange_course(course_id=course.id, arrangement=wanted, seen=old)
    assert arrange_course(course_id=course.id, arrangement=wanted, seen=old) == first


def test_an_order_drawn_before_somebody_else_moved_is_refused(course):
    old = seen(course)
    arrange_course(course_id=course.id, arrangement=ids(course, B=["4"], A=["1", "2", "3"], C=[]), seen=old)
    with pytest.raises(OutlineChanged):
        arrange_course(
            course_id=course.id, arrangement=ids(course, A=["3", "2", "1"], B=["4"], C=[]), seen=old
        )
    assert drawn(course) == {"B": ["4"], "A": ["1", "2", "3"], "C": []}


@pytest.mark.parametrize(
    "wanted",
    [
        {"A": ["1", "2", "3"], "B": ["4"]},
        {"A": ["1", "2"], "B": ["4"], "C": []},
        {"A": ["1", "2", "3", "3"], "B": ["4"], "C": []},
        {},
    ],
)
def test_an_order_that_leaves_out_or_repeats_is_refused(course, wanted):
    with pytest.raises(OrderIncomplete):
        arrange_course(course_id=course.id, arrangement=ids(course, **wanted), seen=seen(course))
    assert drawn(course) == {"A": ["1", "2", "3"], "B": ["4"], "C": []}


def test_lessons_of_another_course_do_not_get_in(course):
    stranger = make_lesson(make_module(make_course()))
    wanted = ids(course, A=["1", "2"], B=["4"], C=[])
    wanted[0][1].append(stranger.id)
    with pytest.raises(OrderIncomplete):
        arrange_course(course_id=course.id, arrangement=wanted, seen=seen(course))
    with pytest.raises(NotFound):
        arrange_course(course_id=uuid.uuid4(), arrangement=[], seen="")


@pytest.mark.parametrize(
    ("title", "up", "wanted"),
    [
        ("2", True, {"A": ["2", "1", "3"], "B": ["4"], "C": []}),
        ("3", False, {"A": ["1", "2"], "B": ["3", "4"], "C": []}),
        ("4", True, {"A": ["1", "2", "3", "4"], "B": [], "C": []}),
        ("4", False, {"A": ["1", "2", "3"], "B": [], "C": ["4"]}),
        ("1", True, {"A": ["1", "2", "3"], "B": ["4"], "C": []}),
    ],
)
def test_a_lesson_goes_step_by_step_through_the_whole_course(course, title, up, wanted):
    move_lesson_across(lesson_id=Lesson.objects.get(title=title).id, up=up)
    assert drawn(course) == wanted
