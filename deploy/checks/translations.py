"""The Arabic catalogue is complete: no text missing, empty or unsure, every placeholder kept."""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po

from deploy.checks.messages import messages

CATALOGUE = Path("locale/ar/LC_MESSAGES/django.po")
Texts = str | tuple[str, ...] | list[str]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|{\w*}|(?<!%)%[sd]")


def problems(*, project: Path) -> list[str]:
    path = project / CATALOGUE
    if not path.exists():
        return [f"{CATALOGUE} is missing"]
    with path.open("rb") as file:
        catalogue = read_po(file, locale="ar")
    return [*_missing(project, catalogue), *_faulty(catalogue), *_stale(path)]


def _missing(project: Path, catalogue: Catalog) -> list[str]:
    found: dict[tuple[str | None, str], str] = {}
    for message in messages(project=project):
        # Django's own words come translated; an empty text is the catalogue's header.
        if message.text and catalogue.get(message.text, message.context) is None:
            found.setdefault(
                (message.context, message.text), f"{message.place}: no Arabic for “{message.text}”"
            )
    return list(found.values())


def _faulty(catalogue: Catalog) -> list[str]:
    return [
        f"{CATALOGUE}:{entry.lineno or 0}: “{_all(entry.id)[0]}” {fault}"
        for entry in catalogue
        if entry.id
        for fault in _faults(entry, catalogue.num_plurals)
    ]


def _faults(entry: Entry, plurals: int) -> list[str]:
    if entry.fuzzy:
        return ["is marked unsure"]
    strings = _all(entry.string or "")
    if not all(strings) or (not isinstance(entry.id, str) and len(strings) != plurals):
        return ["has no translation, or not in every plural form"]
    return _lost_placeholders(entry.id, strings)


def _lost_placeholders(texts: Texts, strings: Texts) -> list[str]:
    plural = not isinstance(texts, str)
    wanted = set(PLACEHOLDER.findall(" ".join(_all(texts))))
    for string in _all(strings):
        there = set(PLACEHOLDER.findall(string))
        # A plural form for exactly one or two may say the number in words.
        if there - wanted or (not plural and wanted - there):
            return [f"has other placeholders: {', '.join(sorted(there ^ wanted))}"]
    return []


def _all(texts: Texts) -> list[str]:
    return [texts] if isinstance(texts, str) else list(texts)


def _stale(path: Path) -> list[str]:
    from deploy.messages import compiled

    binary = path.with_suffix(".mo")
    if binary.exists() and binary.read_bytes() == compiled(catalogue=path):
        return []
    return [f"{CATALOGUE.with_suffix('.mo')} is not what the catalogue says; run `make messages`"]
