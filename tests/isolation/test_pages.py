"""Every named page, read and posted to by everybody, on both kinds of host.

The expected answers are data (`pages.csv`): a status, and for a redirect where to. A page that is
not in it fails; so does a row without a page.
"""

from __future__ import annotations

import pytest

from tests.isolation.matrix import HOSTS, forget_counts
from tests.isolation.pages import OUTSIDERS, all_page_cells, expected_pages, open_page
from tests.isolation.world import build_world, digest

# An enrolment asked for a course that another school offers in public is told so (decision 0005).
PUBLIC_ELSEWHERE = {"courses/<uuid:course_id>/enroll/"}
# Cut into parts of a minute or less; the shorter beginnings take what the longer ones leave.
PARTS = (
    *(f"teach/{part}/" for part in ("assessments", "codes", "courses", "questions", "students")),
    *("teach/", "learn/lessons/", "learn/", "courses/", ""),
)
PLACES = [*(("school", part) for part in PARTS), ("platform", "")]


@pytest.mark.parametrize(("host", "part"), PLACES)
def test_everybody_gets_the_page_that_the_matrix_says(alpha, beta, host, part):
    world, table = build_world(alpha, beta), expected_pages()
    watched = {school.username: digest(school) for school in (alpha, beta)}
    wrong, answers, cases = [], {}, 0
    for cell in all_page_cells(host):
        if host == "school" and part != part_of(cell.path):
            continue
        if cell.principal == "anonymous":
            forget_counts()
        answer = answers[cell] = open_page(world, cell, watched)
        cases += 1
        if answer.told != table.get(cell):
            wrong.append(f"{cell}: {answer.told!r} instead of {table.get(cell)!r}")
        if answer.harmed:
            wrong.append(f"{cell}: changed {answer.harmed}")
    wrong += told_apart(answers)
    print(f"pages, {part or 'others'} of the {host} host: {cases} cases, {len(wrong)} wrong")
    assert wrong == []


def part_of(path):
    return next(part for part in PARTS if path.startswith(part))


def told_apart(answers):
    """Pages about another school's things that are not told like pages about nothing."""
    found = []
    for cell, answer in answers.items():
        if cell.variant != "foreign" or cell.path in PUBLIC_ELSEWHERE:
            continue
        nothing = answers[type(cell)(cell.host, cell.method, cell.path, "missing", cell.principal)]
        if (answer.told, answer.body) != (nothing.told, nothing.body):
            found.append(f"{cell}: told apart from what does not exist")
    return found


def test_matrix_has_every_page_and_no_other():
    cells = {cell for host in HOSTS for cell in all_page_cells(host)}
    table = set(expected_pages())
    missing = {f"{cell.host}: {cell.path}" for cell in cells - table}
    unknown = {f"{cell.host}: {cell.path}" for cell in table - cells}
    assert (missing, unknown) == (set(), set())


DOORS = ("teach/sign-in/", "teach/enter/", "teach/visit/", "teach/brand/colours.css")
# Asked by the script that uploads a film, which cannot follow anybody to a sign-in.
ANSWERS_SCRIPTS = ("<uuid:lesson_id>/video/", "/video/place/", "/video/file/", "/videos/new/")


def test_teachers_pages_are_for_staff():
    """An independent reading of the file."""
    wrong = []
    for cell, told in expected_pages().items():
        if not cell.path.startswith("teach/") or cell.path.startswith(DOORS):
            continue
        students = cell.principal in {"student", "enrolled", "blocked"}
        turned_away = "401" if cell.path.endswith(ANSWERS_SCRIPTS) else "302 /teach/sign-in/"
        if cell.principal in OUTSIDERS - {"blocked"} and told != turned_away:
            wrong.append(f"{cell}: {told}")
        if students and told != "403":
            wrong.append(f"{cell}: {told}")
    assert wrong == []


def test_learning_is_for_students():
    wrong = []
    for cell, told in expected_pages().items():
        if not cell.path.startswith(("learn/", "profile/")):
            continue
        if cell.principal in {"assistant", "instructor", "owner", "blocked"} and told != "403":
            wrong.append(f"{cell}: {told}")
        if cell.principal in OUTSIDERS - {"blocked"} and told != "302 /sign-in/":
            wrong.append(f"{cell}: {told}")
    assert wrong == []


def test_no_page_fails():
    failing = [f"{cell}: {told}" for cell, told in expected_pages().items() if told.startswith("5")]
    assert failing == []


def test_what_a_school_earns_is_told_to_its_owner_only(alpha, beta):
    world = build_world(alpha, beta)
    words = ("Income today", "Income over time")
    seen = {}
    for person in ("owner", "instructor", "assistant"):
        text = world.client(person, "school").get("/teach/").content.decode()
        seen[person] = [word in text for word in words]
    assert seen == {"owner": [True, True], "instructor": [False, False], "assistant": [False, False]}
