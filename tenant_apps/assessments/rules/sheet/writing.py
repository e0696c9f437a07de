"""Questions as a file that spreadsheets open and `read_sheet` reads back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from tenant_apps.assessments.rules.draft import WITH_KEY, Draft, DraftOption
from tenant_apps.assessments.rules.kinds import Level, QuestionKind
from tenant_apps.assessments.rules.sheet.cells import guarded, joined
from tenant_apps.assessments.rules.sheet.columns import HEADS, OPTION

FEWEST_OPTIONS = 4
MARK = "\ufeff"
"""Excel reads UTF-8 only with it in front."""
_WORDS = {
    "multiple_choice": ("multiple choice", "اختيار من متعدد"),
    "true_false": ("true/false", "صح وخطأ"),
    "short_answer": ("short answer", "إجابة قصيرة"),
    "essay": ("essay", "مقالي"),
    "fill_blank": ("fill in the blank", "أكمل الفراغ"),
    "easy": ("easy", "سهل"),
    "medium": ("medium", "متوسط"),
    "hard": ("hard", "صعب"),
    "yes": ("yes", "نعم"),
    "no": ("no", "لا"),
    "true": ("true", "صح"),
    "false": ("false", "خطأ"),
}
EXAMPLES = {
    "en": (
        Draft(
            kind=QuestionKind.MULTIPLE_CHOICE.value,
            text="What is 3 + 4?",
            options=(DraftOption("6", False), DraftOption("7", True), DraftOption("12", False)),
            topic="Addition",
            level=Level.EASY.value,
            tags=("numbers",),
            explanation="Count on from 3: 4, 5, 6, 7.",
        ),
        Draft(kind=QuestionKind.TRUE_FALSE.value, text="Every square is a rectangle.", truth=True),
        Draft(
            kind=QuestionKind.FILL_BLANK.value,
            text="The capital of Egypt is ____.",
            accepted=("Cairo", "Al-Qahira"),
        ),
        Draft(kind=QuestionKind.ESSAY.value, text="Explain photosynthesis.", points=Decimal(5)),
    ),
    "ar": (
        Draft(
            kind=QuestionKind.MULTIPLE_CHOICE.value,
            text="ما ناتج ٣ + ٤؟",
            options=(DraftOption("٦", False), DraftOption("٧", True), DraftOption("١٢", False)),
            topic="الجمع",
            level=Level.EASY.value,
            tags=("أعداد",),
            explanation="نعدّ بعد الثلاثة: ٤، ٥، ٦، ٧.",
        ),
        Draft(kind=QuestionKind.TRUE_FALSE.value, text="كل مربع مستطيل.", truth=True),
        Draft(kind=QuestionKind.FILL_BLANK.value, text="عاصمة مصر هي ____.", accepted=("القاهرة",)),
        Draft(kind=QuestionKind.ESSAY.value, text="اشرح عملية البناء الضوئي.", points=Decimal(5)),
    ),
}
"""Rows of the template."""


def write_sheet(drafts: Iterable[Draft], *, language: str = "en") -> str:
    """The table with its mark and heads, in Arabic words for `ar`."""
    rows = list(drafts)
    tongue = 1 if language == "ar" else 0
    width = max([FEWEST_OPTIONS, *(len(one.options) for one in rows)])
    out = io.StringIO()
    out.write(MARK)
    writer = csv.writer(out)
    options = [f"{OPTION[tongue]} {place}" for place in range(1, width + 1)]
    writer.writerow([*(heads[tongue] for heads in HEADS.values()), *options])
    for draft in rows:
        writer.writerow([guarded(cell) for cell in _cells(draft, tongue, width)])
    return out.getvalue()


def _cells(draft: Draft, tongue: int, width: int) -> list[str]:
    texts = [one.text for one in draft.options]
    return [
        _WORDS[draft.kind][tongue],
        draft.text,
        _right(draft, tongue),
        f"{draft.points:f}",
        _WORDS[draft.level][tongue],
        draft.topic,
        joined(draft.tags),
        draft.explanation,
        _WORDS["yes" if draft.allows_several else "no"][tongue],
        _WORDS["yes" if draft.is_required else "no"][tongue],
        *texts,
        *[""] * (width - len(texts)),
    ]


def _right(draft: Draft, tongue: int) -> str:
    if draft.kind == QuestionKind.MULTIPLE_CHOICE:
        return "|".join(str(place) for place, one in enumerate(draft.options, start=1) if one.is_right)
    if draft.kind == QuestionKind.TRUE_FALSE:
        return "" if draft.truth is None else _WORDS["true" if draft.truth else "false"][tongue]
    return joined(draft.accepted) if draft.kind in WITH_KEY else ""
