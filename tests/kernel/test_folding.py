"""One spelling for what is looked for and what is looked through."""

from __future__ import annotations

import pytest

from shared_apps.kernel.folding import fold, search_pattern, search_words
from tests.factories import make_course

SPELLINGS = [
    ("الجبر", "الجبر"),
    ("إحصاء", "احصا"),
    ("أَحياء", "احيا"),
    ("آلة", "اله"),
    ("مُسْتوى", "مستوي"),
    ("مـــيكانيكا", "ميكانيكا"),
    ("شؤون", "شوون"),
    ("الصف ٣", "الصف 3"),
    ("۴ فصل", "4 فصل"),
    ("ALGEBRA", "algebra"),
]


@pytest.mark.parametrize(("typed", "folded"), SPELLINGS)
def test_fold_reduces_to_one_spelling(typed, folded):
    assert fold(typed) == folded


@pytest.mark.parametrize(("written", "folded"), SPELLINGS)
def test_the_database_finds_every_spelling(in_alpha, written, folded):
    course = make_course(title=f"({written})")
    make_course(title="Other")
    for typed in (written, folded):
        (*_others, word) = search_words(typed)
        rows = type(course).objects.filter(title__iregex=search_pattern(word))
        assert [row.pk for row in rows] == [course.pk]


@pytest.mark.parametrize("typed", ["a.c", "a+", "(a", "[", "\\", "100%", "a|b", "^", "{2}", "a*"])
def test_signs_are_looked_for_as_they_are(in_alpha, typed):
    course = make_course(title=f"About {typed} here")
    make_course(title="abc aa 100 2 other")
    rows = type(course).objects.filter(title__iregex=search_pattern(typed))
    assert [row.pk for row in rows] == [course.pk]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", []),
        ("  الجبر   والهندسة ", ["جبر", "والهندسه"]),
        ("الف", ["الف"]),
        ("a\0b", ["a", "b"]),
        (" ".join("abcdefghijkl"), list("abcdefghij")),
    ],
)
def test_search_words_leave_the_article_out(typed, words):
    assert search_words(typed) == words
