"""Pages turn round with the language: no property or class may name the left or the right side.

A style rule that means the physical side says so on its line: /* physical: why */.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from deploy.checks.sources import place, style_files, template_files

PROPERTY = re.compile(
    r"""(?<![\w-])(
        (?:scroll-)?(?:margin|padding)-(?:left|right)
      | border-(?:left|right)(?:-\w+)?
      | border-(?:top|bottom)-(?:left|right)-radius
      | (?:left|right)(?=\s*:)
      | (?:text-align|float|clear)\s*:\s*(?:left|right)
    )""",
    re.VERBOSE,
)
TAILWIND = re.compile(
    r"""^-?(
        (?:ml|mr|pl|pr|left|right|scroll-ml|scroll-mr|scroll-pl|scroll-pr)-.+
      | border-[lr](?:-.+)?
      | rounded-(?:l|r|tl|tr|bl|br)(?:-.+)?
      | (?:text|float|clear)-(?:left|right)
    )$""",
    re.VERBOSE,
)
CLASSES = re.compile(r"""(?<![\w-])(?::|x-bind:)?class\s*=\s*("[^"]*"|'[^']*')""", re.DOTALL)
APPLY = re.compile(r"@apply\s+([^;}]+)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
TEMPLATE_TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
MEANT = "physical:"


def problems(*, project: Path) -> list[str]:
    found = []
    for path in style_files(project=project):
        text = path.read_text()
        found += [
            f"{place(path, project, text, at)}: {what} names a side; use the inline one"
            for at, what in _in_style(text)
        ]
    for path in template_files(project=project):
        text = path.read_text()
        found += [
            f"{place(path, project, text, at)}: class {what} names a side; use the start or end one"
            for at, what in _in_template(text)
        ]
    return found


def _in_style(text: str) -> Iterator[tuple[int, str]]:
    lines = text.splitlines()
    bare = COMMENT.sub(_blank, text)
    for match in PROPERTY.finditer(bare):
        if MEANT not in lines[text.count("\n", 0, match.start())]:
            yield match.start(), match[1]
    for match in APPLY.finditer(bare):
        yield from ((match.start(), name) for name in match[1].split() if _names_side(name))


def _in_template(text: str) -> Iterator[tuple[int, str]]:
    for match in CLASSES.finditer(TEMPLATE_TAG.sub(_blank, text)):
        for name in re.findall(r"[^\s\"'`{},\[\]?]+", match[1]):
            if _names_side(name):
                yield match.start(), name


def _names_side(name: str) -> bool:
    return bool(TAILWIND.match(name.rpartition(":")[2].strip("!")))


def _blank(match: re.Match[str]) -> str:
    """As long as what it replaces, so that positions stay true."""
    return re.sub(r"[^\n]", " ", match[0])
