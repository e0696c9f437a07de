"""The questions of an exam are put into order by dragging, by keys and by buttons, and sent at once."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from tenant_apps.assessments.models import Assessment, Question
from tenant_apps.assessments.services.arranging import mark_of
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_staff
from tests.factories.assessments import make_assessment, make_question
from tests.pages.dragging import Shown, shown_in_browser

NOBODY = uuid.UUID(int=0)
CHANGED = "Somebody else moved something meanwhile. Here is how it is now."
INCOMPLETE = "The list has changed meanwhile. Reload the page and try again."


@pytest.fixture
def exam(in_alpha: ActiveTenant) -> Assessment:
    exam = make_assessment(title="Waves")
    for text in ("One", "Two", "Three"):
        make_question(exam, text=text)
    return exam


def address(exam: Assessment, rest: str = "") -> str:
    return f"/teach/assessments/{exam.id}/{rest}"


def lines(exam: Assessment, *texts: str) -> list[str]:
    rows = dict(exam.questions.values_list("text", "id"))
    return [f"m:{rows[text]}" for text in texts]


def now(exam: Assessment) -> list[tuple[str, int]]:
    return list(exam.questions.order_by("order").values_list("text", "order"))


def seen(exam: Assessment) -> str:
    return mark_of(question_ids=exam.questions.order_by("order").values_list("id", flat=True))


def order(client: Api, exam: Assessment, given: dict[str, Any], *, status: int = 200) -> Any:
    return client.post(address(exam, "order/"), given, status=status, format="multipart")


def test_an_order_is_kept_and_its_mark_is_told(teacher: Api, exam: Assessment) -> None:
    given = {"order": lines(exam, "Three", "One", "Two"), "seen": seen(exam)}
    answer = order(teacher, exam, given)
    assert now(exam) == [("Three", 1), ("One", 2), ("Two", 3)]
    assert answer.json() == {"seen": seen(exam)}
    assert f'data-seen="{seen(exam)}"' in teacher.get(address(exam)).content.decode()
    # The same once more, as after an answer that was lost on the way.
    assert order(teacher, exam, given).json() == {"seen": seen(exam)}


def test_two_people_at_once_lose_nothing(teacher: Api, exam: Assessment) -> None:
    old = seen(exam)
    order(teacher, exam, {"order": lines(exam, "Two", "One", "Three"), "seen": old})
    refused = order(teacher, exam, {"order": lines(exam, "Three", "Two", "One"), "seen": old}, status=409)
    assert refused.json() == {"detail": CHANGED}
    mine = lines(exam, "Three", "Two", "One")
    make_question(exam, text="Four")
    refused = order(teacher, exam, {"order": mine, "seen": seen(exam)}, status=400)
    assert refused.json() == {"detail": INCOMPLETE}
    assert now(exam) == [("Two", 1), ("One", 2), ("Three", 3), ("Four", 4)]


@pytest.mark.parametrize("given", [[], ["x"], ["m:1"], ["m:"], [f"m:{NOBODY}"] * 3, [f"m:{NOBODY} " * 501]])
def test_what_is_no_order_is_refused(teacher: Api, exam: Assessment, given: list[str]) -> None:
    before = now(exam)
    refused = order(teacher, exam, {"order": given, "seen": seen(exam)}, status=400)
    assert (refused.json(), now(exam)) == ({"detail": INCOMPLETE}, before)


def test_a_lesson_of_no_exam_and_another_exams_question_are_refused(teacher: Api, exam: Assessment) -> None:
    other = make_question(make_assessment(), text="Foreign")
    mixed = [*lines(exam, "One", "Two"), f"m:{other.id}"]
    order(teacher, exam, {"order": mixed, "seen": seen(exam)}, status=400)
    told = [line.replace("m:", "l:") for line in lines(exam, "Two", "One", "Three")]
    order(teacher, exam, {"order": told, "seen": seen(exam)}, status=400)
    missing = teacher.post(address(exam, "order/").replace(str(exam.id), str(uuid.uuid4())), {}, status=404)
    assert missing.status_code == 404
    assert now(exam) == [("One", 1), ("Two", 2), ("Three", 3)]


def test_an_assistant_arranges_nothing(api: ApiMaker, exam: Assessment, alpha: Any) -> None:
    client = api(school=alpha).sign_in(make_staff("assistant").user, kind="staff")
    text = client.get(address(exam)).content.decode()
    assert ("data-grip" in text, "outline.js" in text) == (False, False)
    order(client, exam, {"order": lines(exam, "Two", "One", "Three")}, status=403)


def test_buttons_move_without_script_and_stop_at_the_edges(teacher: Api, exam: Assessment) -> None:
    three = Question.objects.get(text="Three")
    for _press in range(3):
        act = address(exam, f"questions/{three.id}/act/")
        teacher.post(act, {"do": "up"}, status=302, format="multipart")
    assert now(exam) == [("Three", 1), ("One", 2), ("Two", 3)]
    text = teacher.get(address(exam)).content.decode()
    hidden = re.findall(r'class="button button-quiet button-icon invisible"\s+aria-label="([^"]*)"', text)
    assert hidden == ["Move up", "Move down"]


@pytest.fixture
def shown(teacher: Api, exam: Assessment) -> Iterator[Shown]:
    with shown_in_browser(teacher, address(exam)) as shown:
        yield shown


def numbers(shown: Shown) -> list[str]:
    return list(shown.page.locator("[data-outline-number]").all_text_contents())


def test_a_question_is_dragged_numbered_anew_and_sent_once(shown: Shown) -> None:
    shown.drag("One", "Three", below=60)
    assert (shown.titles(), numbers(shown)) == (["Two", "Three", "One"], ["1", "2", "3"])
    shown.wait_until_sent(1)
    shown.settle()
    assert shown.sent == [shown.lines()]
    assert shown.said() == "One: place 3 of 3"


def test_arrow_keys_move_and_say_where_and_three_moves_are_one_order(shown: Shown) -> None:
    shown.grip("One").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp"):
        shown.page.keyboard.press(key)
    assert shown.titles() == ["Two", "One", "Three"]
    assert shown.said() == "One: place 2 of 3"
    assert shown.page.evaluate("document.activeElement.closest('[data-title]').dataset.title") == "One"
    shown.wait_until_sent(1)
    shown.settle()
    assert shown.sent == [shown.lines()]


def test_buttons_move_in_place_with_script(shown: Shown) -> None:
    shown.page.locator("[data-outline-module]", has_text="Two").get_by_role("button", name="Move up").click()
    assert (shown.titles(), numbers(shown)) == (["Two", "One", "Three"], ["1", "2", "3"])
    shown.wait_until_sent(1)
    shown.settle()
    assert shown.sent == [shown.lines()]


def test_a_conflict_is_told_and_the_page_drawn_anew(shown: Shown) -> None:
    shown.status, shown.answer = 409, {"detail": CHANGED}
    shown.grip("One").focus()
    shown.page.keyboard.press("ArrowDown")
    shown.wait_until_sent(1)
    shown.page.get_by_text(CHANGED).wait_for()
    with shown.page.expect_navigation():
        pass
    assert (shown.drawn, shown.titles(), len(shown.sent)) == (2, ["One", "Two", "Three"], 1)
