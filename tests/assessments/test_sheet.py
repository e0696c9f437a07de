"""Questions as files: what is written reads back, spreadsheets are read as they are, wrong rows say why."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenant_apps.assessments import errors
from tenant_apps.assessments.rules.draft import Draft, DraftOption, clean_draft
from tenant_apps.assessments.rules.kinds import Level, QuestionKind
from tenant_apps.assessments.rules.sheet import MAX_BYTES, decode, read_sheet, write_sheet
from tenant_apps.assessments.rules.sheet.cells import DANGEROUS, guarded, joined, parted, unguarded
from tenant_apps.assessments.rules.sheet.writing import EXAMPLES

LETTERS = st.characters(codec="utf-8", exclude_characters="\0\r\x85\u2028\u2029", exclude_categories=("Cs",))
NASTY = st.sampled_from(
    ["=1+1", "'=x", "''-5", "@a", "+2", '"q"', "a;b", "a,b", "a|b\\", "\ttab", "سؤال؟", "٣"]
)
TEXTS = (st.text(LETTERS, min_size=1, max_size=40) | NASTY).filter(str.strip)
WORDS = TEXTS.filter(lambda text: text.split())
OPTIONS = st.lists(st.builds(DraftOption, TEXTS, st.booleans()), min_size=2, max_size=12).filter(
    lambda options: any(one.is_right for one in options)
)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    kind = draw(st.sampled_from(QuestionKind.values))
    points = draw(st.decimals(min_value=Decimal("0.01"), max_value=Decimal("9999.99"), places=2))
    return clean_draft(
        Draft(
            kind=kind,
            text=draw(TEXTS),
            points=points,
            explanation=draw(st.just("") | TEXTS),
            is_required=draw(st.booleans()),
            allows_several=draw(st.booleans()),
            truth=draw(st.booleans()),
            accepted=tuple(draw(st.lists(WORDS, max_size=5))),
            options=tuple(draw(OPTIONS)) if kind == "multiple_choice" else (),
            topic=draw(st.just("") | WORDS),
            level=draw(st.sampled_from(Level.values)),
            tags=tuple(
                draw(
                    st.lists(
                        st.text(LETTERS, max_size=20).map(lambda t: t.replace(",", "").replace("،", "")),
                        max_size=4,
                    )
                )
            ),
        )
    )


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(rows=st.lists(drafts(), min_size=1, max_size=4), language=st.sampled_from(["en", "ar"]))
def test_what_is_written_reads_back_equal(rows: list[Draft], language: str) -> None:
    text = write_sheet(rows, language=language)
    assert [row.draft for row in read_sheet(decode(text.encode()))] == rows
    for cells in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        assert [cell for cell in cells if cell.startswith(DANGEROUS)] == []


@given(st.text())
def test_a_guarded_cell_is_the_same_text(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(DANGEROUS)


@given(st.lists(st.text(), min_size=1))
def test_a_cell_of_several_texts_is_the_same_texts(texts: list[str]) -> None:
    assert parted(joined(tuple(texts))) == texts


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_template_is_read(language: str) -> None:
    rows = read_sheet(write_sheet(EXAMPLES[language], language=language))
    assert [row.draft for row in rows] == [clean_draft(one) for one in EXAMPLES[language]]


CHOICE = Draft(
    kind="multiple_choice",
    text="ما ناتج ٣ + ٤؟",
    points=Decimal("2.50"),
    options=(DraftOption("٧", True), DraftOption("٨", False)),
    level="hard",
)
HEADS = "نوع السؤال;نص السؤال;الإجابة الصحيحة;درجة;الصعوبة;الاختيار 1;الاختيار ٢"
ARABIC = f"{HEADS}\r\nاختياري;ما ناتج ٣ + ٤؟;أ;٢٫٥;صعب;٧;٨\r\n"


WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩٫", "0123456789.")
"""Windows-1256 has no Arabic digits."""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_arabic_heads_and_semicolons_in_each_unicode_of_excel(encoding: str) -> None:
    assert [row.draft for row in read_sheet(decode(ARABIC.encode(encoding)))] == [CHOICE]


def test_windows_arabic_is_read() -> None:
    rows = read_sheet(decode(ARABIC.translate(WESTERN).encode("cp1256")))
    options = tuple(replace(one, text=one.text.translate(WESTERN)) for one in CHOICE.options)
    assert [row.draft for row in rows] == [
        replace(CHOICE, text=CHOICE.text.translate(WESTERN), options=options)
    ]


def test_rows_are_told_by_the_line_on_which_they_begin() -> None:
    text = 'sep=;\nkind;question;right\n\ntf;"Two\nlines";true\n;;\ntf;x;perhaps\nriddle;y\ntf;;true\n'
    rows = read_sheet(text)
    assert [(row.line, row.column, str(row.why)) for row in rows] == [
        (4, "", ""),
        (7, "right", "Write true or false."),
        (
            8,
            "kind",
            "This kind is not known: multiple choice, true/false, short answer, fill in the blank, essay.",
        ),
        (9, "question", "Question text cannot be empty."),
    ]
    assert rows[0].draft == Draft(kind="true_false", text="Two\nlines", truth=True)


@pytest.mark.parametrize(
    ("cells", "column", "why"),
    [
        ("mcq,q,,1,a,b", "right", "Say which option is right: its number or letter."),
        ("mcq,q,3,1,a,b", "right", "There is no such option."),
        ("mcq,q,1|3,1,a,b", "right", "There is no such option."),
        ("mcq,q,1,1,a,", "option 1", "This question needs at least two options."),
        ("essay,q,,0,,", "points", "Marks must be greater than 0."),
        ("essay,q,,NaN,,", "points", "Marks must be greater than 0."),
        ("essay,q,,many,,", "points", "This is not a number."),
        ("essay,q,,10000,,", "points", "A question can have at most 9,999.99 marks."),
        (f"mcq,q,1,1,{'a' * 2001},b", "option 1", "This text is too long."),
    ],
)
def test_a_wrong_row_says_where_and_why(cells: str, column: str, why: str) -> None:
    row = read_sheet(f"kind,question,right,points,option 1,option 2\n{cells}\n")[0]
    assert (row.draft, row.column, str(row.why)) == (None, column, why)


@pytest.mark.parametrize(("right", "places"), [("1|3", {0, 2}), ("A, C", {0, 2}), ("ج", {2}), ("Gamma", {2})])
def test_right_options_are_named_by_number_letter_or_text(right: str, places: set[int]) -> None:
    text = f'kind,question,right,option 1,option 2,option 3\nmcq,q,"{right}",Alpha,Beta,Gamma\n'
    draft = read_sheet(text)[0].draft
    assert draft is not None
    assert {place for place, one in enumerate(draft.options) if one.is_right} == places


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", errors.SheetEmpty),
        ("\n\n", errors.SheetEmpty),
        ("kind,question\n", errors.SheetEmpty),
        ("name,phone\na,b\n", errors.SheetHeadMissing),
        ("kind,question\n" + "essay,q\n" * 501, errors.SheetTooLong),
        ("kind,question\nessay," + "ق" * (MAX_BYTES // 2), errors.SheetTooLarge),
        ("kind,question\nessay," + "q" * 200_000, errors.SheetUnreadable),
        ("kind,question\nessay,\0", errors.SheetUnreadable),
    ],
)
def test_what_is_no_sheet_is_refused(text: str, refusal: type[errors.SheetUnreadable]) -> None:
    with pytest.raises(errors.SheetUnreadable) as refused:
        read_sheet(text)
    assert type(refused.value) is refusal


@pytest.mark.parametrize("data", [b"PK\x03\x04xlsx", b"%PDF-1.7", b"a\0b"])
def test_files_of_other_kinds_are_refused(data: bytes) -> None:
    with pytest.raises(errors.SheetUnreadable):
        decode(data)


def test_a_file_over_the_limit_is_refused_by_its_size() -> None:
    with pytest.raises(errors.SheetTooLarge):
        decode(b"x" * (MAX_BYTES + 1))
