"""Which texts the product asks to be translated: found in the code and in the templates."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from deploy.checks.sources import python_files, template_files

# How many leading arguments are texts, and whether the first of them is a context.
FUNCTIONS = {
    "_": (1, False),
    "gettext": (1, False),
    "gettext_lazy": (1, False),
    "gettext_noop": (1, False),
    "ngettext": (2, False),
    "ngettext_lazy": (2, False),
    "pgettext": (1, True),
    "pgettext_lazy": (1, True),
    "npgettext": (2, True),
    "npgettext_lazy": (2, True),
}
CALL = re.compile(r"(?<![\w.])(_|n?p?gettext(?:_lazy|_noop)?)\(")


class Message(NamedTuple):
    """One text: the context and the text are its name in the catalogue."""

    context: str | None
    text: str
    plural: str | None
    place: str


def messages(*, project: Path) -> Iterator[Message]:
    """Every text of the product with the place it was found at."""
    for path in python_files(project=project):
        yield from _in_python(path.read_text(), str(path.relative_to(project)))
    for path in template_files(project=project):
        yield from _in_template(path.read_text(), str(path.relative_to(project)))


def _in_python(text: str, name: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(text, name)):
        message = _of_call(node)
        if message:
            yield message._replace(place=f"{name}:{node.lineno}")  # type: ignore[attr-defined]  # calls have lines


def _in_template(text: str, name: str) -> Iterator[Message]:
    from django.utils.translation.template import templatize  # needs no settings, but costs a second

    code = templatize(text, origin=name)
    for match in CALL.finditer(code):
        call = _call_at(code, match.start(1))
        message = _of_call(call) if call else None
        if message:
            yield message._replace(place=f"{name}:{code.count(chr(10), 0, match.start()) + 1}")


def _call_at(code: str, start: int) -> ast.expr | None:
    """The call that begins there; around it is what Django made of the markup, which is no Python."""
    end = start
    while (end := code.find(")", end) + 1) > 0:
        try:
            return ast.parse(code[start:end].strip(), mode="eval").body
        except SyntaxError:
            continue
    return None


def _of_call(node: ast.AST) -> Message | None:
    if not isinstance(node, ast.Call):
        return None
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if name not in FUNCTIONS:
        return None
    count, has_context = FUNCTIONS[name]
    texts = [_constant(argument) for argument in node.args[: count + has_context]]
    if len(texts) < count + has_context or None in texts[: 1 + has_context]:
        return None
    context = texts.pop(0) if has_context else None
    return Message(context, texts[0] or "", texts[1] if count == 2 else None, "")


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
