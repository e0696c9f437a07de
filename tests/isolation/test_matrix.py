"""Every operation, by everybody, on everybody's objects, on both kinds of host.

The expected statuses are data (`permissions_<contract>.csv`), reviewed like code; the cells are generated.
"""

from __future__ import annotations

import pytest

from tests.contracts.promised import promises
from tests.isolation.matrix import HOSTS, all_cells, ask, cells, expected, forget_counts
from tests.isolation.world import PRINCIPALS, build_world, digest

PARTS = sorted({(promise.contract, promise.section.partition(".")[0]) for promise in promises()})

# A school opens its door to strangers here: who signs in, registers or joins writes into it.
DOORS = {
    "POST student/login/{teacher_username}/",
    "POST student/student-register/{teacher_username}/",
    "POST join-teacher/{teacher_username}/",
}
NOBODY = {"anonymous", "garbage", "expired"}
STRANGERS = {"foreign_student", "foreign_owner"}
MEANT = {
    "anyone": set(PRINCIPALS),
    "student": {"student", "enrolled"},
    "student of the course": {"enrolled"},
    "student who gave it": {"enrolled"},
    "student whose it is": {"enrolled"},
    "student or staff": {"student", "enrolled", "assistant", "instructor", "owner"},
    "staff": {"assistant", "instructor", "owner"},
    "teaching staff": {"instructor", "owner"},
    "owner": {"owner"},
    "operator": {"operator"},
}


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize(("contract", "section"), PARTS)
def test_everybody_gets_what_the_matrix_says(alpha, beta, host, contract, section):
    world, table = build_world(alpha, beta), expected()
    watched = {school.username: digest(school) for school in (alpha, beta)}
    cases, wrong = 0, []
    for promise in promises(contract):
        if promise.section.partition(".")[0] != section:
            continue
        forget_counts()
        answers = {}
        for cell, variant in cells(promise, host):
            answer = answers[variant, cell.principal] = ask(world, promise, cell, watched=watched)
            cases += 1
            if answer.status != table[cell]:
                wrong.append(f"{cell}: {answer.status} instead of {table[cell]} {answer.body[:120]!r}")
            if answer.harmed and promise.operation not in DOORS:
                wrong.append(f"{cell}: changed {answer.harmed}")
        wrong += told_apart(promise, host, answers)
    print(f"matrix, {contract} section {section}, {host} host: {cases} cases, {len(wrong)} wrong")
    assert wrong == []


def told_apart(promise, host, answers):
    """Foreign objects that are not answered byte for byte like ones that do not exist."""
    found = []
    for (variant, principal), answer in answers.items():
        at_home = host == "platform" and principal in STRANGERS
        if not variant.startswith("foreign") or at_home or is_public(promise, host, variant):
            continue
        # The school's name in the path is public; whether its paper is published is not.
        named = host == "platform" and "{teacher_username}" in promise.path
        nothing = answers["foreign" if named and variant == "foreign_draft" else "missing", principal]
        if (answer.status, answer.body, answer.headers) != (nothing.status, nothing.body, nothing.headers):
            found.append(f"{promise.operation} [{variant}] by {principal} on {host}: {answer.body[:120]!r}")
    return found


def is_public(promise, host, variant):
    """Whether the world may know that the other school has this: its name, its published courses."""
    if variant == "foreign_draft":
        return False
    if promise.operation == "POST course/course-enrollment/":
        return True  # answered with "You are not a student of this teacher."
    return host == "platform" and ("{teacher_username}" in promise.path or "{course_id}" in promise.path)


def test_matrix_is_complete_and_has_nothing_else():
    assert set(expected()) == all_cells()


def test_matrix_agrees_with_who_the_document_names():
    """An independent reading: from the word in the document's table to who gets in."""
    table, wrong = expected(), []
    who = {(p.contract, p.operation): p.who for p in promises()}
    for cell, status in table.items():
        meant_for = who[cell.contract, cell.operation]
        allowed = MEANT.get(meant_for)
        host = "platform" if meant_for == "operator" else "school"
        if allowed is None or cell.host != host or cell.variant not in ("-", "own"):
            continue
        meant = cell.principal in allowed
        shut_out = status == 401 if cell.principal in NOBODY else status >= 400
        if (status in (401, 403)) if meant else not shut_out:
            wrong.append(f"{cell}: {status}")
    assert [line for line in wrong if DOOR_OF_JOINING not in line] == []


DOOR_OF_JOINING = "join-teacher/"
"""Its students are those of any school."""


def test_matrix_has_only_statuses_that_the_document_promises():
    promised = {(p.contract, p.operation): {p.success} | p.refusals for p in promises()}
    wrong = {
        f"{cell}: {status}"
        for cell, status in expected().items()
        if status not in promised[cell.contract, cell.operation]
    }
    assert wrong == set()


def test_strangers_never_succeed_at_a_school_host():
    """Whatever is not public answers the other school's people like nobody."""
    table = expected()
    wrong = [
        f"{cell}: {status}, nobody gets {table[nobody(cell)]}"
        for cell, status in table.items()
        if cell.host == "school" and cell.principal in STRANGERS and status != table[nobody(cell)]
    ]
    assert [line for line in wrong if DOOR_OF_JOINING not in line] == []


def nobody(cell):
    return type(cell)(cell.contract, cell.host, cell.operation, cell.variant, "anonymous")
