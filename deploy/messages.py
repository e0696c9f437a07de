"""Compile the translations; the result is committed, so that a start needs no gettext.

python -m deploy.messages
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PROJECT = Path(__file__).resolve().parents[1]
NO_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def compiled(*, catalogue: Path) -> bytes:
    """The binary form of a catalogue; the same text gives the same bytes."""
    with catalogue.open("rb") as file:
        messages = read_po(file, locale=catalogue.parents[1].name)
    # Babel writes the moment of compiling into a catalogue that names none.
    messages.creation_date = messages.revision_date = NO_MOMENT
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
