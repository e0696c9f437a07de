"""Why a question is not kept in the bank, copied out of it or drawn, and why a file is not read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Kind, NotFound, Refusal


class BankQuestionUnknown(NotFound):
    code = "bank_question_unknown"
    message = _("The question is not in the bank (any more).")


class LevelUnknown(Refusal):
    code = "level_unknown"
    field = "level"
    message = _("Choose easy, medium or hard.")


class TagsRefused(Refusal):
    code = "tags_refused"
    field = "tags"
    message = _("At most 20 tags, each of at most 40 characters.")


class OptionsMissing(Refusal):
    code = "options_missing"
    field = "options"
    message = _("This question needs at least two options.")


class RightOptionMissing(Refusal):
    code = "right_option_missing"
    field = "options"
    message = _("Mark at least one option as right.")


class TruthMissing(Refusal):
    code = "truth_missing"
    field = "truth"
    message = _("Say whether true or false is right.")


class BankFull(Refusal):
    code = "bank_full"
    kind = Kind.CONFLICT
    message = _("The bank can hold at most 20,000 questions.")


class DrawUnknown(NotFound):
    code = "draw_unknown"
    message = _("This draw does not exist (any more).")


class DrawTooMany(Refusal):
    """`details["there_are"]`: how many fit."""

    code = "draw_too_many"
    field = "number"
    message = _("The bank does not have so many questions that fit.")


class DrawRepeated(Refusal):
    code = "draw_repeated"
    field = "topic"
    message = _("There is a draw of this topic and level already. Take that one out first.")


class SheetUnreadable(Refusal):
    """Base: nothing of the file can be read."""

    code = "sheet_unreadable"
    field = "file"
    message = _("This file cannot be read. Save it as CSV and try again.")


class SheetTooLarge(SheetUnreadable):
    code = "sheet_too_large"
    message = _("A file can have at most 1 MB.")


class SheetTooLong(SheetUnreadable):
    code = "sheet_too_long"
    message = _("A file can bring at most 500 questions. Split it.")


class SheetEmpty(SheetUnreadable):
    code = "sheet_empty"
    message = _("There is no question in it.")


class SheetHeadMissing(SheetUnreadable):
    code = "sheet_head_missing"
    message = _("The first row must name the columns; “kind” and “question” are needed. See the template.")
