"""What codes look like and how typed ones are read."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tenant_apps.coupons import rules


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("7KQ2M9XWPD", "7KQ2M9XWPD"),
        ("7kq2m-9xwpd", "7KQ2M9XWPD"),
        ("  7KQ2M 9XWPD\n", "7KQ2M9XWPD"),
        ("7KQ2M–9XWPD.", "7KQ2M9XWPD"),
        ("٧KQ٢M٩XWPD", "7KQ2M9XWPD"),
        ("۷KQ۲M۹XWPD", "7KQ2M9XWPD"),
        ("７ＫＱ２Ｍ９ＸＷＰＤ", "7KQ2M9XWPD"),
        ("\u200f7KQ2M9XWPD\u200e", "7KQ2M9XWPD"),
        ("oO0", "000"),
        ("iIlL1", "11111"),
        ("u", "V"),
        ("", ""),
        ("- _ .", ""),
        ("'; DROP TABLE", "DR0PTAB1E"),
        ("a\x00b", "AB"),
    ],
)
def test_typed_code_is_read_forgivingly(typed, stored):
    assert rules.normalise_code(typed) == stored


def test_new_codes_survive_being_typed():
    for code in rules.new_codes(count=500):
        assert re.fullmatch(r"[23456789ABCDEFGHJKMNPQRSTVWXYZ]{10}", code)
        assert rules.normalise_code(rules.grouped(code).lower()) == code


def test_new_codes_differ_and_use_every_sign_evenly():
    codes = rules.new_codes(count=6000)
    assert len(codes) == 6000
    counts = Counter("".join(codes))
    # 60,000 signs over 30: 2,000 each; six standard deviations are 264.
    assert set(counts) == set(rules.ALPHABET)
    assert all(1736 < count < 2264 for count in counts.values())


def test_codes_come_from_the_secure_source_only():
    text = Path(rules.codes.__file__).read_text()
    assert "import secrets" in text
    assert not re.search(r"^(import|from) random", text, re.MULTILINE)


def test_grouping_and_the_word_for_free():
    assert rules.grouped("7KQ2M9XWPD") == "7KQ2M-9XWPD"
    assert [rules.is_free_word(word) for word in (" free ", "FREE", "FREEE", "")] == [
        True,
        True,
        False,
        False,
    ]
