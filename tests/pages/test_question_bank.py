"""The question bank's pages: list, one question, choosing for an exam, files in and out."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

import pytest

from tenant_apps.assessments.models import Assessment, BankQuestion, Draw, Question
from tenant_apps.assessments.rules.draft import Draft, DraftOption
from tenant_apps.assessments.rules.sheet import MAX_BYTES, read_sheet
from tenant_apps.assessments.selectors import list_questions
from tenant_apps.assessments.selectors.bank import draft_of_bank, draft_of_question, list_bank
from tenant_apps.assessments.services.bank import import_to_bank
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_staff, owner_of
from tests.factories.assessments import make_assessment, make_question
from tests.pages.desk import send
from tests.pages.portal import queries_of, text_of
from tests.pages.test_assessment_teacher import words
from tests.uploads import picture, upload

BANK = "/teach/questions/"
CHOICE = Draft(
    kind="multiple_choice",
    text="3 + 4?",
    points=Decimal("2.00"),
    options=(DraftOption("6", False), DraftOption("7", True)),
    topic="Addition",
    level="easy",
    tags=("numbers",),
)
TRUTH = Draft(kind="true_false", text="A square is a rectangle.", truth=True, topic="Shapes", level="hard")
ESSAY = Draft(kind="essay", text="=Explain.", topic="Shapes", points=Decimal("5.00"))
TYPED = {"points": "2", "level": "easy", "topic": " Addition ", "tags": "numbers، sums,", "explanation": ""}


@pytest.fixture
def bank(in_alpha: ActiveTenant) -> dict[str, BankQuestion]:
    import_to_bank(drafts=[CHOICE, TRUTH, ESSAY])
    return {one.kind: one for one in BankQuestion.objects.all()}


def test_an_empty_bank_says_what_to_do(teacher: Api) -> None:
    text = words(teacher, BANK)
    assert "The bank is empty" in text
    assert "Import questions" in text


@pytest.mark.usefixtures("bank")
def test_the_list_shows_filters_and_finds_nothing(teacher: Api) -> None:
    text = words(teacher, BANK)
    for word in ("3 + 4?", "Addition", "numbers", "Easy", "3 questions", "not used yet"):
        assert word in text
    assert "3 + 4?" not in words(teacher, f"{BANK}?topic=Shapes&level=hard")
    assert "1 question" in words(teacher, f"{BANK}?kind=essay")
    assert "Nothing matches" in words(teacher, f"{BANK}?q=zzz%00")
    assert "3 questions" in words(teacher, f"{BANK}?level=odd&kind=odd&page=odd")


def test_the_list_asks_the_same_for_one_and_three(teacher: Api) -> None:
    import_to_bank(drafts=[CHOICE])
    one = queries_of(teacher, BANK)
    import_to_bank(drafts=[TRUTH, ESSAY])
    assert queries_of(teacher, BANK) == one


def test_a_question_is_written_changed_copied_and_taken_out(teacher: Api) -> None:
    rows = {"option-id": ["", ""], "option-text": ["6", "7"], "option-right": ["1"]}
    sent = send(teacher, f"{BANK}new/multiple_choice/", {**TYPED, **rows, "text": "3 + 4?"})
    assert sent["Location"] == BANK
    question = BankQuestion.objects.get()
    assert draft_of_bank(question) == Draft(
        **{
            **{name: getattr(CHOICE, name) for name in CHOICE.__slots__},
            "tags": ("numbers", "sums"),
            "is_required": False,
        }
    )
    path = f"{BANK}{question.id}/"
    page = teacher.get(path).content.decode()
    assert 'value="numbers, sums"' in page
    send(teacher, path, {**TYPED, **rows, "text": "3 + 5?", "picture": picture()})
    question.refresh_from_db()
    assert question.text == "3 + 5?"
    assert teacher.get(f"{path}picture/", status=302)["Cache-Control"] == "no-store"
    copy_place = send(teacher, f"{path}act/", {"do": "copy"})["Location"]
    copy = BankQuestion.objects.exclude(pk=question.pk).get()
    assert copy_place == f"{BANK}{copy.id}/"
    for _twice in range(2):
        assert send(teacher, f"{path}act/", {"do": "delete"})["Location"] == BANK
    assert list(BankQuestion.objects.all()) == [copy]
    send(teacher, f"{BANK}{copy.id}/act/", {"do": "sing"}, status=404)
    teacher.get(f"{BANK}new/riddle/", status=404)
    teacher.get(f"{BANK}{uuid.uuid4()}/", status=404)


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("essay", {"text": " "}, "This field is required."),
        ("essay", {"text": "Why?", "points": "0"}, "At least 0.01."),
        ("true_false", {"text": "So?"}, "This field is required."),
        ("multiple_choice", {"text": "Which?"}, "This question needs at least two options."),
        (
            "multiple_choice",
            {"text": "Which?", "option-text": ["a", "b"], "option-id": ["", ""]},
            "Mark at least one option as right.",
        ),
        ("essay", {"text": "Why?", "tags": "x" * 41}, "At most 20 tags, each of at most 40 characters."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    teacher: Api, kind: str, typed: dict[str, Any], sentence: str
) -> None:
    page = send(teacher, f"{BANK}new/{kind}/", {**TYPED, "topic": "Mine", **typed}, status=200)
    assert sentence in text_of(page)
    assert 'value="Mine"' in page.content.decode()
    assert BankQuestion.objects.count() == 0


def test_more_rows_keep_what_was_typed(teacher: Api) -> None:
    rows = {"option-id": [""], "option-text": ["6"], "option-right": ["0"], "more": "1"}
    page = send(teacher, f"{BANK}new/multiple_choice/", {**TYPED, **rows, "text": "Q"}, status=200)
    assert page.content.decode().count('name="option-text"') == 5


def test_assistants_look_and_change_nothing(api: ApiMaker, in_alpha: ActiveTenant, bank: Any) -> None:
    helper = api(school=in_alpha).sign_in(make_staff("assistant").user, kind="staff")
    text = words(helper, BANK)
    assert "3 + 4?" in text
    assert "Import" not in text
    helper.get(f"{BANK}{bank['essay'].id}/", status=403)
    helper.get(f"{BANK}import/", status=403)
    helper.get(f"{BANK}export/", status=403)


def texts(assessment: Assessment) -> list[str]:
    return list(assessment.questions.order_by("order").values_list("text", flat=True))


def test_chosen_questions_come_into_the_exam(teacher: Api, bank: dict[str, BankQuestion]) -> None:
    exam = make_assessment(is_published=False)
    path = f"/teach/assessments/{exam.id}/bank/"
    assert "3 + 4?" in words(teacher, path)
    chosen = [str(bank["essay"].id), str(bank["true_false"].id)]
    assert (
        send(teacher, path, {"do": "add", "chosen": chosen})["Location"] == f"/teach/assessments/{exam.id}/"
    )
    assert texts(exam) == ["=Explain.", "A square is a rectangle."]
    assert "2 questions added." in words(teacher, f"/teach/assessments/{exam.id}/")
    assert words(teacher, path).count("In this exam") == 2
    assert send(teacher, f"{path}?topic=Shapes", {"do": "add"})["Location"] == f"{path}?topic=Shapes"
    send(teacher, path, {"do": "add", "chosen": [str(uuid.uuid4())]})
    send(teacher, path, {"do": "sing"}, status=404)
    assert len(texts(exam)) == 2
    assert "in 1 exam" in words(teacher, BANK)


def test_draws_are_added_shown_and_taken_away(teacher: Api, bank: dict[str, BankQuestion]) -> None:
    exam = make_assessment(is_published=False)
    path, home = f"/teach/assessments/{exam.id}/bank/", f"/teach/assessments/{exam.id}/"
    wanted = {"do": "draw", "topic": "Shapes", "level": "", "number": "2", "points": "3"}
    page = send(teacher, path, wanted | {"number": "3"}, status=200)
    assert "The bank has 2 that fit." in text_of(page)
    assert "Select a valid choice" in text_of(send(teacher, path, wanted | {"topic": "Odd"}, status=200))
    assert send(teacher, path, wanted)["Location"] == home
    text = words(teacher, home)
    assert "Drawn for each student" in text
    assert "2 questions" in text
    assert "There is a draw of this topic" in text_of(send(teacher, path, wanted, status=200))
    assert "Publish" in text
    assert words(teacher, f"{home}preview/").count("Question ") >= 2
    assert "The bank has only" not in text
    bank["essay"].delete()
    assert "The bank has only 1 that fits." in words(teacher, home)
    draw = Draw.objects.get()
    for _twice in range(2):
        send(teacher, path, {"do": "undraw", "draw": str(draw.id)})
    send(teacher, path, {"do": "undraw", "draw": "nonsense"})
    assert Draw.objects.count() == 0


def test_an_exams_question_is_duplicated_and_kept(teacher: Api) -> None:
    exam = make_assessment(is_published=False)
    question = make_question(exam, text="Mine")
    act = f"/teach/assessments/{exam.id}/questions/{question.id}/act/"
    send(teacher, act, {"do": "copy"})
    assert texts(exam) == ["Mine", "Mine"]
    for _twice in range(2):
        send(teacher, act, {"do": "keep"})
    assert [one.text for one in list_bank()] == ["Mine"]
    half = make_question(exam, options=[("Only", True)])
    send(teacher, f"/teach/assessments/{exam.id}/questions/{half.id}/act/", {"do": "keep"})
    assert "This question needs at least two options." in words(teacher, f"/teach/assessments/{exam.id}/")
    assert BankQuestion.objects.count() == 1


@pytest.mark.usefixtures("bank")
def test_the_export_follows_the_filters_and_reads_back(teacher: Api) -> None:
    whole = teacher.get(f"{BANK}export/")
    assert whole["Content-Type"] == "text/csv; charset=utf-8"
    text = whole.content.decode()
    assert text.startswith("\ufeffkind,question,right")
    assert "'=Explain." in text
    assert [row.draft for row in read_sheet(text)] == [CHOICE, TRUTH, ESSAY]
    few = teacher.get(f"{BANK}export/?topic=Shapes&level=hard").content.decode()
    assert [row.draft for row in read_sheet(few)] == [TRUTH]
    template = teacher.get(f"{BANK}template/").content.decode()
    assert [row.draft is None for row in read_sheet(template)] == [False] * 4


def test_an_exam_goes_out_and_into_another(teacher: Api) -> None:
    first, second = make_assessment(), make_assessment()
    for kind in ("multiple_choice", "true_false", "short_answer", "essay", "fill_blank"):
        make_question(first, kind)
    text = teacher.get(f"/teach/assessments/{first.id}/questions/export/").content.decode()
    path = f"/teach/assessments/{second.id}/questions/import/"
    page = send(teacher, path, {"do": "check", "file": upload(text.encode(), "q.csv")}, status=200)
    assert "Add 5 questions" in text_of(page)
    assert second.questions.count() == 0
    sent = send(teacher, path, {"do": "add", "text": text, "wrong": "0", "keep": "1"})
    assert sent["Location"] == f"/teach/assessments/{second.id}/"
    copies = [
        [draft_of_question(one) for one in list_questions(assessment_id=key.id)] for key in (first, second)
    ]
    assert copies[0] == copies[1]
    assert BankQuestion.objects.count() == 5


WRONG = "kind,question,right\ntf,One,true\ntf,Two,perhaps\nessay,Three,\n"


def test_nothing_is_kept_before_it_was_shown(teacher: Api, bank: dict[str, BankQuestion]) -> None:
    path = f"{BANK}import/"
    there = WRONG + "essay,=Explain.,\n"
    page = send(teacher, path, {"do": "check", "text": there}, status=200)
    text = text_of(page)
    for word in ("Write true or false.", "There already", "Add 2 questions without the wrong rows"):
        assert word in text
    # Not as it was shown: shown again instead of kept.
    send(teacher, path, {"do": "add", "text": there, "wrong": "0"}, status=200)
    send(teacher, path, {"do": "add", "text": there}, status=200)
    assert BankQuestion.objects.count() == 3
    assert send(teacher, path, {"do": "add", "text": there, "wrong": "1"})["Location"] == BANK
    assert set(list_bank().values_list("text", flat=True)) == {
        "3 + 4?",
        "A square is a rectangle.",
        "=Explain.",
        "One",
        "Three",
    }
    send(teacher, path, {"do": "add", "text": there, "wrong": "1", "again": "1"})
    assert BankQuestion.objects.count() == 8


def test_one_wrong_row_in_a_file_of_five_hundred_is_named(teacher: Api) -> None:
    rows = "".join(f"essay,Q{n},\n" for n in range(499))
    page = send(
        teacher, f"{BANK}import/", {"do": "check", "text": f"kind,question\n{rows}odd,x\n"}, status=200
    )
    text = text_of(page)
    assert "Add 499 questions without the wrong rows" in text
    assert "501" in text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "There is no question in it."),
        (b"PK\x03\x04", "This file cannot be read."),
        (b"a,b\n1,2\n", "The first row must name the columns"),
        (b"x" * (MAX_BYTES + 1), "A file can have at most 1 MB."),
        (b"kind,question\n" + b"essay,q\n" * 501, "A file can bring at most 500 questions."),
    ],
)
def test_what_is_no_file_of_questions_is_said(teacher: Api, data: bytes, sentence: str) -> None:
    page = send(teacher, f"{BANK}import/", {"do": "check", "file": upload(data, "q.csv")}, status=200)
    assert sentence in text_of(page)


def test_arabic_words_in_an_arabic_dashboard(api: ApiMaker, in_alpha: ActiveTenant, bank: Any) -> None:
    reader = api(school=in_alpha).sign_in(owner_of(in_alpha), kind="staff")
    reader.cookies["language"] = "ar"
    text = reader.get(f"{BANK}export/").content.decode()
    assert text.startswith("\ufeffالنوع,السؤال,الصحيح")
    assert [row.draft for row in read_sheet(text)] == [CHOICE, TRUTH, ESSAY]
    assert Question.objects.count() == 0
