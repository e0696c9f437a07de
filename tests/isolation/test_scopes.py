"""An assistant to whom nothing was opened: every operation that assistants have otherwise, asked again."""

from __future__ import annotations

import pytest

from tenant_apps.staff.models import StaffMember
from tenants import context
from tests.contracts.promised import CONTRACTS, promises
from tests.isolation.matrix import Cell, ask, cells, expected, forget_counts
from tests.isolation.world import build_world

# What is no area of the school: one's own account, and the school's public face.
ALWAYS_OPEN: dict[str, set[str]] = {
    "edupro": {
        "GET teacher/teacher-profile/",
        "POST change-password/",
        "POST logout/",
        "POST token/refresh/",
    },
    "edupro_v1": {
        "GET teacher/teacher-profile/",
        "POST logout/",
        "POST token/refresh/",
        "PUT change-password/",
    },
}


def _only_staffs(table: dict[Cell, int], cell: Cell) -> bool:
    anonymous = Cell(cell.contract, cell.host, cell.operation, cell.variant, "anonymous")
    return 200 <= table[cell] < 300 and not 200 <= table[anonymous] < 300


@pytest.mark.parametrize("contract", CONTRACTS)
def test_an_assistant_without_scopes_is_refused_all_of_it(alpha, beta, contract):
    world, table = build_world(alpha, beta), expected()
    with context.enter(alpha):
        assert StaffMember.objects.filter(role="assistant").update(scopes=[]) == 1
    told = {}
    for promise in promises(contract):
        forget_counts()
        for cell, _variant in cells(promise, "school"):
            if cell.principal == "assistant" and cell.variant in ("own", "-") and _only_staffs(table, cell):
                told[cell.operation] = ask(world, promise, cell).status
    still_open = {operation for operation, status in told.items() if status != 403}
    print(f"{contract}: {len(told)} operations of assistants, {len(told) - len(still_open)} refused")
    assert still_open == ALWAYS_OPEN[contract]
