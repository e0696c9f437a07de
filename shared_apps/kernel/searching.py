"""Rows in which the words that somebody typed occur, whichever way their letters are written."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from shared_apps.kernel.folding import search_pattern, search_words


def word_in(word: str, fields: Sequence[str]) -> Q:
    """Rows that have `word` (of `search_words`) in one of their `fields`."""
    pattern = search_pattern(word)
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__iregex": pattern})
    return found


def words_in(text: str, *, fields: Sequence[str]) -> Q:
    """Rows that have every word of `text`, each in any of their `fields`; all rows when there is no word."""
    found = Q()
    for word in search_words(text):
        found &= word_in(word, fields)
    return found
