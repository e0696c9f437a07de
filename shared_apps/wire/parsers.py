"""Reading JSON from strangers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

MAX_DEPTH = 20
"""No contract nests deeper than a few levels; Python's reader gives up at about a thousand."""


class BoundedJSONParser(JSONParser):
    """JSON that is nested at most `MAX_DEPTH` deep and whose texts are Unicode.

    Raises ParseError. Half a surrogate pair is refused here, wherever it stands: it could neither be
    stored nor be sent back within an error.
    """

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        try:
            parsed = super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError("JSON parse error - nested too deeply.") from error
        except LookupError as error:
            raise ParseError("JSON parse error - unknown character set.") from error
        _check(parsed, MAX_DEPTH)
        return parsed


def _check(value: Any, depth: int) -> None:
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise ParseError("JSON parse error - text that is no Unicode.") from error
        return
    if not isinstance(value, (dict, list)):
        return
    if depth == 0:
        raise ParseError("JSON parse error - nested too deeply.")
    parts = [*value.keys(), *value.values()] if isinstance(value, dict) else value
    for part in parts:
        _check(part, depth - 1)
