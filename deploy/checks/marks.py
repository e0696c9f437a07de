"""Work-marks are for while you work: the check refuses them if you forget."""

import re
from pathlib import Path

from deploy.checks.sources import EVERYTHING, place, python_files

# Spelled in parts, or this file would be its own finding.
MARKS = re.compile(
    "|".join(
        (
            r"\bTO" + r"DO\b",
            r"\bFIX" + r"ME\b",
            r"\braise Not" + r"ImplementedError\b",
            r"\bpytest\.(mark\.)?(ski" + r"p|xfa" + r"il)",
            r"\bunittest\.ski" + r"p",
        )
    )
)


def problems(*, project: Path) -> list[str]:
    found = []
    for path in python_files(project=project, roots=EVERYTHING):
        text = path.read_text()
        for match in MARKS.finditer(text):
            found.append(f"{place(path, project, text, match.start())}: {match[0]} is left in the code")
    return found
