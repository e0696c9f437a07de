"""Why a question or option is not written like that."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Refusal


class QuestionTextEmpty(Refusal):
    code = "question_text_empty"
    field = "text"
    message = _("Question text cannot be empty.")


class QuestionKindUnknown(Refusal):
    code = "question_kind_unknown"
    field = "kind"
    message = _("Invalid question type.")


class QuestionPointsRefused(Refusal):
    code = "question_points_refused"
    field = "points"
    message = _("Marks must be greater than 0.")


class QuestionPointsTooMany(QuestionPointsRefused):
    code = "question_points_too_many"
    message = _("A question can have at most 9,999.99 marks.")


class QuestionOrderRefused(Refusal):
    code = "question_order_refused"
    field = "order"
    message = _("Order must be greater than 0.")


class TooManyQuestions(Refusal):
    code = "too_many_questions"
    field = "questions"
    message = _("An assessment can have at most 500 questions.")


class AcceptedAnswersRefused(Refusal):
    code = "accepted_answers_refused"
    field = "accepted_answers"
    message = _("At most 50 accepted answers, each of at most 500 characters.")


class OptionTextEmpty(Refusal):
    code = "option_text_empty"
    field = "option_text"
    message = _("Option text cannot be empty.")


class OptionOrderRefused(Refusal):
    code = "option_order_refused"
    field = "order"
    message = _("Order must be greater than 0.")


class TooManyOptions(Refusal):
    code = "too_many_options"
    field = "options"
    message = _("A question can have at most 50 options.")


class OptionsNotTaken(Refusal):
    """Only multiple choice and true/false questions have options."""

    code = "options_not_taken"
    field = "options"
    message = _("Only multiple choice and true/false questions have options.")


class TrueFalseOptionRefused(Refusal):
    code = "true_false_option_refused"
    field = "option_text"
    message = _("The options of a true/false question are True and False.")
