"""Functions and files stay small enough to be read at once."""

import ast
from pathlib import Path

from deploy.checks.sources import PRODUCT, python_files

FUNCTION_LINES = 40
FILE_LINES = 250
ROOTS = (*PRODUCT, "deploy")


def problems(*, project: Path) -> list[str]:
    found = []
    for path in python_files(project=project, roots=ROOTS):
        text = path.read_text()
        inside = path.relative_to(project)
        lines = text.count("\n")
        if lines > FILE_LINES:
            found.append(f"{inside}: {lines} lines; make a package of the same name (ceiling {FILE_LINES})")
        for node in ast.walk(ast.parse(text, str(path))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LINES:
                    found.append(
                        f"{inside}:{node.lineno}: {node.name} has {length} lines (ceiling {FUNCTION_LINES})"
                    )
    return found
