"""Compile the translations; the result is committed, so that a start needs no gettext.

python -m deploy.messages
"""

import io
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PROJECT = Path(__file__).resolve().parents[1]


def compiled(*, catalogue: Path) -> bytes:
    """The binary form of a catalogue; the same text gives the same bytes."""
    with catalogue.open("rb") as file:
        messages = read_po(file, locale=catalogue.parents[1].name)
    result = io.BytesIO()
    write_mo(result, messages)
    return result.getvalue()


def main() -> int:
    for catalogue in sorted(PROJECT.glob("locale/*/LC_MESSAGES/*.po")):
        catalogue.with_suffix(".mo").write_bytes(compiled(catalogue=catalogue))
        print(f"messages: {catalogue.relative_to(PROJECT).with_suffix('.mo')}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
