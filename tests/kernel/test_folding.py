"""One spelling for what is looked for and what is looked through."""

from __future__ import annotations

import pytest
from django.db.models import Value

from shared_apps.kernel.folding import Folded, fold, search_words
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


@pytest.mark.parametrize(("typed", "folded"), SPELLINGS)
def test_the_database_folds_alike(in_alpha, typed, folded):
    course = make_course(title=typed)
    rows = (
        type(course).objects.filter(pk=course.pk).annotate(plain=Folded("title"), same=Folded(Value(typed)))
    )
    assert [(row.plain, row.same) for row in rows] == [(folded, folded)]


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
