"""Tables that leave for a spreadsheet."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shared_apps.kernel.spreadsheets import csv_lines, safe_cell


@pytest.mark.parametrize(
    "text", ["=1+1", "+20100", "-2", "@x", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x"]
)
def test_text_that_a_spreadsheet_would_run_is_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


def test_numbers_stay_numbers() -> None:
    values = (Decimal("-2.50"), -3, 0, "plain", None, "")
    assert [safe_cell(value) for value in values] == ["-2.50", "-3", "0", "plain", "", ""]


def test_the_first_line_carries_the_mark() -> None:
    lines = list(csv_lines(heads=("الطالب", "Paid"), rows=[("=سارة", Decimal("5.00")), ('a"b', None)]))
    assert lines == ["\ufeffالطالب,Paid\r\n", "'=سارة,5.00\r\n", '"a""b",\r\n']
