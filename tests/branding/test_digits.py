"""Numbers of a page in Arabic-Indic digits."""

from __future__ import annotations

import pytest

from branding.rules.digits import in_arabic_digits, page_in_arabic_digits

MARK = "\u200e"


@pytest.mark.parametrize(
    ("plain", "arabic"),
    [
        ("7", "٧"),
        ("1,250.50 EGP", "١٬٢٥٠٫٥٠ EGP"),
        ("1,250,000", "١٬٢٥٠٬٠٠٠"),
        ("64%", "٦٤٪"),
        ("0.5%", "٠٫٥٪"),
        ("10:30", "١٠:٣٠"),
        ("21/11/2026", "٢١/١١/٢٠٢٦"),
        ("21.11.2026", "٢١.١١.٢٠٢٦"),
        ("(3 of 13)", "(٣ of ١٣)"),
        ("+201001234567", "+٢٠١٠٠١٢٣٤٥٦٧"),
        ("Seen 5.", "Seen ٥."),
        ("1, 2, 3", "١, ٢, ٣"),
        ("في 21 نوفمبر 2026", "في ٢١ نوفمبر ٢٠٢٦"),
        ("٣ دروس", "٣ دروس"),
        ("sara2@x.com", "sara2@x.com"),
        ("H2O", "H2O"),
        ("ABCDE-23456", "ABCDE-23456"),
        ("amira1.localhost:8000", "amira1.localhost:8000"),
        ("", ""),
    ],
)
def test_text_has_its_numbers_written_as_in_arabic(plain, arabic):
    assert in_arabic_digits(plain) == arabic


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ('<p title="3 left" data-n="3">3 left</p>', '<p title="3 left" data-n="3">٣ left</p>'),
        ('<input value="5"><b>5</b>', '<input value="5"><b>٥</b>'),
        ('<a href="?page=2">2</a>', '<a href="?page=2">٢</a>'),
        ('<option value="30">30</option>', '<option value="30">٣٠</option>'),
        ("<script>let a = 3 < 4;</script>5", "<script>let a = 3 < 4;</script>٥"),
        ("<style>p{top:3px}</style>", "<style>p{top:3px}</style>"),
        ("<textarea>\n12</textarea>", "<textarea>\n12</textarea>"),
        ("it&#39;s &#x41; &amp; 3&nbsp;more", "it&#39;s &#x41; &amp; ٣&nbsp;more"),
        ("<!-- 3 -->4", "<!-- 3 -->٤"),
        ('<i data-a="1 > 0">2</i>', '<i data-a="1 > 0">٢</i>'),
        ('<span translate="no">123</span>', '<span translate="no">123</span>'),
        ('<p class="ltr font-mono"><b>2345</b></p>6', '<p class="ltr font-mono"><b>2345</b></p>٦'),
        ("<bdi>Physics 101</bdi>", "<bdi>Physics 101</bdi>"),
        ('<div dir="auto"><p>Unit 2</p></div>', '<div dir="auto"><p>Unit 2</p></div>'),
        ("<bdi>150.00</bdi>", "<bdi>١٥٠٫٠٠</bdi>"),
        ('<span class="ltr">0100 000 0000</span>', f'<span class="ltr">٠١٠٠ {MARK}٠٠٠ {MARK}٠٠٠٠</span>'),
        ("<p>2 0</p>", "<p>٢ ٠</p>"),
        ('<svg viewBox="0 0 4 4"><text>9</text></svg>', '<svg viewBox="0 0 4 4"><text>٩</text></svg>'),
        ("<p>1<br>2</p><p>3</div>4", "<p>١<br>٢</p><p>٣</div>٤"),
        ("2 < 3", "٢ < ٣"),
    ],
)
def test_page_changes_between_tags_only(page, shown):
    assert page_in_arabic_digits(page) == shown


def test_text_is_as_long_as_it_was_but_for_marks():
    page = "<ul>" + "<li><b>17</b> of <bdi>200</bdi></li>" * 500 + "</ul>"
    assert len(page_in_arabic_digits(page)) == len(page)
