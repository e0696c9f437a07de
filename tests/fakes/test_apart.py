"""The product runs without its stand-ins."""

import ast
from pathlib import Path

from deploy.checks.sources import PRODUCT, python_files

PROJECT = Path(__file__).resolve().parents[2]


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_nothing_of_the_product_imports_a_stand_in():
    roots = tuple(root for root in PRODUCT if root != "fakes")
    found = {
        str(path.relative_to(PROJECT))
        for path in python_files(project=PROJECT, roots=roots)
        for name in imported(path)
        if name.partition(".")[0] == "fakes"
    }
    assert found == set()


def test_no_stand_in_imports_the_product():
    ours = set(PRODUCT) - {"fakes"}
    found = {
        str(path.relative_to(PROJECT))
        for path in python_files(project=PROJECT, roots=("fakes",))
        for name in imported(path)
        if name.partition(".")[0] in ours
    }
    assert found == set()
