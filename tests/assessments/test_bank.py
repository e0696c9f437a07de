"""The question bank: kept, copied into assessments and back, drawn for each attempt."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from shared_apps.kernel.errors import Refusal
from tenant_apps.assessments import errors
from tenant_apps.assessments.models import Answer, Assessment, Attempt, BankQuestion, Draw, Question
from tenant_apps.assessments.rules import paper as papers
from tenant_apps.assessments.rules.draft import Draft, DraftOption
from tenant_apps.assessments.selectors import get_assessment, list_questions
from tenant_apps.assessments.selectors.bank import (
    BankFilter,
    draft_of_bank,
    draft_of_question,
    list_bank,
    list_tags,
    list_topics,
)
from tenant_apps.assessments.services import regrade_assessment, start_attempt, submit_attempt
from tenant_apps.assessments.services.bank import (
    add_to_bank,
    change_in_bank,
    copy_in_bank,
    import_to_bank,
    remove_from_bank,
)
from tenant_apps.assessments.services.copying import (
    add_from_bank,
    duplicate_question,
    import_to_assessment,
    keep_in_bank,
)
from tenant_apps.assessments.services.draws import add_draw, remove_draw
from tenants.context import ActiveTenant
from tests.factories import make_course, make_enrollment, make_staff, make_student
from tests.factories.assessments import make_assessment, make_question
from tests.uploads import picture

pytestmark = pytest.mark.usefixtures("in_alpha")
CHOICE = Draft(
    kind="multiple_choice",
    text="3 + 4?",
    points=Decimal("2.00"),
    options=(DraftOption("6", False), DraftOption("7", True)),
    topic="Addition",
    level="easy",
    tags=("numbers",),
    explanation="Count on.",
)
TRUTH = Draft(kind="true_false", text="A square is a rectangle.", truth=True, topic="Shapes", level="hard")
BLANK = Draft(kind="fill_blank", text="Capital: ____", accepted=("Cairo",), is_required=False)
ESSAY = Draft(kind="essay", text="Explain.", topic="Shapes")
ALL = (CHOICE, TRUTH, BLANK, ESSAY)


def plain(draft: Draft) -> Draft:
    """Without what only the bank has."""
    return replace(draft, topic="", level="medium", tags=())


def drafts_in(assessment: Assessment) -> list[Draft]:
    return [draft_of_question(one) for one in list_questions(assessment_id=assessment.id)]


@pytest.mark.parametrize("draft", ALL, ids=lambda draft: draft.kind)
def test_a_question_is_kept_whole(draft: Draft) -> None:
    kept = add_to_bank(draft=draft)
    assert draft_of_bank(BankQuestion.objects.get(pk=kept.pk)) == draft


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (replace(CHOICE, text=" "), errors.QuestionTextEmpty),
        (replace(CHOICE, kind="riddle"), errors.QuestionKindUnknown),
        (replace(CHOICE, points=Decimal(0)), errors.QuestionPointsRefused),
        (replace(CHOICE, options=CHOICE.options[:1]), errors.OptionsMissing),
        (replace(CHOICE, options=(DraftOption("a", False),) * 2), errors.RightOptionMissing),
        (replace(CHOICE, options=(DraftOption(" ", True),) * 2), errors.OptionTextEmpty),
        (replace(CHOICE, options=(DraftOption("a", True),) * 51), errors.TooManyOptions),
        (replace(CHOICE, level="impossible"), errors.LevelUnknown),
        (replace(CHOICE, topic="t" * 121), errors.TextTooLong),
        (replace(CHOICE, tags=("t" * 41,)), errors.TagsRefused),
        (replace(CHOICE, tags=tuple(map(str, range(21)))), errors.TagsRefused),
        (replace(TRUTH, truth=None), errors.TruthMissing),
        (replace(BLANK, accepted=("a" * 501,)), errors.AcceptedAnswersRefused),
    ],
)
def test_what_cannot_be_asked_is_refused(draft: Draft, refusal: type[Refusal]) -> None:
    with pytest.raises(Refusal) as refused:
        add_to_bank(draft=draft)
    assert type(refused.value) is refusal
    assert BankQuestion.objects.count() == 0


def test_a_change_keeps_the_ids_of_options() -> None:
    kept = add_to_bank(draft=CHOICE)
    before = {one["text"]: one["id"] for one in kept.options}
    options = (DraftOption("7", True), DraftOption("5", False), DraftOption("8", False))
    changed = change_in_bank(bank_id=kept.id, draft=replace(CHOICE, options=options, level="hard"))
    after = {one["text"]: one["id"] for one in changed.options}
    assert (after["7"], after["5"]) == (before["7"], before["6"])
    assert after["8"] not in before.values()
    assert changed.level == "hard"


def test_a_copy_is_a_question_of_its_own_with_its_own_picture() -> None:
    kept = add_to_bank(draft=CHOICE, picture=picture())
    copy = copy_in_bank(bank_id=kept.id)
    assert draft_of_bank(copy) == CHOICE
    assert copy.picture.name not in ("", kept.picture.name)
    assert copy.picture.read() == kept.picture.read()
    remove_from_bank(bank_id=kept.id)
    assert list(BankQuestion.objects.values_list("id", flat=True)) == [copy.id]
    for act in (lambda: remove_from_bank(bank_id=kept.id), lambda: copy_in_bank(bank_id=kept.id)):
        with pytest.raises(errors.BankQuestionUnknown):
            act()


def test_the_picture_changes_and_goes() -> None:
    kept = add_to_bank(draft=ESSAY, picture=picture())
    first = kept.picture.name
    second = change_in_bank(bank_id=kept.id, draft=ESSAY, picture=picture()).picture.name
    assert second not in ("", first)
    assert change_in_bank(bank_id=kept.id, draft=ESSAY).picture.name == second
    assert change_in_bank(bank_id=kept.id, draft=ESSAY, drops_picture=True).picture.name == ""


def test_the_list_filters_and_counts_uses() -> None:
    import_to_bank(drafts=ALL)
    rows = {one.text: one for one in BankQuestion.objects.all()}
    first, second = make_assessment(), make_assessment()
    for assessment in (first, second):
        add_from_bank(assessment_id=assessment.id, bank_ids=[rows["3 + 4?"].id])
    add_from_bank(assessment_id=first.id, bank_ids=[rows["3 + 4?"].id, rows["Explain."].id])
    assert {one.text: one.use_count for one in list_bank()} == {
        "3 + 4?": 2,
        "A square is a rectangle.": 0,
        "Capital: ____": 0,
        "Explain.": 1,
    }
    found: Callable[..., list[str]] = lambda **by: sorted(  # noqa: E731  # shorter to read six times
        one.text for one in list_bank(wanted=BankFilter(**by))
    )
    assert found(topic="Shapes") == ["A square is a rectangle.", "Explain."]
    assert found(topic="Shapes", level="hard") == ["A square is a rectangle."]
    assert found(tag="numbers") == found(search="numbers") == found(search="ADDITION 4") == ["3 + 4?"]
    assert found(kind="essay") == ["Explain."]
    assert found(search="%") == []
    assert (list_topics(), list_tags()) == (["Addition", "Shapes"], ["numbers"])


def test_copies_stand_last_in_their_sequence_and_know_their_source() -> None:
    assessment = make_assessment()
    make_question(assessment, text="Mine")
    kept = [add_to_bank(draft=draft) for draft in ALL]
    chosen = [kept[2].id, kept[0].id, kept[1].id, kept[3].id, kept[2].id]
    assert add_from_bank(assessment_id=assessment.id, bank_ids=chosen) == 4
    assert drafts_in(assessment)[1:] == [plain(BLANK), plain(CHOICE), plain(TRUTH), plain(ESSAY)]
    orders = list(assessment.questions.values_list("order", "source_id").order_by("order"))
    assert orders == [(1, None), *zip((2, 3, 4, 5), chosen[:4], strict=True)]
    remove_from_bank(bank_id=kept[0].id)
    assert assessment.questions.get(order=3).source_id is None


def test_adding_refuses_strangers_and_too_many_and_adds_none() -> None:
    assessment = make_assessment()
    kept = add_to_bank(draft=ESSAY)
    with pytest.raises(errors.BankQuestionUnknown):
        add_from_bank(assessment_id=assessment.id, bank_ids=[kept.id, uuid.uuid4()])
    with pytest.raises(errors.AssessmentUnknown):
        add_from_bank(assessment_id=uuid.uuid4(), bank_ids=[kept.id])
    Question.objects.bulk_create(
        Question(assessment=assessment, kind="essay", text="q", order=n) for n in range(1, 501)
    )
    with pytest.raises(errors.TooManyQuestions):
        add_from_bank(assessment_id=assessment.id, bank_ids=[kept.id])
    with pytest.raises(errors.TooManyQuestions):
        duplicate_question(question_id=assessment.questions.earliest("order").id)
    assert assessment.questions.count() == 500


def test_a_duplicate_stands_right_behind() -> None:
    assessment = make_assessment()
    first = make_question(assessment, text="One", points=Decimal(3))
    make_question(assessment, "true_false", text="Two")
    copy = duplicate_question(question_id=first.id)
    texts = list(assessment.questions.order_by("order").values_list("text", "order"))
    assert texts == [("One", 1), ("One", 2), ("Two", 3)]
    assert drafts_in(assessment)[0] == drafts_in(assessment)[1]
    assert copy.order == 2


def test_a_question_is_kept_once_and_whole() -> None:
    assessment = make_assessment()
    question = make_question(assessment, "true_false", picture="")
    kept = keep_in_bank(question_id=question.id, topic="Shapes", level="hard")
    assert keep_in_bank(question_id=question.id).id == kept.id
    assert draft_of_bank(kept) == replace(drafts_in(assessment)[0], topic="Shapes", level="hard")
    half = make_question(assessment, options=[("Only", True)])
    with pytest.raises(errors.OptionsMissing):
        keep_in_bank(question_id=half.id)
    assert BankQuestion.objects.count() == 1


def test_a_file_goes_into_an_assessment_and_on_wish_into_the_bank() -> None:
    assessment = make_assessment()
    assert import_to_assessment(assessment_id=assessment.id, drafts=ALL) == 4
    assert (drafts_in(assessment), BankQuestion.objects.count()) == ([plain(one) for one in ALL], 0)
    import_to_assessment(assessment_id=assessment.id, drafts=ALL, keeps=True)
    assert [draft_of_bank(one.source) for one in assessment.questions.filter(order__gt=4)] == list(ALL)


def fill(number: int, **fields: Any) -> None:
    import_to_bank(drafts=[replace(CHOICE, text=f"Q{n}", **fields) for n in range(number)])


def test_each_attempt_draws_its_own() -> None:
    fill(8, topic="Addition", level="easy")
    fill(3, topic="Shapes", level="hard")
    assessment = make_assessment(make_course(), max_attempts=None)
    own = make_question(assessment)
    add_draw(assessment_id=assessment.id, topic="", level="", number=3, points=Decimal(1))
    add_draw(assessment_id=assessment.id, topic="Shapes", level="hard", number=3, points=Decimal("2.5"))
    found = get_assessment(assessment_id=assessment.id)
    assert (found.questions_count, found.points_total) == (7, Decimal("11.50"))
    drawn = set()
    for _student in range(6):
        paper = papers.read(begun(assessment).paper)
        shapes = [one for one in paper.questions if one.points == Decimal("2.50")]
        assert (len(paper.questions), len(shapes), paper.max_score) == (7, 3, Decimal("11.50"))
        assert paper.questions[0].id == own.id
        assert len({one.id for one in paper.questions}) == 7
        drawn |= {one.id for one in paper.questions if one.points == 1} - {own.id}
    assert len(drawn) > 3


def test_a_draw_leaves_out_what_is_asked_already() -> None:
    fill(2)
    assessment = make_assessment(make_course())
    copied = BankQuestion.objects.earliest("id")
    add_draw(assessment_id=assessment.id, topic="", level="", number=2, points=Decimal(1))
    add_from_bank(assessment_id=assessment.id, bank_ids=[copied.id])
    questions = papers.read(begun(assessment).paper).questions
    assert len(questions) == 2
    assert copied.id not in {one.id for one in questions}


def test_a_draw_is_refused_when_it_cannot_be_filled_or_is_there() -> None:
    fill(2)
    assessment = make_assessment()

    def draw(**fields: Any) -> Draw:
        words = {"topic": "Addition", "level": "easy", "number": 2, "points": Decimal(1)} | fields
        return add_draw(assessment_id=assessment.id, **words)

    for fields, refusal in (
        ({"number": 3}, errors.DrawTooMany),
        ({"number": 0}, errors.DrawTooMany),
        ({"topic": "Shapes"}, errors.DrawTooMany),
        ({"level": "odd"}, errors.LevelUnknown),
        ({"points": Decimal(0)}, errors.QuestionPointsRefused),
    ):
        with pytest.raises(refusal):
            draw(**fields)
    kept = draw()
    with pytest.raises(errors.DrawRepeated):
        draw()
    with pytest.raises(errors.DrawUnknown):
        remove_draw(assessment_id=make_assessment().id, draw_id=kept.id)
    remove_draw(assessment_id=assessment.id, draw_id=kept.id)
    assert Draw.objects.count() == 0


def test_what_was_drawn_is_graded_and_regraded_by_the_banks_key(in_alpha: ActiveTenant) -> None:
    fill(1)
    import_to_bank(drafts=[TRUTH])
    assessment = make_assessment(make_course())
    add_draw(assessment_id=assessment.id, topic="", level="", number=2, points=Decimal(4))
    attempt = begun(assessment)
    choice, truth = (
        BankQuestion.objects.get(kind="multiple_choice"),
        BankQuestion.objects.get(kind="true_false"),
    )
    wrong = next(one["id"] for one in choice.options if not one["is_right"])
    answers = [{"question": choice.id, "options": [wrong]}, {"question": truth.id, "bool": True}]
    now = timezone.now()
    submit_attempt(student=attempt.student, attempt_id=attempt.id, answers=answers, device=None, now=now)
    attempt.refresh_from_db()
    assert (attempt.score, attempt.percent) == (Decimal(4), Decimal(50))
    turned = tuple(replace(one, is_right=not one.is_right) for one in CHOICE.options)
    change_in_bank(bank_id=choice.id, draft=replace(CHOICE, options=turned, points=Decimal(9)))
    remove_from_bank(bank_id=truth.id)
    regrade_assessment(assessment_id=assessment.id, by=make_staff("instructor"), now=now)
    attempt.refresh_from_db()
    assert (attempt.score, attempt.max_score, attempt.percent) == (Decimal(8), Decimal(8), Decimal(100))
    assert set(Answer.objects.filter(attempt=attempt).values_list("points", flat=True)) == {Decimal(4)}


def begun(assessment: Assessment) -> Attempt:
    student = make_student()
    make_enrollment(student, assessment.course)
    return start_attempt(student=student, assessment_id=assessment.id, device=None, now=timezone.now())
