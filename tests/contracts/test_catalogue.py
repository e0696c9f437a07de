"""Every row of the error catalogue is reached by a test, and every mark names a row."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.contracts.promised import document_of

HERE = Path(__file__).parent
MARK = "pytest.mark.catalogue"


def rows():
    """The rows of the document's catalogue as the marks write them, with their statuses."""
    text = document_of("edupro").read_text().partition("## The error catalogue")[2].partition("\n## ")[0]
    lines = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| C")]
    cells = [[cell.strip() for cell in line] for line in lines]
    return {f"{section} {where}: {situation}": int(status) for section, status, where, situation in cells}


def marks():
    found = set()
    for path in HERE.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == MARK:
                found.add(ast.literal_eval(node.args[0]))
    return found


def test_each_row_of_the_catalogue_is_reached_and_each_mark_is_a_row():
    named = {mark for mark in marks() if mark.startswith("C")}
    assert named == set(rows())
    assert len(rows()) == 89


def test_headers_and_rules_are_reached():
    named = {mark.partition(" ")[0] for mark in marks() if not mark.startswith("C")}
    assert named == {"13", "Errors", "Formats", "Pagination", "Rate"}
