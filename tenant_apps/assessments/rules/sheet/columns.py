"""What the columns and the words in them may be called, in English and Arabic."""

from __future__ import annotations

import re
import unicodedata

from shared_apps.kernel.phones import western_digits
from tenant_apps.assessments.rules.kinds import Level, QuestionKind

HEADS: dict[str, tuple[str, str]] = {
    "kind": ("kind", "النوع"),
    "question": ("question", "السؤال"),
    "right": ("right", "الصحيح"),
    "points": ("points", "الدرجة"),
    "level": ("level", "المستوى"),
    "topic": ("topic", "الموضوع"),
    "tags": ("tags", "الوسوم"),
    "explanation": ("explanation", "الشرح"),
    "several": ("several", "أكثر من اختيار"),
    "required": ("required", "مطلوب"),
}
"""The columns beside the options, in the order in which they are written, with their two heads."""
OPTION = ("option", "اختيار")
NEEDED = frozenset({"kind", "question"})

_ALSO = {
    "type": "kind",
    "question type": "kind",
    "نوع": "kind",
    "نوع السؤال": "kind",
    "text": "question",
    "question text": "question",
    "سؤال": "question",
    "نص السؤال": "question",
    "answer": "right",
    "right answer": "right",
    "correct": "right",
    "correct answer": "right",
    "الإجابة": "right",
    "الإجابة الصحيحة": "right",
    "marks": "points",
    "mark": "points",
    "score": "points",
    "الدرجات": "points",
    "درجة": "points",
    "difficulty": "level",
    "الصعوبة": "level",
    "مستوى الصعوبة": "level",
    "lesson": "topic",
    "الدرس": "topic",
    "الوحدة": "topic",
    "tag": "tags",
    "وسوم": "tags",
    "why": "explanation",
    "شرح": "explanation",
    "التفسير": "explanation",
    "multiple": "several",
    "إجباري": "required",
}
_KINDS = {
    QuestionKind.MULTIPLE_CHOICE: (
        "multiple choice",
        "mcq",
        "choice",
        "اختيار من متعدد",
        "اختياري",
        "اختيار",
    ),
    QuestionKind.TRUE_FALSE: (
        "true false",
        "true or false",
        "t/f",
        "tf",
        "true/false",
        "صح وخطأ",
        "صح أو خطأ",
        "صح خطأ",
    ),
    QuestionKind.SHORT_ANSWER: ("short answer", "short", "إجابة قصيرة", "سؤال قصير"),
    QuestionKind.ESSAY: ("essay", "long answer", "مقالي", "مقال"),
    QuestionKind.FILL_BLANK: (
        "fill blank",
        "fill in the blank",
        "blank",
        "أكمل",
        "أكمل الفراغ",
        "املأ الفراغ",
    ),
}
_LEVELS = {
    Level.EASY: ("easy", "سهل", "1"),
    Level.MEDIUM: ("medium", "متوسط", "2"),
    Level.HARD: ("hard", "difficult", "صعب", "3"),
}
YES = ("yes", "y", "true", "1", "نعم", "صح")
NO = ("no", "n", "false", "0", "لا", "خطأ")
_OPTION_HEAD = re.compile(r"(?:option|choice|اختيار|الاختيار|خيار)\s*([0-9]{1,3}|[a-zأ-ي])")
LETTERS = ("abcdefghij", "ابجدهوزحطي")


def plain(text: str) -> str:
    """The text as heads and words are compared: case, vowel marks, signs between words do not count."""
    marked = unicodedata.normalize("NFKD", western_digits(text).casefold())
    bare = "".join(one for one in marked if not unicodedata.combining(one))
    return " ".join(bare.replace("_", " ").replace("-", " ").replace("ـ", "").split())


def column_of(head: str) -> str | None:
    """The column that a head names, `option 1` and so on for options; None for one of no meaning."""
    word = plain(head)
    found = _COLUMNS.get(word)
    if found:
        return found
    option = _OPTION_HEAD.fullmatch(word)
    place = place_of(option[1]) if option else None
    return f"option {place}" if place else None


def place_of(word: str) -> int | None:
    """1 for 1, a, A or أ; None for what names no place."""
    text = plain(word)
    if text.isascii() and text.isdigit():
        return int(text)
    for letters in LETTERS:
        if len(text) == 1 and text in letters:
            return letters.index(text) + 1
    return None


def kind_of(word: str) -> str | None:
    return _KIND_WORDS.get(plain(word))


def level_of(word: str) -> str | None:
    """Nothing is medium."""
    return _LEVEL_WORDS.get(plain(word), None if word.strip() else Level.MEDIUM.value)


def yes_or_no(word: str, *, otherwise: bool) -> bool | None:
    """Nothing is `otherwise`; None for what is neither."""
    text = plain(word)
    if not text:
        return otherwise
    return True if text in _YES else False if text in _NO else None


_COLUMNS = {
    **{plain(head): name for name, heads in HEADS.items() for head in heads},
    **{plain(head): name for head, name in _ALSO.items()},
}
_KIND_WORDS = {
    plain(word): kind.value for kind, words in _KINDS.items() for word in (*words, kind.value, kind.name)
}
_LEVEL_WORDS = {plain(word): level.value for level, words in _LEVELS.items() for word in words}
_YES, _NO = ({plain(word) for word in words} for words in (YES, NO))
